import { type Answer } from '../../../tools/client/answers';
import { type OperatorClient } from '../../../tools/client/operator';
import { type Order, type Stock } from '../../../tools/client/shapes';
import { type ShopperClient } from '../../../tools/client/shopper';
import { Probe } from '../../../tools/history/probe';
import { answered, LOST, orderAnswer } from '../drill/fake-drill-shop';

const STOCK: Stock = { sku: 'A', received: 1, withdrawn: 0, available: 1, held: 0, sold: 0 };
const request = (...skus: string[]) => ({
  lines: skus.map((sku) => ({ sku, quantity: 1 })),
  customer: { email: 'ada@example.com' },
  payment: { token: 'pm_card_visa' },
});

/** Two Regions; every call is noted, and the first one to the East is lost. */
function shop() {
  const calls: string[] = [];
  const call = async <T>(name: string, answer: Answer<T>): Promise<Answer<T>> => (calls.push(name), answer);
  const shopper = (region: string) =>
    ({
      placeOrder: (key: string) => call(`${region} place ${key}`, orderAnswer(`o-${key}`, 201)),
      order: (id: string, token: string) =>
        call<Order>(`${region} show ${id} ${token}`, region === 'east' ? LOST : orderAnswer(id, 201)),
    }) as Partial<ShopperClient> as ShopperClient;
  const operator = (region: string) =>
    ({
      stock: (sku: string) => call(`${region} stock ${sku}`, answered(STOCK)),
    }) as Partial<OperatorClient> as OperatorClient;
  const shoppers = [shopper('east'), shopper('west')];
  const operators = [operator('east'), operator('west')];
  const probe = new Probe({
    shoppers,
    operators,
    sleep: async () => undefined,
    random: () => 0,
    ordersARead: 3,
  });
  return { calls, probe, watched: probe.watch(shoppers[0] as ShopperClient) };
}

it('reads the stock of a SKU once before its first order', async () => {
  const { calls, watched } = shop();

  await watched.placeOrder('1', request('A'));
  await watched.placeOrder('2', request('A', 'B'));

  expect(calls.map((call) => call.replace(/^(east|west) /, ''))).toEqual([
    'stock A',
    'place 1',
    'stock B',
    'place 2',
  ]);
});

it('reads a stock now and then while orders are placed', async () => {
  const { calls, watched } = shop();

  for (const key of ['1', '2', '3', '4', '5', '6']) await watched.placeOrder(key, request('A'));

  expect(calls.filter((call) => call.endsWith('stock A'))).toHaveLength(1 + 2);
});

it('reads every order and every SKU back, in another Region where one does not answer', async () => {
  const { calls, probe, watched } = shop();
  await watched.placeOrder('1', request('A', 'B'));
  await watched.placeOrder('2', request('A'));
  calls.length = 0;

  await probe.readBack();

  expect(new Set(calls.filter((call) => call.startsWith('west show')))).toEqual(
    new Set(['west show o-1 t', 'west show o-2 t']),
  );
  expect(calls.filter((call) => call.includes('stock')).map((call) => call.slice(-1))).toEqual(['A', 'B']);
});
