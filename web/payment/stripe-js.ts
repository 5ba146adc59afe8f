/** The part of Stripe.js (https://docs.stripe.com/js) that is used. */
export interface Stripe {
  elements(options: ElementsOptions): StripeElements;
  createPaymentMethod(options: { elements: StripeElements }): Promise<{ paymentMethod?: { id: string } }>;
}

/** Options of elements that are made before there is an intent; the server makes and confirms it. */
export interface ElementsOptions {
  readonly mode: 'payment';
  readonly amount: number;
  readonly currency: string;
  readonly paymentMethodCreation: 'manual';
  readonly paymentMethodTypes: readonly string[];
}

export interface StripeElements {
  create(type: 'payment'): { mount(element: HTMLElement): void; destroy(): void };
  submit(): Promise<{ error?: unknown }>;
  update(options: { amount: number; currency: string }): void;
}

/** Stripe demands that its script is loaded from there, and never bundled. */
const SCRIPT = 'https://js.stripe.com/v3/';

type StripeFactory = (publishableKey: string) => Stripe;

const factoryOf = (page: Window): StripeFactory | undefined =>
  (page as Window & { Stripe?: StripeFactory }).Stripe;

let loading: Promise<StripeFactory> | undefined;

/**
 * Loads Stripe.js, once. The page's Content-Security-Policy has to allow it: `script-src` and `frame-src`
 * https://js.stripe.com, `connect-src` https://api.stripe.com.
 *
 * @throws Error when the script does not load.
 */
export function loadStripe(publishableKey: string): Promise<Stripe> {
  loading ??= addScript().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading.then((factory) => factory(publishableKey));
}

function addScript(): Promise<StripeFactory> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SCRIPT;
    script.onerror = () => reject(new Error(`${SCRIPT} could not be loaded.`));
    script.onload = () => {
      const factory = factoryOf(window);
      if (factory === undefined) reject(new Error(`${SCRIPT} did not define Stripe.`));
      else resolve(factory);
    };
    document.head.append(script);
  });
}
