import * as z from 'zod';

/** Body of calls that take no input: some clients send `{}` with every POST. */
export const noInput = z.strictObject({});
