import { EXIT } from '../../exit-codes';
import { runOps } from '../../ops/command';
import { type OpsPorts, processPorts } from '../../ops/ports';
import { type World } from '../../world';
import { DrillFailed } from '../shop';
import { type SwitchMove } from './plan';

/** Takes a Region out of service, or gives it a part of the shoppers; resolves when the edge goes by it. */
export type MoveSwitch = (region: string, move: SwitchMove) => Promise<void>;

/**
 * Moves the switch with the operators' own command, `npm run ops -- region …`, against the shop of this port base.
 * What it says goes to standard error.
 */
export function operatorsSwitch(
  portBase: number,
  world: World,
  openPorts: (world: World) => OpsPorts = processPorts,
): MoveSwitch {
  return async (region, move) => {
    const said: string[] = [];
    const say = (line: string) => {
      said.push(line);
      world.terminal.err(`  ${line}`);
    };
    const quiet = { ...world, terminal: { ...world.terminal, out: say, err: say } };
    const code = await runOps(argvOf(region, move, portBase), quiet, openPorts(quiet));
    if (code !== EXIT.fine)
      throw new DrillFailed(`ops region ${move.kind} ${region} failed: ${said.at(-1) ?? code}`);
  };
}

const argvOf = (region: string, move: SwitchMove, portBase: number): readonly string[] => [
  ...['region', move.kind, region, '--yes', '--port-base', `${portBase}`],
  ...(move.kind === 'return' ? ['--weight', `${move.weight}`] : []),
];
