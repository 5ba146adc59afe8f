import { type Clock, sleepUntil } from '../drill/clock';
import { type Buyer } from './plan';

/** What became of a buyer. `failed` is whatever is neither a sale nor a plain no; `why` is for people. */
export type Outcome =
  | { readonly kind: 'sold' }
  | { readonly kind: 'sold_out' }
  | { readonly kind: 'failed'; readonly why: string };

/** Tries to buy what the buyer wants, in the buyer's Region. */
export type Buy = (buyer: Buyer) => Promise<Outcome>;

/** What a race needs besides the buyers. */
export interface RacePorts {
  readonly clock: Clock;
  readonly interrupted: AbortSignal;
}

/** Lets every buyer come at their time, whatever came of the others; outcomes in the order of the buyers. */
export async function race(
  buyers: readonly Buyer[],
  buy: Buy,
  { clock, interrupted }: RacePorts,
): Promise<readonly Outcome[]> {
  const start = clock.now();
  return Promise.all(
    buyers.map(async (buyer) => {
      await sleepUntil(clock, start + buyer.at);
      interrupted.throwIfAborted();
      return buy(buyer);
    }),
  );
}
