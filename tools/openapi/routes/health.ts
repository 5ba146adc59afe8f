import { health } from '../answers/health';
import { type RouteDescription } from '../model';

/** For Route 53 and for people. */
export const HEALTH_ROUTE: RouteDescription = {
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
      example: { region: 'us-east-1', status: 'ok', checks: { ledger: 'ok', shop: 'ok' } },
    },
    {
      status: 503,
      description: 'The Region takes no orders now: call another one.',
      schema: health,
      example: { region: 'us-east-1', status: 'unavailable', checks: { ledger: 'unavailable', shop: 'ok' } },
    },
  ],
  problems: [],
};
