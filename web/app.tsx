import { type JSX } from 'preact';
import { Banner } from './parts/banner';
import { Frame } from './parts/frame';
import { ShopContext, useCell } from './parts/hooks';
import { Link } from './parts/link';
import { currentRoute } from './parts/navigation';
import { Page } from './parts/page';
import { CartPage } from './pages/cart';
import { CheckoutPage } from './pages/checkout';
import { OrderPage } from './pages/order';
import { OrdersPage } from './pages/orders';
import { ProductPage } from './pages/product';
import { ProductsPage } from './pages/products';
import { type Route } from './state/routes';
import { type Shop } from './state/shop';
import { texts } from './texts';

/** The whole storefront. */
export function App({ shop }: { readonly shop: Shop }): JSX.Element {
  const route = useCell(currentRoute);
  return (
    <ShopContext.Provider value={shop}>
      <Frame route={route} banner={<Banner route={route} />}>
        <PageOf route={route} />
      </Frame>
    </ShopContext.Provider>
  );
}

function PageOf({ route }: { readonly route: Route }): JSX.Element {
  switch (route.page) {
    case 'products':
      return <ProductsPage q={route.q} />;
    case 'product':
      return <ProductPage sku={route.sku} key={route.sku} />;
    case 'cart':
      return <CartPage />;
    case 'checkout':
      return <CheckoutPage />;
    case 'orders':
      return <OrdersPage />;
    case 'order':
      return <OrderPage orderId={route.orderId} key={route.orderId} />;
    case 'not_found':
      return <NotFound />;
  }
}

const NotFound = (): JSX.Element => (
  <Page title={texts.notFound.title}>
    <p>{texts.notFound.text}</p>
    <p>
      <Link to="/" class="button">
        {texts.nav.back}
      </Link>
    </p>
  </Page>
);
