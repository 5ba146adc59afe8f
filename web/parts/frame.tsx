import { type ComponentChildren, type JSX } from 'preact';
import { type Route, searchPath } from '../state/routes';
import { texts } from '../texts';
import { useCell, useShop } from './hooks';
import { Link } from './link';
import { LiveRegion } from './live-region';
import { navigate } from './navigation';

interface FrameProps {
  readonly route: Route;
  /** Messages that concern every page. */
  readonly banner: ComponentChildren;
  readonly children: ComponentChildren;
}

/** What stands around every page. */
export function Frame({ route, banner, children }: FrameProps): JSX.Element {
  return (
    <>
      <a class="skip" href="#main">
        {texts.shop.skip}
      </a>
      <header>
        <TestRibbon />
        <Header route={route} />
      </header>
      {banner}
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer class="footer">
        <p>{texts.shop.footer}</p>
      </footer>
      <LiveRegion />
    </>
  );
}

function TestRibbon(): JSX.Element | null {
  const config = useCell(useShop().payment);
  return config?.kind === 'test' ? <p class="ribbon">{texts.shop.testShop}</p> : null;
}

function Header({ route }: { readonly route: Route }): JSX.Element {
  return (
    <div class="header">
      <Link to="/" class="logo" aria-label={texts.nav.home}>
        <Mark />
        <span>{texts.shop.name}</span>
      </Link>
      <Search q={route.page === 'products' ? route.q : ''} />
      <nav class="nav" aria-label={texts.nav.label}>
        <Link to="/orders" aria-current={route.page === 'orders' ? 'page' : undefined}>
          {texts.nav.orders}
        </Link>
        <CartLink isCurrent={route.page === 'cart'} />
      </nav>
    </div>
  );
}

/** A holdfast: what a kelp holds on to the rock with. */
const Mark = (): JSX.Element => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path
      d="M16 3c-3 4 3 7 0 12M16 15c0 6-8 5-9 13M16 15c0 6 8 5 9 13M16 15c-1 6-4 8-4 13M16 15c1 6 4 8 4 13"
      fill="none"
      stroke="currentColor"
      stroke-width="2.4"
      stroke-linecap="round"
    />
  </svg>
);

function Search({ q }: { readonly q: string }): JSX.Element {
  const search = (event: { preventDefault(): void; currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('q');
    navigate(searchPath(typeof typed === 'string' ? typed : ''));
  };
  return (
    <form class="search" role="search" action="/" onSubmit={search}>
      <input
        key={q}
        type="search"
        name="q"
        defaultValue={q}
        maxLength={100}
        aria-label={texts.search.label}
        placeholder={texts.search.label}
      />
      <button type="submit" class="button button-quiet">
        {texts.search.button}
      </button>
    </form>
  );
}

function CartLink({ isCurrent }: { readonly isCurrent: boolean }): JSX.Element {
  const { units } = useCell(useShop().cart.view);
  return (
    <Link to="/cart" aria-current={isCurrent ? 'page' : undefined}>
      {texts.nav.cart} {units > 0 && <span class="badge">{units}</span>}{' '}
      <span class="visually-hidden">{texts.nav.units(units)}</span>
    </Link>
  );
}
