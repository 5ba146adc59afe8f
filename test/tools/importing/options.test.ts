import { parseImportOptions } from '../../../tools/importing/options';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'secret' };
const DEPLOYED = 'https://abc.execute-api.eu-west-1.amazonaws.com/live';

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

  it.each<[string, string[], RegExp]>([
    ['no file', ['--stock', '1'], /no FILE/],
    ['two files', ['a', 'b', '--stock', '1'], /one FILE at a time; found also b/],
    ['no stock', ['a'], /either --stock N or --stock-column NAME/],
    ['both kinds of stock', ['a', '--stock', '1', '--stock-column', 'b'], /either --stock/],
    [
      'a stock that is no number',
      ['a', '--stock', 'ten'],
      /--stock is "ten"; allowed: a whole number from 0/,
    ],
    ['an unknown flag', ['a', '--stok', '1'], /Unknown option '--stok'/],
    ['a flag without its value', ['a', '--stock'], /--stock/],
    ['an unknown region', ['a', '--stock', '1', '--region', 'mars'], /"mars"; allowed: us-east-1, us-west-2/],
    ['an address without region', ['a', '--stock', '1', '--url', DEPLOYED], /--region NAME/],
    ['no address', ['a', '--stock', '1', '--url', 'shop', '--region', 'us-east-1'], /--url is "shop"/],
    ['no keys', ['a', '--stock', '1', '--url', DEPLOYED, '--region', 'us-east-1'], /AWS_ACCESS_KEY_ID/],
    ['a bad delivery', ['a', '--stock', '1', '--delivery', 'a/b'], /--delivery is "a\/b"/],
    ['a bad port base', ['a', '--stock', '1', '--port-base', '70000'], /--port-base is "70000"/],
  ])('refuses %s', (_, argv, message) => {
    expect(parseImportOptions(argv, {})).toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(message) as string,
    });
  });

  it('helps', () => {
    expect(parseImportOptions(['--help'], {})).toEqual({ kind: 'help' });
  });
});
