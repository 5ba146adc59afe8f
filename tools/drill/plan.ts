/** How the payment provider behaves. */
export type PaymentMode = 'ok' | 'hang' | 'error';

/** A stretch of the drill in which the weather does not change. */
export interface Phase {
  readonly name: string;
  readonly milliseconds: number;
  readonly payments: PaymentMode;
  /** Share of the calls to the provider that this hits. */
  readonly share: number;
  /** The Region that nobody reaches, if any. */
  readonly lost: string | null;
}

/** Faults that last from the first phase until everything is drained. */
export interface Hardships {
  /** Share of messages that SQS delivers twice. */
  readonly duplicateRate: number;
  /** Share of invocations in which a function's process is killed. */
  readonly crashRate: number;
  /** The Region that is lost in the middle of the outage, if any. */
  readonly lostRegion: string | null;
}

/** How long each part lasts, in milliseconds. */
export interface Lengths {
  readonly normal: number;
  readonly hang: number;
  readonly error: number;
  readonly heal: number;
}

/** A drill from its first order to its last. */
export interface Plan extends Hardships {
  readonly phases: readonly Phase[];
  /** Orders a second, whatever the answers. */
  readonly rate: number;
  readonly seed: number;
  /** Orders that start the functions' processes before anything is measured, for each Region. */
  readonly warmUp: number;
  /** Longest wait for the backlog in real time. */
  readonly drainLimitMs: number;
}

/**
 * Long enough for the circuit to open and for its probes to fail, and so short that those do not come seldom yet:
 * the whole drill ends within two minutes.
 */
export const DEFAULT_LENGTHS: Lengths = { normal: 6_000, hang: 14_000, error: 8_000, heal: 6_000 };

/** Enough for every process of a function, three times over. */
export const DEFAULT_WARM_UP = 12;

/**
 * Longest wait for the backlog as time goes by. With crashes some orders wait for a sweep or for a message's
 * visibility time-out, which are minutes away: what has not come to its end by then waits for those.
 */
export const drainLimitMs = ({ crashRate }: Pick<Hardships, 'crashRate'>): number =>
  crashRate > 0 ? 30_000 : 60_000;

/**
 * The payment outage: all is well, payments hang, payments fail, payments are back. A Region that is to be
 * lost goes in the middle of the second half of the outage, and stays lost.
 *
 * @param hangingShare of calls that hang; with less than 1 some orders get as far as a charge without an answer
 */
export function paymentOutage(
  { normal, hang, error, heal }: Lengths,
  { lostRegion }: Pick<Hardships, 'lostRegion'>,
  hangingShare = 1,
): readonly Phase[] {
  const before = { lost: null, share: 1 };
  const after = { lost: lostRegion, share: 1 };
  const failing = { name: 'error', payments: 'error' as const, ...before };
  return [
    { name: 'normal', milliseconds: normal, payments: 'ok', ...before },
    { name: 'hang', milliseconds: hang, payments: 'hang', ...before, share: hangingShare },
    ...(lostRegion === null
      ? [{ ...failing, milliseconds: error }]
      : [
          { ...failing, milliseconds: error / 2 },
          { ...failing, ...after, name: `error, ${lostRegion} lost`, milliseconds: error / 2 },
        ]),
    {
      name: lostRegion === null ? 'heal' : `heal, ${lostRegion} lost`,
      milliseconds: heal,
      payments: 'ok',
      ...after,
    },
  ];
}

/** What `PUT /_local/faults` takes for a phase. */
export function faultsOf({ payments, share, lost }: Phase, { duplicateRate, crashRate }: Hardships): object {
  return {
    payments: { mode: payments, rate: share },
    regions: lost === null ? {} : { [lost]: 'down' },
    sqs: { duplicateRate },
    lambda: { crashRate },
  };
}

/**
 * Crashes and a lost Region leave orders that nobody has in hand: a sweep takes them up a minute later, the
 * other Region's after a grace period of two more. Nobody waits for that at a terminal: time is moved on.
 */
export function movesTimeOn({ crashRate, lostRegion }: Hardships): boolean {
  return crashRate > 0 || lostRegion !== null;
}
