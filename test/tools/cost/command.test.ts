import { runCost } from '../../../tools/cost/command';
import { parseCostOptions } from '../../../tools/cost/options';
import { fakeWorld } from '../support/fake-world';

describe('the command line of the estimate', () => {
  it('has the shop of the document as its default', () => {
    const shop = { lines: 3, skus: 1000, texts: 0.1 };

    expect(parseCostOptions([])).toEqual({
      kind: 'ok',
      value: { kind: 'bill', shops: [1e3, 1e5, 1e7].map((orders) => ({ orders, ...shop })) },
    });
  });

  it('is read', () => {
    const argv = ['--orders', '500', '--lines', '1', '--skus', '20', '--texts', '50'];

    expect(parseCostOptions(argv)).toEqual({
      kind: 'ok',
      value: { kind: 'bill', shops: [{ orders: 500, lines: 1, skus: 20, texts: 0.5 }] },
    });
  });

  it.each([
    [['--orders', 'many'], '--orders is "many"; allowed: a whole number from 1 to 10000000000'],
    [['--orders', '0'], '--orders is "0"; allowed: a whole number from 1 to 10000000000'],
    [
      ['--orders', '10', '--orders', '1.5'],
      '--orders is "1.5"; allowed: a whole number from 1 to 10000000000',
    ],
    [['--lines', '1501'], '--lines is "1501"; allowed: a whole number from 1 to 1500'],
    [['--skus', '0'], '--skus is "0"; allowed: a whole number from 1 to 10000000'],
    [['--texts', '101'], '--texts is "101"; allowed: a whole number from 0 to 100'],
    [['1000'], 'takes no arguments; found 1000'],
    [['--order', '1'], "Unknown option '--order'"],
  ])('refuses %j', (argv, message) => {
    expect(parseCostOptions(argv)).toEqual({ kind: 'usage', message });
  });
});

describe('the command', () => {
  it('prints the bill by service, then line by line', async () => {
    const world = fakeWorld();

    expect(await runCost(['--orders', '1000'], world)).toBe(0);

    expect(world.outLines[0]).toMatch(/^\| service +\| 1,000 orders \|$/);
    expect(world.outLines.at(-1)).toMatch(/^\| +\| without them, an order +\| +\d+\.\d\d ¢ \|$/);
  });

  it.each([
    ['--prices', /^\| service +\| what +\| price/],
    ['--assumptions', /^\| assumed \| what/],
    ['--help', /^Usage: npm run cost/],
  ])('prints what %s asks for', async (flag, first) => {
    const world = fakeWorld();

    expect(await runCost([flag], world)).toBe(0);
    expect(world.outLines[0]).toMatch(first);
  });

  it('says what is wrong and how it is used', async () => {
    const world = fakeWorld();

    expect(await runCost(['--lines', '0'], world)).toBe(2);
    expect(world.errLines[0]).toMatch(
      /^cost: --lines is "0"; allowed: a whole number from 1 to 1500\n\nUsage/,
    );
  });
});
