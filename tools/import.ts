/** `npm run import`: see docs/tools.md. */
import { runImport } from './importing/command';
import { main } from './main';

main(runImport);
