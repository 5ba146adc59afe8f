import { type Origin } from '../origin';
import { type Media, type Route } from './document';

/** Addresses of the local cloud. */
export interface Addresses {
  readonly edgeUrl: string;
  readonly origins: readonly Origin[];
}

/** A curl command that makes this call on the local cloud, signed where that is needed. */
export function curlCommand(route: Route, { edgeUrl, origins }: Addresses): string {
  const signed = route.security.some((scheme) => 'operatorSignature' in scheme);
  const [first] = origins;
  const base = signed && first !== undefined ? first.url : edgeUrl;
  const method = route.method === 'GET' ? [] : [`-X ${route.method}`];
  return [
    ['curl -i', ...method, quoted(base + pathOf(route) + queryOf(route))].join(' '),
    ...(signed && first !== undefined ? [signature(first)] : []),
    ...headersOf(route).map((header) => `-H ${quoted(header)}`),
    ...bodyOf(route),
  ].join(' \\\n  ');
}

const signature = ({ region }: Origin): string =>
  `--user local-operator:local-operator --aws-sigv4 aws:amz:${region}:execute-api`;

function pathOf({ path, parameters = [] }: Route): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
    return String(parameter?.example ?? name);
  });
}

function queryOf({ parameters = [] }: Route): string {
  const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const query = new URLSearchParams(
    required.map(({ name, example }) => [name, String(example)] as [string, string]),
  );
  return required.length === 0 ? '' : `?${query.toString()}`;
}

function headersOf(route: Route): string[] {
  const given = (route.parameters ?? []).filter((parameter) => parameter.in === 'header');
  const [type] = mediaOf(route) ?? [];
  const token = route.security.some((scheme) => 'orderToken' in scheme);
  return [
    ...given.map(({ name, example }) => `${name.toLowerCase()}: ${String(example)}`),
    ...(type === undefined ? [] : [`content-type: ${type}`]),
    ...(token ? ['authorization: Bearer <orderToken>'] : []),
  ];
}

/** The last media type: of rows, CSV. */
function mediaOf({ requestBody }: Route): [string, Media] | undefined {
  return Object.entries(requestBody?.content ?? {}).at(-1);
}

function bodyOf(route: Route): string[] {
  const [type, media] = mediaOf(route) ?? [];
  if (media === undefined) return [];
  if (type === 'text/csv') return ['--data-binary @products.csv'];
  const [example] = Object.values(media.examples ?? {});
  return [`-d ${quoted(JSON.stringify(example?.value))}`];
}

/** For POSIX shells. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
