import { PORT_BASE_BOUNDS, wholeNumber } from '../arguments';

/** Where a drill starts its local cloud, out of the way of `npm start` and of the bench. */
export const DRILL_PORT_BASE = 6_700;

/** What every drill takes. */
export interface CommonOptions {
  readonly seed: number;
  readonly portBase: number;
  /** Use the shop that runs there instead of starting one. */
  readonly running: boolean;
  readonly json: boolean;
  /** Where every request and answer is written down, if anywhere. */
  readonly history: string | null;
}

/** Flags of {@link CommonOptions}. */
export const COMMON_FLAGS = {
  seed: { type: 'string' },
  'port-base': { type: 'string' },
  running: { type: 'boolean' },
  json: { type: 'boolean' },
  history: { type: 'string' },
  help: { type: 'boolean' },
} as const;

interface CommonValues {
  readonly seed?: string | undefined;
  readonly 'port-base'?: string | undefined;
  readonly running?: boolean | undefined;
  readonly json?: boolean | undefined;
  readonly history?: string | undefined;
}

/** Understands the flags that every drill takes. Throws UsageError. */
export const commonOptions = (values: CommonValues): CommonOptions => ({
  seed: wholeNumber('--seed', values.seed, [0, 2 ** 32 - 1]) ?? 1,
  portBase: wholeNumber('--port-base', values['port-base'], PORT_BASE_BOUNDS) ?? DRILL_PORT_BASE,
  running: values.running ?? false,
  json: values.json ?? false,
  history: values.history ?? null,
});
