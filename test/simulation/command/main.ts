/** `npm run simulate`: see docs/testing.md. */
import { main } from '../../../tools/main';
import { runSimulate } from './simulate';

main(runSimulate);
