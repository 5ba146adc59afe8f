import { render } from 'preact';
import { App } from './app';
import { formatFor } from './format';
import { currentRoute, followHistory } from './parts/navigation';
import { keepIn } from './state/keep';
import { tokenInFragment } from './state/orders';
import { routeOf } from './state/routes';
import { openShop } from './state/shop';
import './styles/main.css';

/** The browser's storage; asking for it throws where the shopper has blocked it. */
function storage(name: 'localStorage' | 'sessionStorage'): Storage | undefined {
  try {
    return window[name];
  } catch {
    return undefined;
  }
}

function pause(ms: number): { done: Promise<void>; wake: () => void } {
  let wake = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { done, wake };
}

const shop = openShop({
  fetch: (input, init) => fetch(input, init),
  keep: keepIn(storage('localStorage')),
  drafts: keepIn(storage('sessionStorage')),
  format: formatFor(navigator.languages),
  now: () => Date.now(),
  random: () => Math.random(),
  newId: () => crypto.randomUUID(),
  pause,
});

/** Takes the token out of an order's link, so that it is neither seen nor copied along with the address. */
function takeToken(): void {
  const route = routeOf(location);
  const token = tokenInFragment(location.hash);
  if (route.page !== 'order' || token === undefined) return;
  shop.orders.opened(route.orderId, token, shop.now());
  history.replaceState(null, '', location.pathname);
  currentRoute.set(route);
}

takeToken();
addEventListener('hashchange', takeToken);
addEventListener('storage', () => shop.cart.reload());
followHistory();
shop.start();
const root = document.getElementById('app');
if (root) render(<App shop={shop} />, root);
