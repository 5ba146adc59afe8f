import { MemoryLedger } from '../../../lambdas/adapters/memory/memory-ledger';
import { memoryStores } from '../../../lambdas/adapters/memory/stores';
import { openBucket, reservation, SKU } from '../contract/samples';

const available = async (ledger: MemoryLedger) =>
  (await memoryStores(ledger).stock.read([{ sku: SKU, bucket: 0 }]))[0]?.available;

describe('the step of memory adapters', () => {
  let ledger: MemoryLedger;
  beforeEach(async () => {
    ledger = new MemoryLedger();
    await openBucket(memoryStores(ledger).stock, 5);
  });

  test.each([
    ['stock.reserve:before', 5],
    ['stock.reserve:after', 4],
  ])('throwing at %s leaves %d units', async (lostAt, left) => {
    const { stock } = memoryStores(ledger, async (point) => {
      if (point === lostAt) throw new Error('lost');
    });

    await expect(stock.reserve(reservation('op1', 1))).rejects.toThrow('lost');
    expect(await available(ledger)).toBe(left);
  });

  test('what was read stays as it was, whatever is written later', async () => {
    const { stock } = memoryStores(ledger);
    const [before] = await stock.read([{ sku: SKU, bucket: 0 }]);

    await stock.reserve(reservation('op1', 1));

    expect(before).toMatchObject({ available: 5, journal: {} });
  });

  test('the hand-offs of a Region keep what they were told', async () => {
    const { queue, audits } = memoryStores(ledger);

    await queue.advanceLater('ord_1', 1_000, 30);
    await audits.start('rep1');

    expect({ messages: queue.messages, started: audits.started }).toEqual({
      messages: [{ orderId: 'ord_1', dueAt: 1_000, delaySeconds: 30 }],
      started: ['rep1'],
    });
  });
});
