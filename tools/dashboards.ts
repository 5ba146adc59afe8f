/** `npm run dashboards`: see docs/tools.md. */
import { runDashboards } from './dashboards/command';
import { main } from './main';

main(runDashboards);
