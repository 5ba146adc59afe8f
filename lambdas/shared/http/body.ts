import type * as z from 'zod';
import { type HttpCall } from './call';
import { noInput } from '../schemas/no-input';
import { parseJson } from './json-text';
import { problem, RequestRefused } from './problem';
import { validOrRefuse } from './validation';

/**
 * 1,500 lines with the longest SKUs, written with spaces, are below 250 KB. A larger body cannot be valid,
 * and looking at each of its parts would cost more than refusing it.
 */
const MAX_JSON_LENGTH = 512 * 1024;

/** The JSON body of a call as the schema has it. Throws `RequestRefused` with 400, 413 or 415. */
export function jsonBody<T>(call: HttpCall, schema: z.ZodType<T>): T {
  const { text } = textBody(call, ['application/json']);
  if (text.length > MAX_JSON_LENGTH)
    throw tooLarge(`The body has ${text.length} characters; at most ${MAX_JSON_LENGTH} are taken.`);
  const json = parseJson(text);
  if (json.kind === 'broken') throw RequestRefused.fields({ path: 'body', message: json.where });
  return validOrRefuse(schema, json.value);
}

/** For calls that take no input: no body at all, blanks or `{}`. Throws `RequestRefused` with 400, 413 or 415. */
export function refuseInput(call: HttpCall): void {
  if ((call.body() ?? '').trim() !== '') jsonBody(call, noInput);
}

/** A body of one of the allowed media types. Throws `RequestRefused` with 400 or 415. */
export function textBody<Type extends string>(
  call: HttpCall,
  allowed: readonly Type[],
): { type: Type; text: string } {
  const [given, ...parameters] = (call.header('content-type') ?? '').toLowerCase().split(';');
  const type = allowed.find((candidate) => candidate === given?.trim());
  if (type === undefined) throw unsupported(`Content-Type must be ${allowed.join(' or ')}.`);
  refuseOtherEncodings(call, parameters);
  const text = call.body();
  if (text === undefined || text.trim() === '')
    throw RequestRefused.fields({ path: 'body', message: 'found nothing; a body is required' });
  return { type, text };
}

/** 413 with what is allowed. */
export function tooLarge(detail: string): RequestRefused {
  return new RequestRefused(problem('request_too_large', { detail }));
}

/** Bodies reach a function as text that API Gateway read as UTF-8, so that anything else arrives damaged. */
function refuseOtherEncodings(call: HttpCall, parameters: readonly string[]): void {
  const charset = parameters.map((one) => /^\s*charset\s*=\s*"?([^"\s]+)"?\s*$/.exec(one)?.[1]).find(Boolean);
  if (charset !== undefined && !UTF_8.includes(charset))
    throw unsupported('The body must be UTF-8, and its charset, where one is named, utf-8.');
  const coding = call.header('content-encoding')?.trim().toLowerCase() ?? '';
  if (coding !== '' && coding !== 'identity')
    throw unsupported('The body must not be compressed; leave Content-Encoding out.');
}

/** UTF-8 and what is part of it. */
const UTF_8 = ['utf-8', 'utf8', 'us-ascii'];

function unsupported(detail: string): RequestRefused {
  return new RequestRefused(problem('unsupported_media_type', { detail }));
}
