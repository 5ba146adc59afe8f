/** `npm run replay`: see docs/tools.md. */
import { runReplay } from './replaying/command';
import { processWorld } from './world';

void runReplay(process.argv.slice(2), processWorld()).then((code) => {
  process.exitCode = code;
});
