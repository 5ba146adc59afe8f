import { type InputHTMLAttributes, type JSX } from 'preact';
import { type CheckoutForm, type FieldName } from '../checkout/form';
import { texts } from '../texts';

type TextField = Exclude<FieldName, 'payment'>;

/** What browsers need to fill a field in by themselves, and to show the right keys. */
const INPUTS: Readonly<Record<TextField, InputHTMLAttributes>> = {
  email: { type: 'email', autocomplete: 'email', inputMode: 'email', required: true, maxLength: 254 },
  name: { autocomplete: 'name', required: true, maxLength: 200 },
  phone: { type: 'tel', autocomplete: 'tel', maxLength: 40 },
  address1: { autocomplete: 'address-line1', required: true, maxLength: 200 },
  address2: { autocomplete: 'address-line2', maxLength: 200 },
  city: { autocomplete: 'address-level2', required: true, maxLength: 100 },
  postcode: { autocomplete: 'postal-code', required: true, maxLength: 20 },
  country: { autocomplete: 'country-name', required: true, maxLength: 100 },
  coupon: { autocomplete: 'off', autocapitalize: 'characters', spellcheck: false, maxLength: 64 },
};

interface FieldProps {
  readonly name: TextField;
  readonly form: CheckoutForm;
  readonly isWrong: boolean;
  readonly onInput: (name: TextField, text: string) => void;
}

/** A field of the checkout form with its label, its hint, and what is wrong with it. */
export function Field({ name, form, isWrong, onInput }: FieldProps): JSX.Element {
  const input = INPUTS[name];
  const hint = (texts.checkout.hints as Partial<Record<TextField, string>>)[name];
  const described = [isWrong && `${name}-wrong`, hint !== undefined && `${name}-hint`].filter(Boolean);
  return (
    <div class={`field field-${name}`}>
      <label for={name}>
        {texts.checkout.fields[name]}{' '}
        {input.required !== true && <span class="quiet">{texts.checkout.optional}</span>}
      </label>
      <input
        {...input}
        id={name}
        name={name}
        value={form[name]}
        aria-invalid={isWrong}
        aria-describedby={described.length > 0 ? described.join(' ') : undefined}
        onInput={({ currentTarget }) => onInput(name, currentTarget.value)}
      />
      {hint !== undefined && (
        <p class="quiet hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {isWrong && (
        <p class="wrong" id={`${name}-wrong`}>
          {texts.checkout.wrong[name]}
        </p>
      )}
    </div>
  );
}
