import * as z from 'zod';
import { type DataSubject, parseDataSubject } from '../domain/personal-data/data-subject';
import { type ForgetRequest } from '../domain/personal-data/forget';
import { validate } from '../shared/http/validation';

const CUSTOMER = 'allowed: an e-mail address, or a phone number with its country, such as +442079460000';

const customer = z.string({ error: CUSTOMER }).transform((text, context): DataSubject => {
  const subject = parseDataSubject(text);
  if (subject !== undefined) return subject;
  context.addIssue({ code: 'custom', message: CUSTOMER, input: text });
  return z.NEVER;
});

const schema = z.strictObject({
  customer,
  erase: z.boolean(),
  undelivered: z.boolean().default(false),
  cursor: z.string().min(1).optional(),
});

/** The request in an event, or what is wrong with it: everything in one line, and never the address. */
export function parseRequest(
  event: unknown,
): { readonly request: Omit<ForgetRequest, 'deadline'> } | { readonly error: string } {
  const result = validate(schema, event, 'event');
  if (result.kind === 'invalid')
    return { error: result.errors.map(({ path, message }) => `${path}: ${message}`).join('. ') };
  const { customer: subject, ...request } = result.value;
  return { request: { subject, ...request } };
}
