import { type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { texts } from '../texts';
import { type PaymentFieldProps, type PaymentMethod } from './method';
import { loadStripe, type Stripe, type StripeElements } from './stripe-js';

interface StripeCardProps extends PaymentFieldProps {
  readonly publishableKey: string;
}

/**
 * Stripe's Payment Element. Card data goes from its frame to Stripe and never comes here; the order carries only the
 * name of the payment method that is made of it, and the server makes and confirms the payment
 * (https://docs.stripe.com/payments/finalize-payments-on-the-server).
 */
export function StripeCard({ publishableKey, amount, currency, onMethod }: StripeCardProps): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const elements = useRef<StripeElements>(undefined);
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading');
  const first = useRef({ amount, currency });
  useEffect(() => {
    let close = (): void => undefined;
    let isWanted = true;
    const open = (stripe: Stripe): void => {
      if (!isWanted || box.current === null) return;
      elements.current = stripe.elements(optionsFor(first.current));
      const element = elements.current.create('payment');
      element.mount(box.current);
      close = () => element.destroy();
      setState('ready');
      onMethod(methodOf(stripe, elements.current));
    };
    loadStripe(publishableKey).then(open, () => setState('failed'));
    return () => {
      isWanted = false;
      onMethod(undefined);
      close();
    };
  }, [publishableKey, onMethod]);
  useEffect(() => {
    first.current = { amount, currency };
    elements.current?.update({ amount, currency: currency.toLowerCase() });
  }, [amount, currency]);
  return (
    <div id="payment" tabIndex={-1}>
      {state === 'loading' && <p role="status">{texts.payment.loading}</p>}
      {state === 'failed' && <p role="alert">{texts.payment.failed}</p>}
      <div ref={box} />
    </div>
  );
}

/** Cards only: the server confirms without the shopper, so that nothing that leads to another page can be used. */
const optionsFor = ({ amount, currency }: { amount: number; currency: string }) => ({
  mode: 'payment' as const,
  amount,
  currency: currency.toLowerCase(),
  paymentMethodCreation: 'manual' as const,
  paymentMethodTypes: ['card'],
});

/** The element shows by itself what is wrong with a card. */
const methodOf = (stripe: Stripe, elements: StripeElements): PaymentMethod => ({
  choose: async () => {
    const { error } = await elements.submit();
    if (error !== undefined) return { kind: 'incomplete' };
    const { paymentMethod } = await stripe.createPaymentMethod({ elements });
    return paymentMethod === undefined ? { kind: 'incomplete' } : { kind: 'chosen', token: paymentMethod.id };
  },
});
