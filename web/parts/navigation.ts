import { cell } from '../state/cell';
import { type Route, routeOf } from '../state/routes';

/** The page that is shown. */
export const currentRoute = cell<Route>(routeOf(location));

/** Shows another page of the shop. `replace`: the browser's Back button skips this one. */
export function navigate(path: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  scrollTo(0, 0);
  currentRoute.set(routeOf(location));
}

/** Follows the browser's Back and Forward buttons. */
export function followHistory(): void {
  addEventListener('popstate', () => currentRoute.set(routeOf(location)));
}
