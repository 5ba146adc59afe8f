import { operatorsSwitch } from '../../../../tools/drill/regions/switch';
import { DrillFailed } from '../../../../tools/drill/shop';
import { processPorts } from '../../../../tools/ops/ports';
import { fakeWorld } from '../../support/fake-world';

it('uses the command that operators use, and tells what it said when it fails', async () => {
  const world = fakeWorld();
  const move = operatorsSwitch(1, world, (quiet) => processPorts(quiet));

  await expect(move('us-east-1', { kind: 'evacuate' })).rejects.toThrow(DrillFailed);
  await expect(move('us-east-1', { kind: 'return', weight: 10 })).rejects.toThrow(
    /^ops region return us-east-1/,
  );
  expect(world.outLines).toEqual([]);
  expect(world.errLines.join('\n')).toMatch(/ECONNREFUSED|takes no orders|cannot take orders/);
});
