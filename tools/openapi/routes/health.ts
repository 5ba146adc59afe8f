import { health, live } from '../answers/health';
import { type RouteDescription } from '../model';

const CHECKS = { ledger: 'ok', shop: 'ok' };

/** For Route 53, the other Region's probe, and people. */
export const HEALTH_ROUTES: readonly RouteDescription[] = [
  {
    method: 'GET',
    path: '/health',
    operationId: 'getHealth',
    tag: 'Health',
    summary: 'Tell whether this Region takes orders',
    description:
      'What the Region can do now. Payment and the other Region do not count: orders can be recorded without either.',
    answers: [
      {
        status: 200,
        description: 'The Region takes orders.',
        schema: health,
        example: { region: 'us-east-1', status: 'ok', checks: CHECKS, weight: 100 },
      },
      {
        status: 503,
        description: 'The Region takes no orders now: call another one.',
        schema: health,
        example: {
          region: 'us-east-1',
          status: 'unavailable',
          checks: { ...CHECKS, ledger: 'unavailable' },
          weight: 100,
        },
      },
    ],
    problems: [],
  },
  {
    method: 'GET',
    path: '/health/live',
    operationId: 'getLive',
    tag: 'Health',
    summary: 'Tell whether this Region answers',
    description:
      'Touches neither tables nor anything else, so it says nothing of orders. Where it answers and `/health` does not say `ok`, the Region is evacuated, or cut off from its tables.',
    answers: [
      {
        status: 200,
        description: 'The Region answers.',
        schema: live,
        example: { region: 'us-east-1', status: 'live' },
      },
    ],
    problems: [],
  },
];
