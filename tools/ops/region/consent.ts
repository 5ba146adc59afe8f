import { EXIT, type ExitCode } from '../../exit-codes';
import { type World } from '../../world';
import { type OpsPorts } from '../ports';

/** Asks a person; anything but yes is an exit code, told. */
export async function consent(
  question: string,
  yes: boolean,
  world: World,
  ports: OpsPorts,
): Promise<'yes' | ExitCode> {
  if (yes) return 'yes';
  const answer = ports.ask(`${question} [y/N] `);
  if (answer === null) {
    world.terminal.err('ops: there is no terminal to ask on; add --yes');
    return EXIT.failed;
  }
  const isYes = /^y(es)?$/i.test((await answer).trim());
  if (world.interrupted.aborted) return EXIT.interrupted;
  if (isYes) return 'yes';
  world.terminal.err('Nothing was changed.');
  return EXIT.flawed;
}
