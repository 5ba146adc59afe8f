import { type JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { waitAfter } from '../api/call';
import { type Product } from '../api/types';
import { useAnnounced, useCell, useShop } from '../parts/hooks';
import { KnownNote } from '../parts/known-note';
import { Link } from '../parts/link';
import { Page } from '../parts/page';
import { ReadFailure } from '../parts/read-failure';
import { Tile } from '../parts/tile';
import { type Listing } from '../state/listing';
import { productPath } from '../state/routes';
import { texts } from '../texts';

/** The product list, all of it or what a search found. */
export function ProductsPage({ q }: { readonly q: string }): JSX.Element {
  const { listing } = useShop();
  const view = useCell(listing.view);
  useEffect(() => void listing.open(q), [listing, q]);
  // For one frame after a new search, the list is still the one before.
  const shown = view.q === q ? view : ({ q, items: [], state: 'loading' } satisfies Listing);
  return (
    <Page title={q === '' ? texts.products.title : texts.products.found(q)} key={q}>
      {q === '' ? (
        <p class="lead">{texts.shop.tagline}</p>
      ) : (
        <p>
          <Link to="/">{texts.search.clear}</Link>
        </p>
      )}
      <ListingView listing={shown} />
    </Page>
  );
}

function ListingView({ listing }: { readonly listing: Listing }): JSX.Element {
  const { items, state, failure, knownSince } = listing;
  const isDone = state === 'ready';
  useAnnounced(isDone ? texts.products.shown(items.length) : undefined);
  if (state === 'loading' && items.length === 0) return <Skeletons />;
  return (
    <>
      {knownSince !== undefined && <KnownNote since={knownSince} />}
      {items.length > 0 && <ProductGrid items={items} />}
      {isDone && items.length === 0 && (
        <p class="quiet">{listing.q === '' ? texts.products.empty : texts.products.none}</p>
      )}
      {failure !== undefined && knownSince === undefined && <FailureNotice failure={failure} />}
      <More listing={listing} />
    </>
  );
}

function FailureNotice({ failure }: { readonly failure: NonNullable<Listing['failure']> }): JSX.Element {
  const { listing } = useShop();
  const { q } = useCell(listing.view);
  const wait = waitAfter(failure);
  useEffect(() => {
    if (wait === undefined) return;
    const timer = setTimeout(() => void listing.again(), wait);
    return () => clearTimeout(timer);
  }, [listing, wait, q, failure]);
  return <ReadFailure answer={failure} onRetry={() => void listing.again()} />;
}

function ProductGrid({ items }: { readonly items: readonly Product[] }): JSX.Element {
  return (
    <ul class="grid">
      {items.map((product) => (
        <li key={product.sku}>
          <ProductCard product={product} />
        </li>
      ))}
    </ul>
  );
}

function ProductCard({ product }: { readonly product: Product }): JSX.Element {
  const { format } = useShop();
  const { sku, name, price, currency } = product;
  return (
    <Link to={productPath(sku)} class="card">
      <Tile sku={sku} name={name} />
      <span class="card-name">{name}</span>
      <span class="card-price">{format.money(price, currency)}</span>
    </Link>
  );
}

function More({ listing: { cursor, state } }: { readonly listing: Listing }): JSX.Element | null {
  const { listing } = useShop();
  if (cursor === undefined) return null;
  const isLoading = state === 'loading_more';
  return (
    <p class="more">
      <button
        type="button"
        class="button button-quiet"
        aria-disabled={isLoading}
        onClick={() => void listing.more()}
      >
        {isLoading ? texts.products.loadingMore : texts.products.more}
      </button>
    </p>
  );
}

const SKELETONS = [...Array(8).keys()];

function Skeletons(): JSX.Element {
  return (
    <div class="grid skeletons" role="img" aria-label={texts.products.loading}>
      {SKELETONS.map((index) => (
        <div key={index} class="card">
          <div class="tile" />
          <span class="bone" />
          <span class="bone bone-short" />
        </div>
      ))}
    </div>
  );
}
