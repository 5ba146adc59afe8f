import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runImport } from '../../../tools/importing/command';
import { type FakeShop, startFakeShop } from '../support/fake-shop';
import { problem, receivedUnits, type ShopState } from '../support/fake-shop-routes';
import { type FakeWorld, fakeWorld } from '../support/fake-world';

const HEADER = 'sku,name,price_minor,currency,units';
const csv = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;
/** Rows enough for two calls. */
const LONG = csv(...Array.from({ length: 600 }, (_, index) => `S${index + 1},Thing ${index + 1},100,GBP,2`));

describe('npm run import', () => {
  let shop: FakeShop;
  let world: FakeWorld;
  const run = (file: string, ...flags: string[]) =>
    runImport([file, '--url', shop.regions[0].href, '--region', 'us-east-1', ...flags], world);
  const calls = (suffix: string) => shop.requests.filter(({ path }) => path.endsWith(suffix));
  const progressFile = () => {
    const directory = join(world.projectDirectory, '.holdfast', 'import');
    return join(directory, readdirSync(directory).find((name) => name.endsWith('.json')) ?? 'none');
  };

  beforeEach(async () => {
    shop = await startFakeShop();
    world = fakeWorld();
  });
  afterEach(() => shop.close());

  it('writes products and receives their stock', async () => {
    const file = world.file('a.csv', csv('A1,Globe,85,GBP,3', 'A2,Cactus,39,GBP,0'));

    expect(await run(file, '--stock-column', 'units')).toBe(0);

    expect(shop.state.products.get('A1')).toEqual({ name: 'Globe', price_minor: 85, currency: 'GBP' });
    expect(receivedUnits(shop.state, 'A1')).toBe(3);
    expect(receivedUnits(shop.state, 'A2')).toBe(0);
    expect(world.outLines).toEqual([expect.stringContaining('2 products, 3 units received')]);
  });

  it('takes NDJSON as well', async () => {
    const file = world.file('a.ndjson', '{"sku":"A1","name":"Globe","price_minor":85,"currency":"GBP"}\n');

    expect(await run(file, '--stock', '4')).toBe(0);
    expect(receivedUnits(shop.state, 'A1')).toBe(4);
  });

  it('reports every bad row, its own and the shop’s, and imports the rest', async () => {
    const rows = ['A1,Globe,8.5,GBP,1', 'A2,Forbidden,39,GBP,1', 'A3,Lamp,40,GBP,1', 'A4,Mug'];

    expect(await run(world.file('a.csv', csv(...rows)), '--stock', '5')).toBe(1);

    expect([...shop.state.products.keys()]).toEqual(['A3']);
    expect(world.errLines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^row 1 \(line 2\), price_minor: found "8.5"; allowed: a whole number/),
        'row 2 (line 3), name: found "Forbidden"; allowed: another name',
        'row 4 (line 5): found 2 fields; allowed: 5 fields, as in the header',
      ]),
    );
    expect(world.outLines[0]).toContain('1 product, 5 units received, 3 bad rows');
  });

  it('takes the first of two rows with one SKU', async () => {
    const file = world.file('a.csv', csv('A1,Globe,85,GBP,3', 'A1,Globe,86,GBP,3'));

    expect(await run(file, '--stock', '5')).toBe(1);

    expect(shop.state.products.get('A1')).toMatchObject({ price_minor: 85 });
    expect(receivedUnits(shop.state, 'A1')).toBe(5);
    expect(world.errLines).toContain(
      'row 2 (line 3), sku: found "A1"; allowed: once in a file; it is in row 1',
    );
  });

  it('goes on after an interruption where it stopped, and adds nothing twice', async () => {
    const file = world.file('a.csv', LONG);
    shop.intercept = ({ path }) => (path.includes('/S550/') ? problem(403, 'access_denied') : undefined);
    expect(await run(file, '--stock', '2')).toBe(2);
    expect(world.errLines.at(-1)).toMatch(/403 access_denied.*done up to row 500.*same command again/);

    shop.intercept = () => undefined;
    const before = calls('products:import').length;
    expect(await run(file, '--stock', '2')).toBe(0);

    expect(calls('products:import').length - before).toBe(1);
    expect(world.errLines).toContainEqual(expect.stringMatching(/^Going on after row 500/));
    expect(shop.state.products.size).toBe(600);
    expect([...shop.state.receipts.values()].reduce((sum, units) => sum + units, 0)).toBe(1_200);
    expect(world.outLines[0]).toContain('600 products, 1,200 units received');
  });

  it('stops at Ctrl-C with what is done saved', async () => {
    const file = world.file('a.csv', LONG);
    shop.intercept = ({ path }) => void (path.includes('/S550/') && world.interrupt());

    expect(await run(file, '--stock', '2')).toBe(130);

    expect(JSON.parse(readFileSync(progressFile(), 'utf8'))).toMatchObject({
      rowsDone: 500,
      finished: false,
    });
  });

  it('says so when the progress file is half-written, and starts over without adding twice', async () => {
    const file = world.file('a.csv', LONG);
    await run(file, '--stock', '2');
    const saved = readFileSync(progressFile(), 'utf8');
    writeFileSync(progressFile(), saved.slice(0, saved.length / 2));

    expect(await run(file, '--stock', '2')).toBe(0);

    expect(world.errLines).toContainEqual(expect.stringMatching(/damaged or half-written .*first row/));
    expect(receivedUnits(shop.state, 'S1')).toBe(2);
  });

  it.each<[string, (state: ShopState) => void]>([
    ['does not know the products', (state) => state.products.clear()],
    ['has received less', () => undefined],
  ])('starts over in another shop, which %s', async (_, differ) => {
    const file = world.file('a.csv', LONG);
    shop.intercept = ({ path }) => (path.includes('/S550/') ? problem(403, 'access_denied') : undefined);
    await run(file, '--stock', '2');
    shop.intercept = () => undefined;
    shop.state.receipts.clear();
    differ(shop.state);

    expect(await run(file, '--stock', '2')).toBe(0);

    expect(world.errLines).toContainEqual(expect.stringContaining('does not hold what'));
    expect(shop.state.receipts.size).toBe(600);
  });

  it('receives a file once, whatever its name, and again only as another delivery', async () => {
    const content = csv('A1,Globe,85,GBP,3');
    await run(world.file('a.csv', content), '--stock', '10');

    expect(await run(world.file('b.csv', content), '--stock', '10')).toBe(0);
    expect(receivedUnits(shop.state, 'A1')).toBe(10);
    expect(await run(world.file('b.csv', content), '--stock', '20')).toBe(2);
    expect(world.errLines.at(-1)).toContain('imported with --stock 10, now it is --stock 20');
    expect(await run(world.file('b.csv', content), '--stock', '20', '--delivery', 'june')).toBe(0);
    expect(receivedUnits(shop.state, 'A1')).toBe(30);
  });

  it('tries again when the shop is busy or an answer is lost', async () => {
    let calls = 0;
    shop.intercept = ({ path }) => {
      if (!path.includes('/admin/')) return undefined;
      calls += 1;
      if (calls === 1) return problem(429, 'throttled', { 'retry-after': '1' });
      return calls === 3 ? 'cut_after' : undefined;
    };

    expect(await run(world.file('a.csv', csv('A1,Globe,85,GBP,3')), '--stock', '10')).toBe(0);

    expect(receivedUnits(shop.state, 'A1')).toBe(10);
    expect(world.sleeps).toEqual([1_100, 100]);
  });

  it('draws a bar on a terminal and plain lines elsewhere', async () => {
    const file = world.file('a.csv', LONG);
    await run(file, '--stock', '2');
    expect(world.errLines).toEqual([
      expect.stringMatching(/^ +8\d % 500 products/),
      expect.stringMatching(/^100 % 600 products/),
    ]);

    world = fakeWorld({ isTTY: true });
    await run(file, '--stock', '2');
    expect(world.redrawn[0]).toMatch(/^\[#+\.+\] +8\d % 500 products/);
    expect(world.redrawn.at(-1)).toBe('');
  });

  describe('cannot run, exit code 2,', () => {
    it('without the file', async () => {
      expect(await run('none.csv', '--stock', '1')).toBe(2);
      expect(world.errLines[0]).toMatch(/cannot read .*none.csv: no such file/);
    });

    it('on a directory', async () => {
      mkdirSync(join(world.callerDirectory, 'd'));
      expect(await run('d', '--stock', '1')).toBe(2);
      expect(world.errLines[0]).toMatch(/is not a file/);
    });

    it('without the columns', async () => {
      expect(await run(world.file('a.csv', 'sku,name\n'), '--stock', '1')).toBe(2);
      expect(world.errLines[0]).toMatch(/lacks the columns price_minor, currency; found: sku, name/);
    });

    it('with an unknown flag, and shows the usage', async () => {
      expect(await run('a.csv', '--stok', '1')).toBe(2);
      expect(world.errLines[0]).toMatch(/Unknown option '--stok'[^]*Usage: npm run import/);
    });

    it('when no shop answers', async () => {
      const file = world.file('a.csv', csv('A1,Globe,85,GBP,3'));
      await shop.close();

      expect(await run(file, '--stock', '1')).toBe(2);
      expect(world.errLines[0]).toMatch(/no shop answers at http.*npm start/);
    });
  });

  it('writes the progress file as a whole and leaves no other file', async () => {
    await run(world.file('a.csv', csv('A1,Globe,85,GBP,3')), '--stock', '1');

    expect(readdirSync(dirname(progressFile()))).toHaveLength(1);
    expect(existsSync(progressFile())).toBe(true);
  });
});
