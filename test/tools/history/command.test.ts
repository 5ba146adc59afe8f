import { runHistory } from '../../../tools/history/command';
import { fakeWorld } from '../support/fake-world';
import { order, place, refused, type ScriptLine, show, stock, textOf } from './script';

const GOOD = [
  stock('A', { available: 10 }, [0, 1]),
  place('k', { A: 2 }, [2, 5], order('o1', { A: 2 })),
  show('o1', [6, 7], { ...order('o1', { A: 2 }), status: 200 }),
];
const BAD = [...GOOD.slice(0, 2), show('o1', [6, 7], refused(404, 'order_not_found'))];

async function run(lines: readonly ScriptLine[], ...flags: string[]) {
  const world = fakeWorld();
  const path = world.file('history.jsonl', `${textOf(lines).join('\n')}\n`);
  return { code: await runHistory([path, ...flags], world), ...world };
}

it('says that everything is possible', async () => {
  const { code, outLines } = await run(GOOD);

  expect(code).toBe(0);
  expect(outLines[1]).toBe('1 keys, 1 orders, 1 SKUs');
  expect(outLines.at(-1)).toBe('Everything in it is possible.');
});

it('names the rule, the lines, the order and the times of a contradiction', async () => {
  const { code, outLines } = await run(BAD);

  expect(code).toBe(1);
  expect(outLines.join('\n')).toMatch(
    /NOT +1 +order-lost .*\n +lines 3, 4 \(2 to 7 ms\), key k, order o1:\n +shown as confirmed, and later us-west-2/,
  );
});

it('prints JSON', async () => {
  const { outLines } = await run(BAD, '--json');

  expect(JSON.parse(outLines.join('\n'))).toMatchObject({
    ok: false,
    requests: 3,
    rules: expect.arrayContaining([
      expect.objectContaining({ name: 'order-lost', findings: [expect.objectContaining({ lines: [3, 4] })] }),
    ]) as unknown,
  });
});

it('tells of SKUs whose stock at first is not known, and of a line that is cut off', async () => {
  const world = fakeWorld();
  const text = textOf(GOOD.slice(1)).join('\n');
  const path = world.file('history.jsonl', text.slice(0, -5));

  expect(await runHistory([path], world)).toBe(0);
  expect(world.outLines.join('\n')).toMatch(/line 3 is cut off[^]*no sums were made for 1 of 1 SKUs.*\(A\)/);
});

it('shows how it is used', async () => {
  const world = fakeWorld();

  expect(await runHistory(['--help'], world)).toBe(0);
  expect(world.outLines.join('\n')).toContain('Usage: npm run history -- FILE');
});

it.each([
  [[], /^history: no FILE given/],
  [['none.jsonl'], /^history: cannot read .*none.jsonl: no such file/],
  [['a', '--fast'], /^history: Unknown option '--fast'/],
])('cannot run with %j', async (argv, message) => {
  const world = fakeWorld();

  expect(await runHistory(argv, world)).toBe(2);
  expect(world.errLines[0]).toMatch(message);
});

it('cannot read what is no history', async () => {
  const world = fakeWorld();
  const path = world.file('orders.ndjson', '{"order":"1"}\n');

  expect(await runHistory([path], world)).toBe(2);
  expect(world.errLines[0]).toMatch(/orders.ndjson: line 1: .*is this a history/);
});
