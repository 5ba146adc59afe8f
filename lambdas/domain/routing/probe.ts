import { StoreUnavailable } from '../errors';
import { type Clock } from '../runtime';
import { type Known, routingToStandIn, routingToWrite } from './decide';
import { FULLY_IN, type Routing, type RoutingStore, sameRouting } from './routing';
import { type Look, type Streak, streakAfter, verdictOf } from './verdict';

/** Looks at another Region from outside, as a shopper would. Never throws; ends within {@link LOOK_LIMIT_MS}. */
export interface Lookout {
  look(): Promise<Exclude<Look, { kind: 'blind' }>>;
}

/** Whether this Region can take orders itself: a strong read of its own Ledger. Never throws. */
export type OwnHealth = () => Promise<boolean>;

/** What one look showed, and whether this Region was well itself: only then it says something of the other. */
export interface Sight {
  readonly other: Exclude<Look['kind'], 'blind'> | 'evacuated';
  readonly ownHealthy: boolean;
}

/** What is worth telling about a run. */
export type ProbeNews =
  | { readonly kind: 'written'; readonly region: string; readonly routing: Routing; readonly why: string }
  | {
      readonly kind: 'not_written';
      readonly region: string;
      readonly routing: Routing;
      readonly error: unknown;
    }
  | { readonly kind: 'not_read'; readonly error: unknown }
  | { readonly kind: 'look_failed'; readonly why: string }
  | { readonly kind: 'look_unclear'; readonly why: string }
  | { readonly kind: 'blind' };

/** What a probe needs. */
export interface ProbeDeps {
  /** The Region that it runs in. */
  readonly own: string;
  /** The Region that it judges. */
  readonly other: string;
  readonly lookout: Lookout;
  readonly ownHealth: OwnHealth;
  readonly store: RoutingStore;
  readonly clock: Clock;
  readonly tell: (news: ProbeNews) => void;
  /** Hears of each look, a good one too. @default nobody */
  readonly looked?: (sight: Sight) => void;
}

/** How long one look may take. */
export const LOOK_LIMIT_MS = 2_000;
/** From the beginning of one look to that of the next. */
export const LOOK_EVERY_MS = 5_000;
/** The same after a failed look that decides nothing yet; at once if it took longer. */
export const LOOK_AGAIN_MS = 1_000;

/**
 * How long what the store says is believed. Another environment of the function may have written meanwhile (the
 * schedule delivers an event at least once), and so may the other Region's probe while this one is out; so it is read
 * again: seldom while all is well, for each call of the store may have its price (docs/adr/0017-probes.md), and every
 * minute for a while after anything else.
 */
export const BELIEVE_MS = { calm: 15 * 60_000, unsettled: 60_000 };
/** So long after a look that was not good, or a change, a Region is not calm. */
export const UNSETTLED_MS = 10 * 60_000;
/** After a longer pause another environment did the work meanwhile. */
const PAUSE_MS = 15_000;

/** Judges the other Region by what it sees, and tells the entry. Lives as long as its environment. */
export class Probe {
  private streak: Streak | undefined;
  private known: Known = { kind: 'unknown' };
  private readAt = -Infinity;
  private unsettledAt = -Infinity;
  /** When its own Region was last seen to be in, since the other one is out. */
  private inAt = -Infinity;

  constructor(private readonly deps: ProbeDeps) {}

  /** Looks at once and then every five seconds, the last time `forMs` after the first. */
  async watch(forMs: number): Promise<void> {
    const { clock } = this.deps;
    const begun = clock.now();
    for (let at = 0; at <= forMs; at += LOOK_EVERY_MS) {
      await clock.sleep(Math.max(0, begun + at - clock.now()));
      await this.lookClosely();
    }
  }

