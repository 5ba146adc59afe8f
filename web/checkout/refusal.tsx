import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  newTotalOf,
  type Problem,
  type ShortLine,
  shortLinesOf,
  unknownSkusOf,
  wrongFieldsOf,
} from '../api/problem';
import { type Format } from '../format';
import { useShop } from '../parts/hooks';
import { Link } from '../parts/link';
import { Notice } from '../parts/notice';
import { ProblemNotice } from '../parts/problem-notice';
import { type CartView } from '../state/cart-view';
import { texts } from '../texts';

export interface RefusalProps {
  readonly problem: Problem;
  /** Fields of the form are marked, and the focus is on the first of them. */
  readonly marksFields: boolean;
  readonly cart: CartView;
  readonly coupon: string;
  /** Places the order again, for this total. */
  readonly onPlace: (total: number) => void;
  readonly onDropCoupon: () => void;
}

/** Why there is no order, and the ways on from there. */
export function Refusal(props: RefusalProps): JSX.Element {
  const { problem, marksFields } = props;
  switch (problem.code) {
    case 'out_of_stock':
      return <OutOfStock {...props} />;
    case 'price_changed':
      return <PriceChanged {...props} />;
    case 'unknown_product':
      return <UnknownProduct {...props} />;
    case 'coupon_used':
      return <CouponUsed {...props} />;
    case 'invalid_request':
      return (
        <ProblemNotice
          answer={{ kind: 'problem', problem: named(problem, marksFields) }}
          focus={!marksFields}
        />
      );
    default:
      return <ProblemNotice answer={{ kind: 'problem', problem }} focus={!marksFields} />;
  }
}

/** When nothing that the shopper typed is wrong, it is the order as a whole. */
function named(problem: Problem, marksFields: boolean): Problem {
  if (marksFields) return problem;
  const isTooMuch = wrongFieldsOf(problem).includes('lines');
  return { ...problem, code: isTooMuch ? 'request_too_large' : 'bad_request' };
}

function OutOfStock({ problem, cart: view, onPlace }: RefusalProps): JSX.Element {
  const { cart, checkout, format } = useShop();
  const [names] = useState(() => new Map(view.lines.map(({ sku, name }) => [sku, name])));
  const [isTaken, setTaken] = useState(false);
  const lines = shortLinesOf(problem);
  const take = (): void => {
    for (const { sku, available } of lines) {
      const line = view.lines.find((other) => other.sku === sku);
      if (line !== undefined) cart.setQuantity(line, available);
    }
    setTaken(true);
    if (lines.length === view.lines.length && lines.every(({ available }) => available === 0))
      checkout.acknowledge();
  };
  const isLeft = lines.some(({ available }) => available > 0);
  if (isTaken)
    return <Notice tone="calm" message={{ title: texts.checkout.summary, text: texts.stock.taken }} focus />;
  return (
    <ProblemNotice answer={{ kind: 'problem', problem }} focus>
      <ul>
        {lines.map((line) => (
          <li key={line.sku}>{describe(line, names.get(line.sku) ?? line.sku, format)}</li>
        ))}
      </ul>
      {problem.members['mayReturn'] === true && <p>{texts.stock.mayReturn}</p>}
      <p class="actions">
        <button type="button" class="button" onClick={take}>
          {isLeft ? texts.stock.take : texts.stock.removeAll}
        </button>
        <button type="button" class="button button-quiet" onClick={() => onPlace(view.total)}>
          {texts.stock.tryAgain}
        </button>
      </p>
    </ProblemNotice>
  );
}

const describe = (line: ShortLine, name: string, { number }: Format): string =>
  line.available === 0
    ? texts.stock.none(name)
    : texts.stock.left(name, number(line.available), number(line.requested));

function PriceChanged({ problem, cart: view, coupon, onPlace }: RefusalProps): JSX.Element {
  const { cart, format } = useShop();
  const [before] = useState(view.total);
  useEffect(() => void cart.sync(), [cart]);
  const now = newTotalOf(problem);
  if (now === undefined) return <ProblemNotice answer={{ kind: 'problem', problem }} focus />;
  const money = (amount: number): string => format.money(amount, now.currency);
  const confirm = (
    <p>
      <button type="button" class="button" onClick={() => onPlace(now.total)}>
        {texts.price.confirm(money(now.total))}
      </button>
    </p>
  );
  if (coupon !== '' && now.total < before) {
    const text = texts.price.coupon(money(now.total), money(before - now.total));
    return (
      <Notice tone="good" message={{ title: texts.price.couponTitle, text }} focus>
        {confirm}
      </Notice>
    );
  }
  return (
    <ProblemNotice answer={{ kind: 'problem', problem }} focus>
      <p>{texts.price.newTotal(money(now.total), money(before))}</p>
      {confirm}
    </ProblemNotice>
  );
}

function UnknownProduct({ problem }: RefusalProps): JSX.Element {
  const { cart } = useShop();
  useEffect(() => cart.markGone(unknownSkusOf(problem)), [cart, problem]);
  return (
    <ProblemNotice answer={{ kind: 'problem', problem }} focus>
      <p>
        <Link to="/cart">{texts.product.toCart}</Link>
      </p>
    </ProblemNotice>
  );
}

function CouponUsed({ problem, onDropCoupon }: RefusalProps): JSX.Element {
  const { checkout } = useShop();
  const drop = (): void => {
    onDropCoupon();
    checkout.acknowledge();
  };
  return (
    <ProblemNotice answer={{ kind: 'problem', problem }} focus>
      <p>
        <button type="button" class="button" onClick={drop}>
          {texts.coupon.drop}
        </button>
      </p>
    </ProblemNotice>
  );
}
