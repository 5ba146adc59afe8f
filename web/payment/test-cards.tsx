import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { texts } from '../texts';
import { type PaymentFieldProps, TEST_TOKENS, type TestToken } from './method';

/** Stripe's test payment methods to choose from. */
export function TestCards({ onMethod }: Pick<PaymentFieldProps, 'onMethod'>): JSX.Element {
  const [token, setToken] = useState<TestToken>('pm_card_visa');
  useEffect(() => {
    onMethod({ choose: () => Promise.resolve({ kind: 'chosen', token }) });
    return () => onMethod(undefined);
  }, [onMethod, token]);
  return (
    <fieldset class="cards" id="payment" tabIndex={-1}>
      <legend>{texts.payment.testLegend}</legend>
      <p class="quiet">{texts.payment.testNote}</p>
      {TEST_TOKENS.map((value) => (
        <label key={value} class="card-choice">
          <input
            type="radio"
            name="payment"
            value={value}
            checked={value === token}
            onChange={() => setToken(value)}
          />
          <span>{texts.payment.methods[value]}</span>
        </label>
      ))}
    </fieldset>
  );
}
