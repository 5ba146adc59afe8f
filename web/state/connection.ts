import { type Answer } from '../api/call';
import { type Cell, cell } from './cell';

/** Whether the shop can be read. Ordering has its own way of telling: see checkout/. */
export type Connection =
  | { readonly kind: 'up' }
  /** `since`: milliseconds since the epoch. */
  | { readonly kind: 'down'; readonly since: number };

const UP: Connection = { kind: 'up' };

/** Past this, it is more than a hiccup or a Region changing over (15 s at the edge): maintenance. */
export const MAINTENANCE_AFTER_MS = 20_000;

/** Between looks while the shop is down; the last one is repeated. A probe of a Region takes about 10 s to let it in. */
const LOOK_AGAIN_MS = [1_000, 2_000, 4_000, 8_000, 12_000];

/** What the connection needs. */
export interface ConnectionDeps {
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Reads something small, once. */
  readonly look: () => Promise<Answer<unknown>>;
}

/** The state of the connection, and who hears of answers. */
export interface ConnectionStore {
  readonly state: Cell<Connection>;
  /** Takes in how something that was read was answered. The first failure begins to look, until there is an answer. */
  readonly note: (answer: Answer<unknown>) => void;
}

/** Knows whether the shop can be read; while not, it looks until it can. */
export function connectionStore({ now, sleep, look }: ConnectionDeps): ConnectionStore {
  const state = cell<Connection>(UP);
  const isDown = (): boolean => state.get().kind === 'down';
  async function lookUntilUp(): Promise<void> {
    for (let looks = 0; isDown(); looks += 1) {
      await sleep(LOOK_AGAIN_MS[Math.min(looks, LOOK_AGAIN_MS.length - 1)] ?? 0);
      if (isDown() && answers(await look())) state.set(UP);
    }
  }
  return {
    state,
    note: (answer) => {
      if (answers(answer)) state.set(UP);
      else if (!isDown()) {
        state.set({ kind: 'down', since: now() });
        void lookUntilUp();
      }
    },
  };
}

/** A refusal is an answer, too: the shop is there. */
const answers = (answer: Answer<unknown>): boolean =>
  answer.kind === 'ok' || (answer.kind === 'problem' && answer.problem.status < 500);
