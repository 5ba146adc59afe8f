import { type LocalState } from '../client/shapes';
import { type CircuitState } from './circuit';
import { type Clock } from './clock';
import { type DrillShop } from './shop';

/** Messages in a shop's working queues, of all its Regions. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** The shop as it stood at a moment. */
export interface Sample {
  /** In ms since the epoch. */
  readonly at: number;
  /** Null where the control API did not answer. */
  readonly depth: QueueDepth | null;
  /** By Region. */
  readonly circuits: Readonly<Record<string, CircuitState>>;
}

/** Somebody who looks at the shop again and again. */
export interface Watch {
  readonly samples: readonly Sample[];
  stop(): Promise<void>;
}

/** Often enough to say to the quarter second when a circuit opened, and no load to speak of. */
const LOOK_MS = 250;

/** Looks at queues and circuits until it is stopped. */
export function watch(shop: DrillShop, clock: Clock): Watch {
  const samples: Sample[] = [];
  let stopped = false;
  const looking = (async () => {
    while (!stopped) {
      samples.push(await look(shop, clock));
      await clock.sleep(LOOK_MS);
    }
  })();
  return {
    samples,
    stop: () => {
      stopped = true;
      return looking;
    },
  };
}

async function look({ control, regions }: DrillShop, clock: Clock): Promise<Sample> {
  const [state, ...circuits] = await Promise.all([
    control.state(),
    ...regions.map(async ({ name, circuit }) => [name, await circuit.read()] as const),
  ]);
  return {
    at: clock.now(),
    depth: state.kind === 'answered' ? depthOf(state.body) : null,
    circuits: Object.fromEntries(circuits),
  };
}

/** Names of dead-letter queues end like this. */
const isDeadLetterQueue = (name: string): boolean => name.endsWith('-dlq');

/** Messages in the working queues of these Regions, of all where none are named. */
export function depthOf({ queues }: LocalState, regions?: readonly string[]): QueueDepth {
  const chosen = Object.entries(queues).filter(
    ([name]) => !isDeadLetterQueue(name) && (regions?.includes(name.split('/')[0] ?? '') ?? true),
  );
  const sum = (of: (depth: QueueDepth) => number) =>
    chosen.reduce((total, [, depth]) => total + of(depth), 0);
  return {
    visible: sum((depth) => depth.visible),
    inFlight: sum((depth) => depth.inFlight),
    delayed: sum((depth) => depth.delayed),
  };
}

/** Messages in each dead-letter queue. */
export function deadLettersIn({ queues }: LocalState): ReadonlyMap<string, number> {
  const dead = Object.entries(queues).filter(([name]) => isDeadLetterQueue(name));
  return new Map(dead.map(([name, { visible, inFlight, delayed }]) => [name, visible + inFlight + delayed]));
}
