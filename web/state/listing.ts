import { type Answer, mayHelpToRepeat } from '../api/call';
import { type ShopApi } from '../api/client';
import { type Product, type ProductPage } from '../api/types';
import { type KnownCatalogue, seenAtOf } from './catalogue';
import { type Cell, cell } from './cell';

/** The product list for one search, as far as it was read. */
export interface Listing {
  readonly q: string;
  readonly items: readonly Product[];
  /** Where to read on; absent at the end. */
  readonly cursor?: string | undefined;
  readonly state: 'loading' | 'ready' | 'loading_more' | 'failed';
  /** Why reading failed. */
  readonly failure?: Failure | undefined;
  /** The shop cannot be reached, and these are the products as they were seen then, in milliseconds since the epoch. */
  readonly knownSince?: number | undefined;
}

type Failure = Exclude<Answer<unknown>, { kind: 'ok' }>;

/** What the list needs. */
export interface ListingDeps {
  readonly api: Pick<ShopApi, 'listProducts'>;
  readonly catalogue: KnownCatalogue;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The product list; it stays as it is while the shopper looks at a product and comes back. */
export interface ListingStore {
  readonly view: Cell<Listing>;
  /** Shows the list of a search: at once when it is the one before, and not older than a minute. */
  open(q: string): Promise<void>;
  more(): Promise<void>;
  again(): Promise<void>;
}

const FRESH_MS = 60_000;

/** How long a shopper looks at an empty page. */
const PATIENCE_MS = 2_500;

/** A page may be empty and still have a cursor, when a search finds little: so many are read for one wish. */
const PAGES_AT_ONCE = 5;

/** The product list over the API, and over what is known of the catalogue while that fails. */
export function listingStore({ api, catalogue, now, sleep }: ListingDeps): ListingStore {
  const view = cell<Listing>({ q: '', items: [], state: 'loading' });
  let openedAt = -Infinity;

  async function read(before: Listing): Promise<void> {
    const answer = await readOn(api, before.q, before.cursor);
    // The shopper has searched for something else in the meantime.
    if (view.get().q !== before.q) return;
    if (answer.kind !== 'ok') return view.set(failed(before, answer));
    catalogue.remember(answer.body.items, now());
    const { items, cursor } = answer.body;
    view.set({ q: before.q, items: [...before.items, ...items], cursor, state: 'ready' });
  }

  function failed(before: Listing, failure: Failure): Listing {
    if (before.items.length > 0 || !mayHelpToRepeat(failure))
      return { ...before, state: 'failed', failure, knownSince: undefined };
    return { ...known(before.q), state: 'failed', failure };
  }

  const known = (q: string): Pick<Listing, 'q' | 'items' | 'knownSince'> => {
    const items = catalogue.search(q, now());
    return { q, items, knownSince: seenAtOf(items) };
  };

  /** The shop takes its time: what is known is better than nothing, until there is an answer. */
  async function showKnownMeanwhile(q: string): Promise<void> {
    const before = view.get();
    await sleep(PATIENCE_MS);
    if (view.get() === before && before.state === 'loading') view.set({ ...known(q), state: 'loading' });
  }

  async function open(q: string, evenIfFresh: boolean): Promise<void> {
    const { q: shown, state } = view.get();
    const isFresh = now() - openedAt < FRESH_MS && shown === q && state === 'ready';
    if (isFresh && !evenIfFresh) return;
    openedAt = now();
    if (shown !== q || state !== 'failed') view.set({ q, items: [], state: 'loading' });
    void showKnownMeanwhile(q);
    await read({ q, items: [], state: 'loading' });
  }

  return {
    view,
    open: (q) => open(q, false),
    again: () => open(view.get().q, true),
    more: async () => {
      const before = view.get();
      if (before.cursor === undefined || before.state === 'loading_more') return;
      view.set({ ...before, state: 'loading_more' });
      await read(before);
    },
  };
}

/** Reads until there is something to show, or the end. */
async function readOn(
  api: ListingDeps['api'],
  q: string,
  from: string | undefined,
): Promise<Answer<ProductPage>> {
  let cursor = from;
  for (let pages = 1; ; pages += 1) {
    const answer = await api.listProducts({ q, cursor });
    if (answer.kind !== 'ok') return answer;
    cursor = answer.body.cursor;
    if (answer.body.items.length > 0 || cursor === undefined || pages === PAGES_AT_ONCE) return answer;
  }
}
