import { type Answer } from '../../../web/api/call';
import { type ProductPage } from '../../../web/api/types';
import { knownCatalogue, seenAtOf } from '../../../web/state/catalogue';
import { listingStore } from '../../../web/state/listing';
import { keepIn } from '../../../web/state/keep';
import { inTurn, ok, problem, product, settled, storage, unreachable } from '../fakes';

const DAY = 24 * 3_600_000;

describe('the known catalogue', () => {
  it('is searched as the API searches: SKU or name, upper or lower case, in order of SKU', () => {
    const catalogue = knownCatalogue(storage().keep);
    catalogue.remember([product('RUG'), product('LAMP'), product('CHAIR')], 0);
    expect(catalogue.search('', 1).map(({ sku }) => sku)).toEqual(['CHAIR', 'LAMP', 'RUG']);
    expect(catalogue.search(' the lA', 1).map(({ sku }) => sku)).toEqual(['LAMP']);
  });

  it('tells the age of the oldest thing shown', () => {
    const catalogue = knownCatalogue(storage().keep);
    catalogue.remember([product('LAMP'), product('RUG')], 10);
    catalogue.remember([product('LAMP', 700)], 20);
    expect(seenAtOf(catalogue.search('', 30))).toBe(10);
    expect(catalogue.find('LAMP', 30)).toMatchObject({ price: 700, seenAt: 20 });
    expect(seenAtOf([])).toBeUndefined();
  });

  it('forgets what is gone, and what was not seen for a week', () => {
    const catalogue = knownCatalogue(storage().keep);
    catalogue.remember([product('LAMP'), product('RUG')], 0);
    catalogue.forget('RUG');
    expect(catalogue.search('', 7 * DAY - 1)).toHaveLength(1);
    expect(catalogue.search('', 7 * DAY)).toEqual([]);
  });

  it('survives junk in the storage, and having none', () => {
    const { keep, texts } = storage();
    for (const junk of ['{', '7', '[7, {"sku": 1}]']) {
      texts.set('holdfast.1.catalogue', junk);
      expect(knownCatalogue(keep).search('', 0)).toEqual([]);
    }
    const catalogue = knownCatalogue(keepIn(undefined));
    catalogue.remember([product('LAMP')], 0);
    expect(catalogue.find('LAMP', 1)).toBeDefined();
  });
});

describe('the product list', () => {
  const pageOf = (skus: string[], cursor?: string) => ok({ items: skus.map((sku) => product(sku)), cursor });

  /** Ends no pause, so that no shopper loses patience. */
  const never = (): Promise<void> => new Promise(() => undefined);

  function open(...answers: readonly Answer<ProductPage>[]) {
    const sleep = never;
    const asked: unknown[] = [];
    const next = inTurn(...answers);
    const catalogue = knownCatalogue(storage().keep);
    const time = { now: 1_000 };
    const api = {
      listProducts: async (query: unknown) => {
        asked.push(query);
        return next();
      },
    };
    return { listing: listingStore({ api, catalogue, now: () => time.now, sleep }), asked, catalogue, time };
  }

  it('reads on through empty pages, and appends what more there is', async () => {
    const { listing, asked } = open(pageOf([], 'a'), pageOf(['LAMP'], 'b'), pageOf(['RUG']));
    await listing.open('');
    expect(listing.view.get()).toMatchObject({ state: 'ready', cursor: 'b' });
    await listing.more();
    expect(listing.view.get().items.map(({ sku }) => sku)).toEqual(['LAMP', 'RUG']);
    expect(asked).toEqual([{ q: '' }, { q: '', cursor: 'a' }, { q: '', cursor: 'b' }]);
  });

  it('stays as it is for a minute, for who comes back from a product', async () => {
    const { listing, asked, time } = open(pageOf(['LAMP']));
    await listing.open('');
    await listing.open('');
    expect(asked).toHaveLength(1);
    time.now += 60_000;
    await listing.open('');
    expect(asked).toHaveLength(2);
  });

  it('shows what is known when the shop cannot be reached, marked with its age', async () => {
    const { listing, catalogue } = open(unreachable);
    catalogue.remember([product('LAMP'), product('RUG')], 400);
    await listing.open('lamp');
    expect(listing.view.get()).toMatchObject({ state: 'failed', knownSince: 400, items: [{ sku: 'LAMP' }] });
  });

  it('does not pass what is known off as an answer when the search itself is refused', async () => {
    const { listing, catalogue } = open(problem(400, 'invalid_request'));
    catalogue.remember([product('LAMP')], 400);
    await listing.open('lamp');
    expect(listing.view.get()).toMatchObject({ state: 'failed', items: [], knownSince: undefined });
  });

  it('shows what is known while the shop takes its time, and then what it says', async () => {
    const { keep } = storage();
    const catalogue = knownCatalogue(keep);
    catalogue.remember([product('LAMP')], 400);
    let losePatience = (): void => undefined;
    let answer = (_: Answer<ProductPage>): void => undefined;
    const listing = listingStore({
      api: { listProducts: () => new Promise((resolve) => (answer = resolve)) },
      catalogue,
      now: () => 1_000,
      sleep: () => new Promise((resolve) => (losePatience = resolve)),
    });
    const opened = listing.open('');
    expect(listing.view.get().items).toEqual([]);
    losePatience();
    await settled();
    expect(listing.view.get()).toMatchObject({ state: 'loading', knownSince: 400, items: [{ sku: 'LAMP' }] });
    answer(pageOf(['RUG']));
    await opened;
    expect(listing.view.get()).toMatchObject({ state: 'ready', items: [{ sku: 'RUG' }] });
    expect(listing.view.get().knownSince).toBeUndefined();
  });

  it('throws the answer of a search away that is no longer wanted', async () => {
    const answers = new Map<string | undefined, (answer: Answer<ProductPage>) => void>();
    const listing = listingStore({
      api: { listProducts: ({ q }) => new Promise((resolve) => answers.set(q, resolve)) },
      catalogue: knownCatalogue(storage().keep),
      now: () => 1_000,
      sleep: never,
    });
    const opened = [listing.open('lamp'), listing.open('rug')];
    answers.get('rug')?.(pageOf(['RUG']));
    await settled();
    answers.get('lamp')?.(pageOf(['LAMP']));
    await Promise.all(opened);
    expect(listing.view.get()).toMatchObject({ q: 'rug', items: [{ sku: 'RUG' }] });
  });
});
