import { type JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { newTotalOf, type Problem, shortLinesOf, wrongFieldsOf } from '../api/problem';
import { Field } from '../parts/field';
import { useCell, useShop } from '../parts/hooks';
import { OrderLines } from '../parts/order-lines';
import { type PaymentMethod } from '../payment/method';
import { PaymentField } from '../payment/payment-field';
import { type CartView } from '../state/cart-view';
import { texts } from '../texts';
import { type CheckoutForm, fieldOfPath, type FieldName, FIELDS, orderRequestOf, wrongFields } from './form';
import { readDraft, writeDraft } from './draft';
import { Refusal } from './refusal';

interface CheckoutFormProps {
  readonly cart: CartView;
  /** Why the last attempt ended without an order. */
  readonly problem: Problem | undefined;
}

/** The form, the order beside it, and above them what came of the last attempt. */
export function CheckoutFormView({ cart, problem }: CheckoutFormProps): JSX.Element {
  const { checkout, drafts } = useShop();
  const [form, setForm] = useState(() => readDraft(drafts));
  const [wrong, setWrong] = useState<readonly FieldName[]>([]);
  const total = totalToPay(cart, problem);
  const method = useRef<PaymentMethod>(undefined);
  const setMethod = useCallback((next: PaymentMethod | undefined) => (method.current = next), []);
  useEffect(() => setWrong(fieldsOfProblem(problem)), [problem]);
  useFocusOn(wrong);

  const edit = (name: keyof CheckoutForm, text: string): void => {
    const next = { ...form, [name]: text };
    setForm(next);
    writeDraft(drafts, next);
    // A mark goes as soon as it is put right; new ones wait for the next try.
    setWrong((before) => before.filter((field) => wrongFields(next).includes(field)));
  };
  const place = async (filled: CheckoutForm, expectedTotal: number): Promise<void> => {
    const mistakes = wrongFields(filled);
    setWrong(mistakes);
    if (mistakes.length > 0) return;
    const choice = await method.current?.choose();
    if (choice?.kind !== 'chosen') return setWrong(['payment']);
    const request = orderRequestOf(filled, { cart, token: choice.token, expectedTotal });
    await checkout.submit(JSON.stringify(request));
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    void place(form, total);
  };

  return (
    <>
      {problem && (
        <Refusal
          problem={problem}
          marksFields={fieldsOfProblem(problem).length > 0}
          cart={cart}
          coupon={form.coupon.trim()}
          onPlace={(agreed) => void place(form, agreed)}
          onDropCoupon={() => edit('coupon', '')}
        />
      )}
      {cart.lines.length > 0 && (
        <form class="columns" noValidate onSubmit={submit} aria-label={texts.checkout.title}>
          <div>
            <Fields form={form} wrong={wrong} onInput={edit} />
            <section>
              <h2>{texts.checkout.payment}</h2>
              <PaymentField amount={total} currency={cart.currency ?? ''} onMethod={setMethod} />
              {wrong.includes('payment') && <p class="wrong">{texts.checkout.wrong.payment}</p>}
            </section>
          </div>
          <Summary cart={cart} total={total} coupon={form.coupon.trim()} isShort={isShort(cart, problem)} />
        </form>
      )}
    </>
  );
}

/** What the shop has said that it costs, with the coupon or at new prices; until then what the cart says. */
const totalToPay = (cart: CartView, problem: Problem | undefined): number =>
  (problem?.code === 'price_changed' ? newTotalOf(problem)?.total : undefined) ?? cart.total;

/** The shop has said that it has less than the cart asks for: the order would be refused again. */
const isShort = (cart: CartView, problem: Problem | undefined): boolean =>
  problem?.code === 'out_of_stock' &&
  shortLinesOf(problem).some(({ sku, available }) =>
    cart.lines.some((line) => line.sku === sku && line.quantity > available),
  );

const fieldsOfProblem = (problem: Problem | undefined): FieldName[] => {
  if (problem?.code !== 'invalid_request') return [];
  const named = wrongFieldsOf(problem).map(fieldOfPath);
  return FIELDS.filter((field) => named.includes(field));
};

/** Takes the shopper to the first field that is wrong, whenever a try has found some. */
function useFocusOn(wrong: readonly FieldName[]): void {
  const [first] = wrong;
  const before = useRef(0);
  useEffect(() => {
    // Fewer than before: the shopper is putting them right, and is where they want to be.
    if (first !== undefined && wrong.length >= before.current) document.getElementById(first)?.focus();
    before.current = wrong.length;
  }, [first, wrong]);
}

interface FieldsProps {
  readonly form: CheckoutForm;
  readonly wrong: readonly FieldName[];
  readonly onInput: (name: keyof CheckoutForm, text: string) => void;
}

const CONTACT = ['email', 'name', 'phone'] as const;
const DELIVERY = ['address1', 'address2', 'postcode', 'city', 'country'] as const;
const COUPON = ['coupon'] as const;

function Fields({ form, wrong, onInput }: FieldsProps): JSX.Element {
  const fields = (names: readonly (keyof CheckoutForm)[]): JSX.Element[] =>
    names.map((name) => (
      <Field key={name} name={name} form={form} isWrong={wrong.includes(name)} onInput={onInput} />
    ));
  return (
    <>
      <section>
        <h2>{texts.checkout.contact}</h2>
        {fields(CONTACT)}
      </section>
      <section>
        <h2>{texts.checkout.delivery}</h2>
        <div class="field-pairs">{fields(DELIVERY)}</div>
        {fields(COUPON)}
      </section>
    </>
  );
}

interface SummaryProps {
  readonly cart: CartView;
  /** What is to be paid; less than the cart's total where the coupon counts. */
  readonly total: number;
  readonly coupon: string;
  /** Something else is the better thing to do: the button stands back. */
  readonly isShort: boolean;
}

function Summary({ cart, total, coupon, isShort }: SummaryProps): JSX.Element {
  const { format, payment } = useShop();
  const config = useCell(payment);
  const currency = cart.currency ?? '';
  return (
    <section class="summary">
      <h2>{texts.checkout.summary}</h2>
      <OrderLines
        lines={cart.lines}
        total={total}
        currency={currency}
        discount={coupon === '' ? 0 : cart.total - total}
        couponCode={coupon}
      />
      <p>
        <button type="submit" class={`button button-wide ${isShort ? 'button-quiet' : ''}`}>
          {texts.checkout.place(format.money(total, currency))}
        </button>
      </p>
      <p class="quiet">{config?.kind === 'test' ? texts.checkout.placeTest : texts.checkout.again}</p>
    </section>
  );
}
