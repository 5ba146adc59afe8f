import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectToCloud, type TestCloud } from '../../support/cloud';
import { browserHere } from './chromium';
import { type Watch, watch } from './watch';

/** Longer than the edge needs to leave a lost Region (15 s) and the page to ask again after that. */
const PATIENCE_MS = 30_000;
const TEST_TIMEOUT_MS = 180_000;
const PICTURES = join(__dirname, '..', '..', '..', 'reports', 'browser');

/** What a test has: a shopper's browser, and the shop from behind. */
export interface Shopping {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly cloud: TestCloud;
  readonly watch: Watch;
}

/** How the shopper's browser is; a desktop with a light scheme where nothing is said. */
export type Device = Pick<
  BrowserContextOptions,
  'viewport' | 'colorScheme' | 'reducedMotion' | 'deviceScaleFactor' | 'isMobile' | 'hasTouch' | 'locale'
>;

export const DESKTOP_SIZE = { width: 1280, height: 800 };

/** The narrowest screen that WCAG 2.2 asks for (1.4.10, Reflow). */
export const NARROW_SIZE = { width: 320, height: 640 };

const DESKTOP: BrowserContextOptions = {
  viewport: DESKTOP_SIZE,
  colorScheme: 'light',
  locale: 'en-GB',
  timezoneId: 'Europe/London',
};

/** The browser of one test file. */
export interface Storefront {
  /**
   * One test with a browser of its own, as far as what it keeps is concerned. It fails on any complaint of the
   * {@link Watch}, too; on failure the message names a picture of the page. Faults are healed afterwards.
   */
  test(name: string, run: (shopping: Shopping) => Promise<void>, device?: Device): void;
}

/** Opens the browser for the tests of a file; where there is none, they are skipped. */
export function openStorefront(): Storefront {
  const here = browserHere();
  if (here.kind === 'none') return { test: (name) => it.skip(name, () => undefined) };
  const cloud = connectToCloud();
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: here.path, args: ['--font-render-hinting=none'] });
  }, PATIENCE_MS);
  afterAll(async () => {
    await browser.close();
    cloud.close();
  });
  return {
    test: (name, run, device = {}) =>
      it(name, () => inBrowser({ browser, cloud, device, name }, run), TEST_TIMEOUT_MS),
  };
}

interface Setting {
  readonly browser: Browser;
  readonly cloud: TestCloud;
  readonly device: Device;
  readonly name: string;
}

async function inBrowser(
  { browser, cloud, device, name }: Setting,
  run: (shopping: Shopping) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ ...DESKTOP, ...device, baseURL: cloud.edgeUrl });
  context.setDefaultTimeout(PATIENCE_MS);
  const watching = watch(context);
  const page = await context.newPage();
  try {
    await run({ page, context, cloud, watch: watching });
    expect(watching.complaints).toEqual([]);
  } catch (error) {
    throw await withPicture(error, page, name);
  } finally {
    await cloud.putFaults({});
    await context.close();
  }
}

/** The failure, with the path of a picture of the page in its message. */
async function withPicture(error: unknown, page: Page, name: string): Promise<unknown> {
  const path = join(PICTURES, `${name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 80)}.png`);
  mkdirSync(PICTURES, { recursive: true });
  const taken = await page.screenshot({ path, fullPage: true }).then(
    () => `The page is pictured in ${path}`,
    (why: unknown) => `There is no picture of the page: ${String(why)}`,
  );
  if (!(error instanceof Error)) return error;
  const { message, stack = message } = error;
  error.message = `${message}\n\n${taken} (${page.url()})`;
  // Jest prints the stack, which begins with the message.
  error.stack = stack.replace(message, () => error.message);
  return error;
}
