/** `npm run history`: see docs/tools.md. */
import { runHistory } from './history/command';
import { main } from './main';

main(runHistory);
