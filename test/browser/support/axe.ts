import { readFileSync } from 'node:fs';
import { type Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Levels A and AA of WCAG 2.0, 2.1 and 2.2, by the names that axe has for them. */
const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is needed of axe's answer (https://www.deque.com/axe/core-documentation/api-documentation/). */
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

const OPTIONS = JSON.stringify({ runOnly: WCAG_AA, resultTypes: ['violations'] });

/** What axe finds wrong on the page as it is now, in readable lines. None is what is wanted. */
export async function barriersOn(page: Page): Promise<string[]> {
  // By the debugger, not as a script of the page, whose Content-Security-Policy stays in force.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{ violations: readonly Violation[] }>(`axe.run(${OPTIONS})`);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  );
}
