import { parseImportOptions } from '../../../tools/importing/options';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const DEPLOYED = 'https://abc.execute-api.eu-west-1.amazonaws.com/prod';

describe('the import’s command line', () => {
  it('goes to the first local region unless told otherwise', () => {
    const parsed = parseImportOptions(['a.csv', '--stock', '10'], {});

    expect(parsed).toMatchObject({
      kind: 'ok',
      value: { file: 'a.csv', stock: { kind: 'same', units: 10 }, target: { region: 'us-east-1' } },
    });
    expect(parsed.kind === 'ok' && parsed.value.target.url.href).toBe('http://127.0.0.1:4001/');
  });

  it('finds another region of another local shop', () => {
    const flags = ['--stock-column', 'units', '--port-base', '5400', '--region', 'us-west-2'];

    const parsed = parseImportOptions(['a.csv', ...flags], {});

    expect(parsed.kind === 'ok' && parsed.value.target.url.href).toBe('http://127.0.0.1:5402/');
    expect(parsed.kind === 'ok' && parsed.value.stock).toEqual({ kind: 'column', name: 'units' });
  });

  it('takes a deployed API with its region', () => {
    const parsed = parseImportOptions(
      ['a.csv', '--stock', '0', '--url', DEPLOYED, '--region', 'eu-west-1'],
      KEYS,
    );

    expect(parsed).toMatchObject({ kind: 'ok', value: { target: { region: 'eu-west-1' } } });
  });

  it.each<[what: string, argv: string[], message: string]>([
    ['no file', ['--stock', '1'], 'no FILE given'],
    ['two files', ['a', 'b', '--stock', '1'], 'one FILE at a time; found also b'],
    ['no stock', ['a'], 'give either --stock N or --stock-column NAME'],
    [
      'both kinds of stock',
      ['a', '--stock', '1', '--stock-column', 'b'],
      'give either --stock N or --stock-column NAME',
    ],
    [
      'a stock that is no number',
      ['a', '--stock', 'ten'],
      '--stock is "ten"; allowed: a whole number from 0 to 1000000000',
    ],
    [
      'a stock below nothing',
      ['a', '--stock=-1'],
      '--stock is "-1"; allowed: a whole number from 0 to 1000000000',
    ],
    [
      'a stock beyond all shelves',
      ['a', '--stock', '1000000001'],
      '--stock is "1000000001"; allowed: a whole number from 0 to 1000000000',
    ],
    ['an unknown flag', ['a', '--stok', '1'], "Unknown option '--stok'"],
    ['a flag without its value', ['a', '--stock'], "Option '--stock <value>' argument missing"],
    [
      'an unknown region',
      ['a', '--stock', '1', '--region', 'mars'],
      '--region is "mars"; allowed: us-east-1, us-west-2',
    ],
    [
      'an address without region',
      ['a', '--stock', '1', '--url', DEPLOYED],
      '--url needs --region NAME: calls are signed for it',
    ],
    [
      'an address and a port base',
      ['a', '--stock', '1', '--url', DEPLOYED, '--region', 'eu-west-1', '--port-base', '5000'],
      'give --url or --port-base, not both',
    ],
    [
      'no address',
      ['a', '--stock', '1', '--url', 'shop', '--region', 'us-east-1'],
      '--url is "shop"; allowed: an address such as https://….amazonaws.com/prod',
    ],
    [
      'an address of a file',
      ['a', '--stock', '1', '--url', 'file:///etc/passwd', '--region', 'us-east-1'],
      '--url is "file:///etc/passwd"; allowed: an address such as https://….amazonaws.com/prod',
    ],
    [
      'a bad delivery',
      ['a', '--stock', '1', '--delivery', 'a/b'],
      '--delivery is "a/b"; allowed: 1 to 24 letters, digits, _ and -',
    ],
    [
      'a bad port base',
      ['a', '--stock', '1', '--port-base', '70000'],
      '--port-base is "70000"; allowed: a whole number from 1 to 64900',
    ],
  ])('refuses %s', (_, argv, message) => {
    expect(parseImportOptions(argv, {})).toEqual({ kind: 'usage', message });
  });

  it('asks for the keys that a deployed shop needs', () => {
    const argv = ['a', '--stock', '1', '--url', DEPLOYED, '--region', 'us-east-1'];

    expect(parseImportOptions(argv, {})).toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('AWS_ACCESS_KEY_ID') as string,
    });
  });

  it('helps', () => {
    expect(parseImportOptions(['--help'], {})).toEqual({ kind: 'help' });
  });
});
