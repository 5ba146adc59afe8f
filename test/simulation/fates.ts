import { type Choices } from './choices';
import { type Actor, type Waiting } from './flight';
import { type RegionHealth } from './regions';
import { type Fate, FATES, RESENT, type Weather } from './weather';

/** A client signs each copy when it sends it, for no longer than a function that reserves may run (`attemptMaxMs`). */
export const RESENDS_FOR_MS = 60_000;

/** What a request meets. */
interface Situation {
  /** All other requests on their way. */
  readonly others: readonly Waiting[];
  /** In ms since the epoch. */
  readonly time: number;
  readonly weather: Weather;
}

/** Chooses what becomes of requests. */
export class Fates {
  /** Whose request failed just now: in a burst its next one does, too. */
  private struck: Actor | undefined;

  constructor(
    private readonly choices: Choices,
    private readonly regions: RegionHealth,
  ) {}

  /** What becomes of this request, among what may. */
  of(flight: Waiting, situation: Situation): Fate {
    if (flight.needsQuorum && this.regions.isIsolated(flight.actor.region)) return this.cutOff(flight);
    const possible = possibleFates(flight, situation);
    const drawn = this.choices.decide(() =>
      FATES.indexOf(this.draw(flight.actor, possible, situation.weather)),
    );
    const fate = FATES[drawn] ?? 'is answered';
    return possible.includes(fate) ? fate : 'is answered';
  }

  private draw(actor: Actor, possible: readonly Fate[], { conflict, fault, fates, burst }: Weather): Fate {
    const { draw } = this.choices;
    if (possible.includes('meets a write conflict') && draw() < conflict) return 'meets a write conflict';
    const isStruck = this.struck === actor && draw() < burst;
    this.struck = undefined;
    if (!isStruck && draw() >= fault) return 'is answered';
    this.struck = actor;
    const bad = fates.filter((fate) => possible.includes(fate));
    return bad[Math.floor(draw() * bad.length)] ?? 'is answered';
  }

  private cutOff({ actor, since }: Waiting): Fate {
    const gotThrough = this.regions.mayHaveGotThrough(actor.region, since);
    return this.choices.pick<Fate>([
      'is refused',
      'is lost',
      ...(gotThrough ? (['has its answer lost'] as const) : []),
    ]);
  }
}

/** Reads leave no copies, and clients give up at some time. */
function possibleFates(flight: Waiting, { others, time }: Situation): Fate[] {
  const mayResend = flight.writes && time - flight.since < RESENDS_FOR_MS;
  const meets = others.some((other) => areInConflict(flight, other));
  return FATES.filter((fate) => {
    if (fate === 'meets a write conflict') return meets;
    return mayResend || !RESENT.some((resent) => resent === fate);
  });
}

/** Whether two Regions are writing the same item. */
const areInConflict = (one: Waiting, other: Waiting): boolean =>
  one.writes &&
  other.writes &&
  one.item !== undefined &&
  one.item === other.item &&
  one.actor.region !== other.actor.region;
