/** `npm run deploy`: see docs/deploy.md and docs/operations.md, "Error budgets". */
import { runDeploy } from './deploy/command';
import { processPorts } from './deploy/ports';
import { main } from './main';

main((argv, world) => runDeploy(argv, world, processPorts()));
