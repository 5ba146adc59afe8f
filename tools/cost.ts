/** `npm run cost`: see docs/deploy.md. */
import { runCost } from './cost/command';
import { main } from './main';

main(runCost);