  /** One look. */
  async lookOnce(): Promise<Look> {
    const { lookout, ownHealth, clock } = this.deps;
    const [seen, healthy] = await Promise.all([lookout.look(), ownHealth(), this.refresh()]);
    const evacuated = seen.kind === 'failed' && seen.evacuated === true;
    this.deps.looked?.({ other: evacuated ? 'evacuated' : seen.kind, ownHealthy: healthy });
    const look: Look = healthy ? seen : { kind: 'blind' };
    this.tellOf(look);
    this.streak = streakAfter(this.streak, look, clock.now());
    if (look.kind !== 'good') this.unsettledAt = clock.now();
    const routing = routingToWrite(this.known, look, this.streak);
    if (routing !== undefined) await this.write(routing, look);
    if (verdictOf(this.streak) === 'out') await this.standIn();
    else this.inAt = -Infinity;
    return look;
  }

  /**
   * Whoever could let this Region in again is out now: without this, a Region that had been out when its judge was
   * lost would stay out for as long as that lasts. Its own switch does not count: what was evacuated is better than
   * nothing, and the other Region takes it out again once it is back.
   */
  private async standIn(): Promise<void> {
    const { store, own, clock, tell } = this.deps;
    if (clock.now() - this.inAt < BELIEVE_MS.unsettled) return;
    const why = 'the other Region is out';
    try {
      const routing = routingToStandIn(await store.read(own));
      if (routing !== undefined) {
        await store.write(own, routing);
        tell({ kind: 'written', region: own, routing, why });
      }
      this.inAt = clock.now();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      tell({ kind: 'not_read', error });
    }
  }

  /** A look, and more of them at once while they fail and that decides nothing: one lost packet proves nothing. */
  private async lookClosely(): Promise<void> {
    const { clock } = this.deps;
    for (;;) {
      const begun = clock.now();
      const { kind } = await this.lookOnce();
      if (kind !== 'failed' || this.streak === undefined || verdictOf(this.streak) === 'out') return;
      await clock.sleep(Math.max(0, begun + LOOK_AGAIN_MS - clock.now()));
    }
  }

  private async refresh(): Promise<void> {
    const now = this.deps.clock.now();
    const paused = this.streak === undefined || now - this.streak.at > PAUSE_MS;
    const believe = now - this.unsettledAt < UNSETTLED_MS ? BELIEVE_MS.unsettled : BELIEVE_MS.calm;
    if (this.known.kind === 'known' && !paused && now - this.readAt < believe) return;
    try {
      this.known = { kind: 'known', routing: await this.deps.store.read(this.deps.other) };
      this.readAt = now;
    } catch (error) {
      this.forget(error, { kind: 'not_read', error });
    }
  }

  private async write(routing: Routing, look: Look): Promise<void> {
    const { store, other, tell } = this.deps;
    try {
      this.unsettledAt = this.deps.clock.now();
      if (!(await this.isStored(routing))) {
        await store.write(other, routing);
        tell({ kind: 'written', region: other, routing, why: look.kind === 'failed' ? look.why : look.kind });
      }
      this.known = { kind: 'known', routing };
    } catch (error) {
      this.forget(error, { kind: 'not_written', region: other, routing, error });
    }
  }

  /** Another environment may have come to the same verdict: one change is told once. A store that cannot be read may be written. */
  private async isStored(routing: Routing): Promise<boolean> {
    try {
      return sameRouting((await this.deps.store.read(this.deps.other)) ?? FULLY_IN, routing);
    } catch (error) {
      if (error instanceof StoreUnavailable) return false;
      throw error;
    }
  }

  /** The store may have taken what it did not confirm: the next look tries again, whatever it says. */
  private forget(error: unknown, news: ProbeNews): void {
    if (!(error instanceof StoreUnavailable)) throw error;
    this.known = { kind: 'unknown' };
    this.deps.tell(news);
  }

  private tellOf(look: Look): void {
    if (look.kind === 'failed') this.deps.tell({ kind: 'look_failed', why: look.why });
    if (look.kind === 'unclear') this.deps.tell({ kind: 'look_unclear', why: look.why });
    if (look.kind === 'blind') this.deps.tell({ kind: 'blind' });
  }
}
