import { type BrowserContext, type ConsoleMessage, type Page } from 'playwright-core';

/** What must not happen on any page, collected while a test runs; one line each. */
export interface Watch {
  readonly complaints: readonly string[];
  /** Errors with this in them are what the test is about. */
  expect(text: string): void;
  /** From now on no address that the browser asks for may have this in it. */
  keepOutOfAddresses(secret: string): void;
}

/**
 * Chromium reports every answer of 400 and above as an error. Of the API they are what the tests provoke, and so are
 * the edge's answers for what a lost Region has; anything else is a defect.
 */
function isProvoked(message: ConsoleMessage): boolean {
  if (!message.text().startsWith('Failed to load resource')) return false;
  return /status of 50[24]/.test(message.text()) || /^\/v1\//.test(new URL(message.location().url).pathname);
}

/** Listens for errors, breaches of the Content-Security-Policy and secrets in addresses, on all pages of a context. */
export function watch(context: BrowserContext): Watch {
  const complaints: string[] = [];
  const secrets: string[] = [];
  const expected: string[] = [];
  context.on('console', (message) => {
    if (message.type() !== 'error' || isProvoked(message)) return;
    if (expected.some((text) => message.text().includes(text))) return;
    complaints.push(`console error on ${message.location().url}: ${message.text()}`);
  });
  context.on('weberror', (error) => complaints.push(`uncaught: ${String(error.error())}`));
  context.on('page', (page) => watchAddresses(page, secrets, complaints));
  return {
    complaints,
    expect: (text) => void expected.push(text),
    keepOutOfAddresses: (secret) => void secrets.push(secret),
  };
}

function watchAddresses(page: Page, secrets: readonly string[], complaints: string[]): void {
  page.on('request', (request) => {
    // Browsers keep the fragment to themselves.
    const [sent = ''] = request.url().split('#');
    const told = [decodeURIComponent(sent), request.headers()['referer'] ?? ''];
    for (const secret of secrets)
      if (told.some((text) => text.includes(secret))) complaints.push(`'${secret}' is told in ${sent}`);
  });
}
