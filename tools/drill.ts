/** `npm run drill`: see docs/tools.md. */
import { runDrill } from './drill/command';
import { main } from './main';

main(runDrill);
