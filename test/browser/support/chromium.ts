import { existsSync } from 'node:fs';

/** Where Debian, Ubuntu and Google's own package put the browser. */
const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** The browser to drive, or why there is none to be driven. */
export type BrowserHere =
  | { readonly kind: 'found'; readonly path: string }
  /** `message`: one line for the person at the terminal. */
  | { readonly kind: 'none'; readonly message: string };

/** Looks for Chromium: at `CHROMIUM_PATH`, else in the usual places. None on CI, whatever is installed there. */
export function browserHere(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  exists: (path: string) => boolean = existsSync,
): BrowserHere {
  const none = (message: string) => ({ kind: 'none', message }) as const;
  const { CI: ci = '', CHROMIUM_PATH: named = '' } = environment;
  if (ci !== '' && ci !== 'false')
    return none('Browser tests are skipped: they never run on CI (CI is set).');
  if (named !== '' && !exists(named))
    return none(`Browser tests are skipped: CHROMIUM_PATH is ${named}, and there is nothing.`);
  const path = named === '' ? USUAL_PLACES.find((place) => exists(place)) : named;
  if (path !== undefined) return { kind: 'found', path };
  return none(
    "Browser tests are skipped: no Chromium here. Install it ('apt install chromium'), or set CHROMIUM_PATH.",
  );
}
