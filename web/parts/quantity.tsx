import { type JSX } from 'preact';
import { MAX_QUANTITY } from '../state/cart';
import { texts } from '../texts';

interface QuantityProps {
  readonly name: string;
  readonly value: number;
  readonly onChange: (quantity: number) => void;
}

/** A quantity from 1 up, by typing or by buttons. What is typed counts once it is left or Enter is pressed. */
export function Quantity({ name, value, onChange }: QuantityProps): JSX.Element {
  const typed = (event: { currentTarget: HTMLInputElement }): void => {
    const quantity = Math.min(Math.trunc(event.currentTarget.valueAsNumber), MAX_QUANTITY);
    // What counts is shown, also where it is the quantity that was there before and nothing is drawn anew.
    event.currentTarget.value = String(quantity >= 1 ? quantity : value);
    if (quantity >= 1) onChange(quantity);
  };
  return (
    <div class="quantity">
      <button
        type="button"
        aria-label={texts.quantity.less(name)}
        disabled={value <= 1}
        onClick={() => onChange(value - 1)}
      >
        {'\u2212'}
      </button>
      <input
        type="number"
        inputMode="numeric"
        min={1}
        max={MAX_QUANTITY}
        value={value}
        aria-label={texts.quantity.of(name)}
        onChange={typed}
      />
      <button
        type="button"
        aria-label={texts.quantity.more(name)}
        disabled={value >= MAX_QUANTITY}
        onClick={() => onChange(value + 1)}
      >
        {'+'}
      </button>
    </div>
  );
}
