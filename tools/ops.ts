/** `npm run ops`: see docs/tools.md and docs/operations.md. */
import { main } from './main';
import { runOps } from './ops/command';
import { processPorts } from './ops/ports';

main((argv, world) => runOps(argv, world, processPorts(world)));
