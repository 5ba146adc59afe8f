/** `npm run import`: see docs/tools.md. */
import { runImport } from './importing/command';
import { processWorld } from './world';

void runImport(process.argv.slice(2), processWorld()).then((code) => {
  process.exitCode = code;
});
