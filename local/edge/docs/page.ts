import { type Addresses } from './command';
import { type ApiDocument, type Route, routesOf } from './document';
import { escapeHtml, inlineMarkdown, markdown } from './html';
import { operationSection, type PageContext } from './operation';
import { commonProblems, type Problem, problemRows, without } from './problems';
import { STYLE } from './style';

/** Readable documentation of the API: one page without scripts, and with nothing from elsewhere. */
export function docsPage(document: ApiDocument, addresses: Addresses): string {
  const routes = routesOf(document);
  const { info } = document;
  const every = commonProblems(document, routes);
  const signed = without(commonProblems(document, routes.filter(isSigned)), every);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(info.title)} API</title>
<style>${STYLE}</style>
<header><a href="/">${escapeHtml(info.title)}</a> <span>API ${escapeHtml(info.version)}</span> <a href="/openapi.yaml">openapi.yaml</a></header>
<div class="columns">
<nav aria-label="Calls"><details open><summary>Calls</summary>${navigation(document, routes)}</details></nav>
<main>
<h1>${escapeHtml(info.title)} API</h1>
${markdown(info.description)}
${commonTable('every', 'What every call can answer', document, every)}
${commonTable('signed', 'What every signed call can answer, too', document, signed)}
${sections({ ...addresses, document, common: [...every, ...signed] }, routes)}
</main>
</div>
</html>
`;
}

const isSigned = ({ security }: Route): boolean =>
  security.some((requirement) => 'operatorSignature' in requirement);

const byTag = (routes: readonly Route[], tag: string): Route[] =>
  routes.filter(({ tags }) => tags.includes(tag));

function navigation({ tags }: ApiDocument, routes: readonly Route[]): string {
  const link = ({ operationId, method, summary }: Route) =>
    `<li><a href="#${operationId}"><span class="method ${method.toLowerCase()}">${method}</span> ${escapeHtml(summary)}</a></li>`;
  return tags
    .map(({ name }) => `<h2>${escapeHtml(name)}</h2><ul>${byTag(routes, name).map(link).join('')}</ul>`)
    .join('');
}

function commonTable(id: string, title: string, document: ApiDocument, problems: readonly Problem[]): string {
  return `<section id="${id}"><h2>${title}</h2>
<table class="answers"><tbody>${problemRows(document, problems)}</tbody></table></section>`;
}

function sections(context: PageContext, routes: readonly Route[]): string {
  return context.document.tags
    .map(({ name, description }) => {
      const articles = byTag(routes, name).map((route) => operationSection(context, route));
      return `<section><h2>${escapeHtml(name)}</h2><p>${inlineMarkdown(description)}</p>${articles.join('\n')}</section>`;
    })
    .join('\n');
}
