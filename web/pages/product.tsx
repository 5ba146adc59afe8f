import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { type Availability, type Product, type ProductDetails } from '../api/types';
import { messageForDegraded } from '../messages';
import { useCell, useLoaded, useShop } from '../parts/hooks';
import { KnownNote } from '../parts/known-note';
import { Link } from '../parts/link';
import { announce } from '../parts/announce';
import { Page } from '../parts/page';
import { ProblemNotice } from '../parts/problem-notice';
import { ReadFailure } from '../parts/read-failure';
import { Quantity } from '../parts/quantity';
import { Tile } from '../parts/tile';
import { MAX_QUANTITY } from '../state/cart';
import { type KnownProduct } from '../state/catalogue';
import { texts } from '../texts';

/** One product: what it costs, whether there is any left, and into the cart with it. */
export function ProductPage({ sku }: { readonly sku: string }): JSX.Element {
  const { api, catalogue, now } = useShop();
  const { answer, reload } = useLoaded(`product:${sku}`, () => api.getProduct(sku));
  useEffect(() => {
    if (answer?.kind === 'ok') catalogue.remember([answer.body], now());
    if (answer?.kind === 'problem' && answer.problem.code === 'unknown_product') catalogue.forget(sku);
  }, [answer, catalogue, now, sku]);
  if (answer === undefined) return <Loading product={catalogue.find(sku, now())} />;
  if (answer.kind === 'ok') return <ProductView product={answer.body} key={sku} />;
  if (answer.kind === 'problem' && answer.problem.code === 'unknown_product') return <Missing />;
  const known = catalogue.find(sku, now());
  if (known !== undefined)
    return <ProductView product={{ ...known, degraded: [] }} known={known} key={sku} />;
  return (
    <Page title={texts.product.item(sku)} before={<Back />}>
      <ReadFailure answer={answer} onRetry={reload} />
    </Page>
  );
}

const Back = (): JSX.Element => (
  <p class="back">
    <Link to="/">{texts.nav.back}</Link>
  </p>
);

function Missing(): JSX.Element {
  return (
    <Page title={texts.product.missing.title} before={<Back />}>
      <p>{texts.product.missing.text}</p>
    </Page>
  );
}

function Loading({ product }: { readonly product: Product | undefined }): JSX.Element {
  return (
    <div class="page product" aria-busy="true">
      <Back />
      <div class="product-columns">
        {product ? <Tile sku={product.sku} name={product.name} /> : <div class="tile bone" />}
        <div>
          <p class="product-title">{product?.name ?? texts.product.loading}</p>
          <span class="bone" />
          <span class="bone bone-short" />
        </div>
      </div>
    </div>
  );
}

interface ProductViewProps {
  readonly product: ProductDetails;
  /** The shop cannot be reached: this is what was last seen. */
  readonly known?: KnownProduct;
}

function ProductView({ product, known }: ProductViewProps): JSX.Element {
  const { format } = useShop();
  const { sku, name, price, currency, availability, degraded } = product;
  return (
    <Page title={name} class="product" before={<Back />}>
      <div class="product-columns">
        <Tile sku={sku} name={name} />
        <div class="product-facts">
          <p class="price">{format.money(price, currency)}</p>
          {known && <KnownNote since={known.seenAt} />}
          {availability && <AvailabilityNote availability={availability} />}
          {degraded.map((part) => (
            <p key={part} class="degraded">
              {messageForDegraded(part)}
            </p>
          ))}
          {availability === 'sold_out' ? (
            <p class="quiet">{texts.product.soldOut}</p>
          ) : (
            <AddToCart product={product} />
          )}
          <p class="quiet promise">{texts.product.promise}</p>
          <p class="quiet item">{texts.product.item(sku)}</p>
        </div>
      </div>
    </Page>
  );
}

const AvailabilityNote = ({ availability }: { readonly availability: Availability }): JSX.Element => (
  <p class={`availability availability-${availability}`}>{texts.product.availability[availability]}</p>
);

function AddToCart({ product }: { readonly product: Product }): JSX.Element {
  const { cart, format } = useShop();
  useCell(cart.view);
  const problem = useCell(cart.problem);
  const [quantity, setQuantity] = useState(1);
  const inCart = cart.quantityOf(product.sku);
  const add = (): void => {
    cart.setQuantity(product, Math.min(inCart + quantity, MAX_QUANTITY));
    setQuantity(1);
    announce(texts.product.added(product.name));
  };
  return (
    <div class="add">
      <Quantity name={product.name} value={quantity} onChange={setQuantity} />
      <button type="button" class="button" onClick={add}>
        {texts.product.add}
      </button>
      {inCart > 0 && (
        <p class="in-cart">
          {texts.product.inCart(format.number(inCart))} <Link to="/cart">{texts.product.toCart}</Link>
        </p>
      )}
      {problem && <ProblemNotice answer={{ kind: 'problem', problem }} />}
    </div>
  );
}
