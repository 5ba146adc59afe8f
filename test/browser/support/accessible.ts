import { type Locator, type Page } from 'playwright-core';
import { barriersOn } from './axe';
import { DESKTOP_SIZE, NARROW_SIZE } from './storefront';

const VIEWS = [
  { colorScheme: 'light', size: DESKTOP_SIZE },
  { colorScheme: 'dark', size: DESKTOP_SIZE },
  { colorScheme: 'light', size: NARROW_SIZE },
  { colorScheme: 'dark', size: NARROW_SIZE },
] as const;

/**
 * Fails unless axe finds nothing against WCAG AA on the page as it is now, in light and dark, wide and narrow, and
 * unless nothing has to be scrolled sideways on the narrow one. `state` names what is shown.
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const { colorScheme, size } of VIEWS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize(size);
    const wrong = [...(await barriersOn(page)), ...(await overflowOn(page, size.width))];
    if (wrong.length > 0) found[`${state}, ${colorScheme}, ${size.width} px`] = wrong;
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  await page.setViewportSize(DESKTOP_SIZE);
  expect(found).toEqual({});
}

async function overflowOn(page: Page, width: number): Promise<string[]> {
  const needed = await page.evaluate<number>('document.documentElement.scrollWidth');
  return needed > width ? [`has to be scrolled sideways: ${needed} px wide`] : [];
}

/** Whether an element has the focus. */
export const hasFocus = async (page: Page, element: Locator): Promise<boolean> =>
  (await element.and(page.locator(':focus')).count()) === 1;

/** Waits until an element has the focus, and fails when it gets none. */
export const untilFocused = (page: Page, element: Locator): Promise<void> =>
  element.and(page.locator(':focus')).waitFor({ state: 'attached' });

/** More than any page has to pass through. */
const MOST_TABS = 80;

/** Presses Tab until an element has the focus, as who uses no mouse. Fails when it cannot be reached so. */
export async function tabTo(page: Page, element: Locator): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await hasFocus(page, element)) return;
  }
  throw new Error(`${String(element)} cannot be reached with Tab within ${MOST_TABS} steps`);
}
