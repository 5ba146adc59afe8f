/** `npm run replay`: see docs/tools.md. */
import { main } from './main';
import { runReplay } from './replaying/command';

main(runReplay);
