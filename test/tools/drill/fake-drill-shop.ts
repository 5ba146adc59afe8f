import { type Answer } from '../../../tools/client/answers';
import { type ControlClient } from '../../../tools/client/control';
import { type OperatorClient } from '../../../tools/client/operator';
import { type Order } from '../../../tools/client/shapes';
import { type ShopperClient } from '../../../tools/client/shopper';
import { type CircuitState } from '../../../tools/drill/circuit';
import { type Clock } from '../../../tools/drill/clock';
import { type DrillRegion, type DrillShop } from '../../../tools/drill/shop';
import { EAST, START, WEST } from './samples';

export const answered = <T>(body: T, status = 200): Answer<T> => ({
  kind: 'answered',
  status,
  body,
  replayed: false,
});

export const refused = (status: number, members: Record<string, unknown> = {}): Answer<never> => ({
  kind: 'refused',
  status,
  problem: { code: `http_${status}`, title: 'no', detail: null, members },
  retryAfterMs: null,
});

export const LOST: Answer<never> = { kind: 'unreachable', reason: 'connection_lost', message: 'lost' };

/** An answer to POST /v1/orders. */
export const orderAnswer = (orderId: string, status: 201 | 202): Answer<Order> => {
  const state = status === 201 ? 'confirmed' : 'payment_pending';
  const body = {
    orderId,
    orderToken: 't',
    status: state,
    total: 1_250,
    currency: 'GBP',
    region: EAST,
  } as const;
  return answered(body, status);
};

/** What a test lets the fake shop answer; anything else fails it. */
export interface FakeAnswers {
  /** By Region. */
  readonly placeOrder?: (
    region: string,
    ...call: Parameters<ShopperClient['placeOrder']>
  ) => Promise<Answer<Order>>;
  readonly order?: (region: string, ...call: Parameters<ShopperClient['order']>) => Promise<Answer<Order>>;
  readonly owedOrders?: (region: string) => ReturnType<OperatorClient['owedOrders']>;
  readonly audit?: (region: string) => ReturnType<OperatorClient['audit']>;
  readonly circuit?: (region: string) => CircuitState;
  readonly control?: Partial<ControlClient>;
}

/** A shop of two Regions that does as it is told; there is nothing else that it could do. */
export function fakeDrillShop({
  placeOrder,
  order,
  owedOrders,
  audit,
  circuit,
  control = {},
}: FakeAnswers): DrillShop {
  const region = (name: string): DrillRegion => {
    const shopper: Partial<ShopperClient> = {
      ...(placeOrder && { placeOrder: (...call) => placeOrder(name, ...call) }),
      ...(order && { order: (...call) => order(name, ...call) }),
    };
    const operator: Partial<OperatorClient> = {
      ...(owedOrders && { owedOrders: () => owedOrders(name) }),
      ...(audit && { audit: () => audit(name) }),
    };
    return {
      name,
      shopper: shopper as ShopperClient,
      operator: operator as OperatorClient,
      circuit: { read: async () => circuit?.(name) ?? 'closed', close: () => undefined },
    };
  };
  return {
    regions: [region(EAST), region(WEST)],
    control: control as ControlClient,
    close: () => undefined,
  };
}

/** A clock that moves only while somebody sleeps. */
export function fakeClock(): Clock & { readonly slept: number[] } {
  let time = START;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
}
