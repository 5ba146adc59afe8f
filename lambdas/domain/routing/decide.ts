import { FULL_WEIGHT, FULLY_IN, type Routing, sameRouting } from './routing';
import { type Look, type Streak, verdictOf } from './verdict';

/** What the routing store says about the other Region, as far as is known: `unknown` until it could be read. */
export type Known =
  | { readonly kind: 'known'; readonly routing: Routing | undefined }
  | { readonly kind: 'unknown' };

/**
 * What is to be written after a look; `undefined` when the entry goes by it already, or nothing can be said yet.
 *
 * A Region that is in follows its operators' weight at the first good look; one that is out gets it with the verdict
 * that it is in again. A Region that goes out keeps the weight it had.
 */
export function routingToWrite(known: Known, look: Look, streak: Streak): Routing | undefined {
  if (look.kind === 'unclear') return undefined;
  const stored = known.kind === 'known' ? (known.routing ?? FULLY_IN) : undefined;
  const wanted = wantedOf(stored, look, streak);
  return wanted === undefined || (stored && sameRouting(wanted, stored)) ? undefined : wanted;
}

function wantedOf(stored: Routing | undefined, look: Look, streak: Streak): Routing | undefined {
  const verdict = verdictOf(streak);
  if (verdict === 'out') return { in: false, weight: (stored ?? FULLY_IN).weight };
  if (look.kind !== 'good') return undefined;
  return verdict === 'in' || stored?.in === true ? { in: true, weight: look.weight } : undefined;
}

/** What a Region writes about itself when the other one is out; `undefined` when the entry sends there already. */
export function routingToStandIn(stored: Routing | undefined): Routing | undefined {
  if (stored === undefined || (stored.in && stored.weight > 0)) return undefined;
  return { in: true, weight: stored.weight > 0 ? stored.weight : FULL_WEIGHT };
}
