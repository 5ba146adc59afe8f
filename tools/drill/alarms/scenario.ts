import { type Stage } from './stage';

/**
 * How an alarm is made to ring: `fault` of the local cloud, the `cause` itself (somebody does what breaks it), or, last,
 * `figures` that are published because nothing on one machine brings them about.
 */
export type Means = 'fault' | 'cause' | 'figures';

/** The Region under drill, which is the configuration's first one, and the other one. */
export type Side = 'first' | 'second';

/** One fault, and what has to come of it. Alarms are named without the deployment's name. */
export interface Scenario {
  readonly name: string;
  /** What is done, as a table says it. */
  readonly what: string;
  readonly means: Means;
  /** Alarms of the first Region that ring and tell somebody. */
  readonly fires: readonly string[];
  /** Alarms of the second Region that do. @default none */
  readonly firesThere?: readonly string[];
  /** Alarms of the first Region that ring while their cause keeps them quiet. @default none */
  readonly suppressed?: readonly string[];
  /** Alarms of either Region that may ring as well, since the same fault touches them. @default none */
  readonly alongside?: readonly string[];
  /** Minutes of CloudWatch's clock within which all of them ring. */
  readonly within: number;
  /** Minutes for which it goes on even when all have rung, so that others could ring as well. @default 0 */
  readonly atLeast?: number;
  /** What is so before it begins, on CloudWatch's clock too. @default nothing */
  readonly prepare?: (stage: Stage) => Promise<void>;
  /** What goes on in each minute of CloudWatch's clock until all have rung. */
  readonly minute: (stage: Stage, minute: number) => Promise<void>;
  /** Takes the fault away. @default faults are healed, which happens in any case */
  readonly heal?: (stage: Stage) => Promise<void>;
  /** Leaves what runs every minute to its schedules, which fail. @default it has run in each minute */
  readonly schedulesFail?: boolean;
  /** Seconds by which the clock goes on between two minutes' work. @default 60 */
  readonly stepSeconds?: number;
}

/** Whether there is another minute of it, after so many. */
export const goesOn = async (
  { within, atLeast = 0 }: Pick<Scenario, 'within' | 'atLeast'>,
  minutes: number,
  allRang: () => Promise<boolean>,
): Promise<boolean> => minutes < within && (minutes < atLeast || !(await allRang()));

/** An alarm in the Region in which it is awaited. */
export interface Awaited {
  readonly alarm: string;
  readonly side: Side;
  /** Rings and tells nobody. */
  readonly suppressed: boolean;
}

/** Every alarm that has to ring in a scenario. */
export const awaitedIn = ({ fires, firesThere = [], suppressed = [] }: Scenario): readonly Awaited[] => [
  ...fires.map((alarm) => ({ alarm, side: 'first' as const, suppressed: false })),
  ...firesThere.map((alarm) => ({ alarm, side: 'second' as const, suppressed: false })),
  ...suppressed.map((alarm) => ({ alarm, side: 'first' as const, suppressed: true })),
];

/** Whether nobody is surprised when an alarm rings in a scenario. A slow burn follows its fast one hours later. */
export function isForeseen(scenario: Scenario, alarm: string, side: Side): boolean {
  const { alongside = [] } = scenario;
  const awaited = awaitedIn(scenario);
  const fast = alarm.replace(/-slow-burn$/, '-fast-burn');
  const named = (name: string) =>
    alongside.includes(name) || awaited.some((each) => each.alarm === name && each.side === side);
  return named(alarm) || named(fast);
}
