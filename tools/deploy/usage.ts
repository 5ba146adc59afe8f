import { DEFAULT_PORT_BASE } from '../client/regions';

export const DEPLOY_USAGE = `Usage: npm run deploy -- [options] [stacks and options of cdk deploy]

Asks what is left of the error budgets, then runs cdk deploy --all, or of the stacks that are named, with whatever else
is given. A spent budget refuses (docs/operations.md, "Error budgets").

  --override REASON  deploy although they refuse; who, when and why is recorded for all to see (ops -- budget)
  --local            rehearse against the local shop: ask its budgets, and say what would be run
  --port-base N      of the local shop (${DEFAULT_PORT_BASE}); implies --local
  --help

Exit code: 0 deployed, 1 cdk deploy failed, 2 wrong usage, 4 refused, 130 stopped by Ctrl-C.`;
