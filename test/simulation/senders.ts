import { IN_HAND_MS } from '../../lambdas/domain/orders/transition';
import { type Actor, type Flight, type Watch } from './flight';
import { type Fate } from './weather';

/** What of a message may make it arrive twice, or its sender believe that it did not. */
const DOUBLES_MESSAGE: readonly Fate[] = [
  'has its answer lost',
  'lands twice',
  'lands, a copy is late',
  'is lost, a copy is late',
];

/** An actor that wrote the newest version of an order, so that nobody else may send its messages. */
interface Hand {
  readonly since: number;
  sending: boolean;
}

/**
 * Looks on who has which order in hand, and remembers the orders of which a message may come twice,
 * because there is no way to exclude it: its sender crashed, the answer to a message or to the write that
 * records it was lost, or the time moved on beyond the lease before it was recorded. Nothing else is an excuse.
 */
export class Senders implements Watch {
  private readonly hands = new Map<Actor, Map<string, Hand>>();
  private readonly excused = new Set<string>();

  /** Whether no message of this order may have come twice. */
  isStrict(orderId: string): boolean {
    return !this.excused.has(orderId);
  }

  sent({ actor, orderId, label }: Flight): void {
    if (orderId === undefined || !isMessage(label)) return;
    const hand = this.hands.get(actor)?.get(orderId);
    if (hand) hand.sending = true;
  }

  delivered({ actor, orderId, label }: Flight, fate: Fate, since: number, now: number): void {
    if (orderId === undefined) return;
    if (isMessage(label)) {
      if (DOUBLES_MESSAGE.includes(fate)) this.excused.add(orderId);
      return;
    }
    const hand = this.hands.get(actor)?.get(orderId);
    if (!hand?.sending) this.take(actor, orderId, since);
    else if (fate !== 'is answered' || now - hand.since > IN_HAND_MS / 2) this.excused.add(orderId);
  }

  crashed(actor: Actor): void {
    for (const [orderId, { sending }] of this.hands.get(actor) ?? []) if (sending) this.excused.add(orderId);
  }

  private take(actor: Actor, orderId: string, since: number): void {
    const hands = this.hands.get(actor) ?? new Map<string, Hand>();
    this.hands.set(actor, hands.set(orderId, { since, sending: false }));
  }
}

const isMessage = (label: string): boolean => label.startsWith('messages.');
