/** `npm run counter-example`: see docs/counter-example.md. */
import { runCounterExample } from './counter-example/command';
import { main } from './main';

main(runCounterExample);
