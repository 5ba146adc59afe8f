import { type JSX } from 'preact';
import { useCell, useShop } from '../parts/hooks';
import { texts } from '../texts';
import { type PaymentFieldProps } from './method';
import { StripeCard } from './stripe-card';
import { TestCards } from './test-cards';

/** How to pay in this deployment: the one place that knows of both ways. */
export function PaymentField(props: PaymentFieldProps): JSX.Element {
  const config = useCell(useShop().payment);
  if (config === undefined) return <p role="status">{texts.payment.loading}</p>;
  if (config.kind === 'test') return <TestCards onMethod={props.onMethod} />;
  return <StripeCard {...props} publishableKey={config.publishableKey} />;
}
