import { forEachConcurrently } from '../../../tools/client/pool';

interface Gate {
  readonly opened: Promise<void>;
  open(): void;
}

/** A promise that the test resolves. */
function gate(): Gate {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe('forEachConcurrently', () => {
  it('does every item once, in order of arrival', async () => {
    const seen: [string, number][] = [];

    await forEachConcurrently(['a', 'b', 'c'], 2, async (item, index) => void seen.push([item, index]));

    expect(seen).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
  });

  it('never has more under way than allowed, and pulls nothing ahead', async () => {
    const waiting = [gate(), gate(), gate()];
    let pulled = 0;
    const items = (function* () {
      for (const one of waiting) yield ((pulled++, one));
    })();
    const started = gate();
    let underWay = 0;
    const done = forEachConcurrently(items, 2, async (one) => {
      if (++underWay === 2) started.open();
      await one.opened;
    });

    await started.opened;
    expect(pulled).toBe(2);
    waiting.forEach((one) => one.open());
    await done;
    expect(pulled).toBe(3);
  });

  it('stops at a failure, closes the source and throws it', async () => {
    let closed = false;
    const items = (async function* () {
      try {
        yield* [1, 2, 3];
      } finally {
        closed = true;
      }
    })();
    const seen: number[] = [];

    const work = forEachConcurrently(items, 1, async (item) => {
      seen.push(item);
      if (item === 2) throw new Error('broken');
    });

    await expect(work).rejects.toThrow('broken');
    expect(seen).toEqual([1, 2]);
    expect(closed).toBe(true);
  });
});
