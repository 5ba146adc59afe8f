import { noInput } from '../../lambdas/shared/schemas/no-input';
import { type JsonBody } from './model';

/** The body of calls that take no input. */
export const NO_INPUT: JsonBody = {
  kind: 'json',
  required: false,
  description: 'Leave it out, or send an empty object. Anything else is refused.',
  schema: noInput.meta({ id: 'NoInput' }),
  examples: { Nothing: {} },
};
