import { type ApiDocument, resolve, type Schema } from './document';
import { escapeHtml, inlineMarkdown } from './html';

/** The members of an object, or of the objects of a list, each with its own below it. */
export function fieldList(document: ApiDocument, given: Schema, leaveOut: readonly string[] = []): string {
  const schema = objectIn(document, given);
  const rows = Object.entries(schema.properties ?? {})
    .filter(([name]) => !leaveOut.includes(name))
    .map(([name, property]) => field(document, name, property, schema.required?.includes(name) === true));
  return rows.length === 0 ? '' : `<ul class="fields">${rows.join('')}</ul>`;
}

function field(document: ApiDocument, name: string, given: Schema, required: boolean): string {
  const schema = resolve(document, given);
  const optional = required ? '' : ' <span class="optional">optional</span>';
  const description = given.description ?? schema.description ?? '';
  return `<li><code class="name">${escapeHtml(name)}</code> <span class="type">${typeName(document, schema)}</span>${optional}
<span class="said">${inlineMarkdown(description)}</span>${fieldList(document, schema)}</li>`;
}

function objectIn(document: ApiDocument, given: Schema): Schema {
  const schema = resolve(document, given);
  return schema.items === undefined ? schema : objectIn(document, schema.items);
}

/** A schema in words: `list of objects, 1 to 1500`, `string, 1 to 200 characters`. */
export function typeName(document: ApiDocument, given: Schema): string {
  const schema = resolve(document, given);
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum !== undefined) return schema.enum.map((one) => code(String(one))).join(' or ');
  const name =
    schema.items === undefined ? kind(schema) : `list of ${plural(resolve(document, schema.items))}`;
  return [name, ...limits(schema), ...fallback(schema)].join(', ');
}

function kind({ type = 'value', format }: Schema): string {
  if (format === undefined) return type === 'integer' ? 'whole number' : type;
  return FORMATS[format] ?? `${type} (${escapeHtml(format)})`;
}

const FORMATS: Readonly<Record<string, string>> = {
  'date-time': 'time (ISO 8601)',
  email: 'e-mail address',
  uuid: 'UUID',
};

const plural = (schema: Schema): string =>
  schema.enum === undefined ? `${kind(schema)}s` : schema.enum.map((one) => code(String(one))).join(' or ');

function limits(schema: Schema): string[] {
  const bounds = [
    range(schema.minimum, schema.maximum, ''),
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ''),
  ].filter((text) => text !== '');
  // The patterns of formats are long and say what everybody knows.
  if (schema.pattern === undefined || schema.format !== undefined) return bounds;
  return [...bounds, `<code class="pattern">${escapeHtml(schema.pattern)}</code>`];
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  const upTo = most === Number.MAX_SAFE_INTEGER ? undefined : most;
  const from = least === Number.MIN_SAFE_INTEGER ? undefined : least;
  if (from !== undefined && upTo !== undefined) return `${number(from)} to ${number(upTo)}${unit}`;
  if (upTo !== undefined) return `at most ${number(upTo)}${unit}`;
  return from === undefined ? '' : `at least ${number(from)}${unit}`;
}

const number = (value: number): string => value.toLocaleString('en-GB');

const fallback = ({ default: value }: Schema): string[] =>
  value === undefined ? [] : [`${code(JSON.stringify(value))} when left out`];

const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;
