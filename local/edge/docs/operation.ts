import { type Addresses, curlCommand } from './command';
import { type ApiDocument, type Media, resolve, type Route } from './document';
import { fieldList, typeName } from './fields';
import { codeBlock, escapeHtml, foldable, inlineMarkdown, markdown } from './html';
import { type Problem, problemRows, problemsOf, without } from './problems';

/** What all operations of a page share. */
export interface PageContext extends Addresses {
  readonly document: ApiDocument;
  /** Problems that are explained once for all. */
  readonly common: readonly Problem[];
}

/** One call: what it takes, what it answers, and how to try it. */
export function operationSection(context: PageContext, route: Route): string {
  const { document } = context;
  return `<article id="${route.operationId}">
<h3>${escapeHtml(route.summary)} <a class="anchor" href="#${route.operationId}" aria-label="Link to this call">#</a></h3>
<p class="call"><span class="method ${route.method.toLowerCase()}">${route.method}</span> <code>${pathWithBreaks(route.path)}</code></p>
${markdown(route.description)}
${security(document, route)}
${parameters(document, route)}
${requestBody(document, route)}
${answers(context, route)}
${foldable('Try it here', codeBlock(curlCommand(route, context)))}
</article>`;
}

/** Long paths may wrap at their slashes. */
const pathWithBreaks = (path: string): string => escapeHtml(path).replaceAll('/', '<wbr>/');

function security({ components }: ApiDocument, { security }: Route): string {
  const schemes = security.flatMap((requirement) => Object.keys(requirement));
  return schemes
    .map((name) => components.securitySchemes[name]?.description ?? '')
    .map((description) => `<p class="key">${inlineMarkdown(description)}</p>`)
    .join('');
}

function parameters(document: ApiDocument, { parameters = [] }: Route): string {
  if (parameters.length === 0) return '';
  const rows = parameters.map(
    ({ in: place, name, description, required, schema }) =>
      `<li><code class="name">${escapeHtml(name)}</code> <span class="type">in the ${place}, ${typeName(document, schema)}</span>${required ? '' : ' <span class="optional">optional</span>'}
<span class="said">${inlineMarkdown(description)}</span></li>`,
  );
  return `<h4>Parameters</h4><ul class="fields">${rows.join('')}</ul>`;
}

function requestBody(document: ApiDocument, { requestBody: body }: Route): string {
  if (body === undefined) return '';
  const [first] = Object.values(body.content);
  const schema = first?.['x-itemSchema'] ?? first?.schema ?? {};
  const types = Object.keys(body.content).map((type) => `<code>${type}</code>`);
  return `<h4>Body</h4><p>${types.join(' or ')}. ${inlineMarkdown(body.description)}</p>
${fieldList(document, schema)}${Object.entries(body.content).map(bodyExamples).join('')}`;
}

function bodyExamples([type, { example, examples = {} }]: [string, Media]): string {
  const several = Object.values(examples).map(({ summary, value }) =>
    foldable(`Example: ${escapeHtml(summary)}`, codeBlock(value)),
  );
  return example === undefined ? several.join('') : foldable(`Example: ${type}`, codeBlock(example));
}

function answers({ document, common }: PageContext, route: Route): string {
  const problems = without(problemsOf(document, route), common);
  const signed = route.security.some((scheme) => 'operatorSignature' in scheme);
  const also = signed ? 'what <a href="#signed">every signed call</a> and' : 'what';
  return `<h4>Answers</h4>
<table class="answers"><tbody>${successRows(document, route)}${problemRows(document, problems)}</tbody></table>
<p class="also">And ${also} <a href="#every">every call</a> can answer.</p>`;
}

/** Headers that are explained once for all. */
const EVERYWHERE = ['x-request-id', 'x-region', 'Cache-Control'];

function successRows(document: ApiDocument, { responses }: Route): string {
  return Object.entries(responses)
    .map(([status, given]) => [status, resolve(document, given)] as const)
    .flatMap(([status, { description, headers, content }]) => {
      const media = content['application/json'];
      if (media === undefined) return [];
      const names = Object.keys(headers).filter((name) => !EVERYWHERE.includes(name));
      return [
        `<tr><th scope="row"><span class="status s${status.charAt(0)}">${status}</span></th>
<td>${inlineMarkdown(description)}${headerNote(names)}${foldable('Members', fieldList(document, media.schema))}${foldable('Example', codeBlock(media.example))}</td></tr>`,
      ];
    })
    .join('');
}

const headerNote = (names: readonly string[]): string =>
  names.length === 0
    ? ''
    : ` <span class="type">Headers: ${names.map((name) => `<code>${name}</code>`).join(', ')}</span>`;
