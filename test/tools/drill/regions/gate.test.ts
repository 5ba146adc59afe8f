import { setImmediate } from 'node:timers/promises';
import { Gate } from '../../../../tools/drill/regions/gate';

it('waits for those inside, holds others back, and opens again whatever happens', async () => {
  const gate = new Gate();
  const said: string[] = [];
  let leave: () => void = () => undefined;
  const inside = gate.pass(async () => {
    await new Promise<void>((resolve) => (leave = resolve));
    said.push('left');
  });
  const closed = gate.closedFor(async () => {
    said.push('alone');
    await setImmediate();
    throw new Error('broken');
  });
  const next = gate.pass(async () => void said.push('next'));
  await setImmediate();
  expect(said).toEqual([]);
  leave();

  await expect(closed).rejects.toThrow('broken');
  await Promise.all([inside, next]);
  expect(said).toEqual(['left', 'alone', 'next']);
});

it('lets everybody through while it is open, and closes at once when nobody is inside', async () => {
  const gate = new Gate();

  expect(await Promise.all([gate.pass(async () => 1), gate.pass(async () => 2)])).toEqual([1, 2]);
  expect(await gate.closedFor(async () => 3)).toBe(3);
});
