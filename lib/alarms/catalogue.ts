import { OBJECTIVE_NAMES, type ObjectiveName } from '../objectives/objectives';
import { type AlarmEntry, type AlarmTexts, type Severity } from './alarm';
import { BURN_WINDOWS, FAST_BURN, SLOW_BURN } from './burn-rates';
import { EDGE_PAGES, PAGES } from './pages';
import { SUPPRESSIONS, suppressionOf } from './suppression';
import { TICKETS } from './tickets';

export type { AlarmEntry, Severity } from './alarm';

/** What an alarm that is the condition of a composite is called. */
export const signalOf = (name: string): string => `${name}-signal`;

/** Alarms by anomaly bands; each has a static backstop that needs no model. */
export const BACKSTOPS: Readonly<Record<string, string>> = {
  'orders-anomaly': 'orders-stopped',
  'errors-anomaly': 'errors-high',
};

/** Parts of `error-logs` besides its signal: functions that failed without a line of their own, in two groups. */
export const ERROR_LOG_PARTS = ['error-logs-api', 'error-logs-background'] as const;

/** Part of `orders-stopped` besides its signal: over a longer window, for a shop in which 15 minutes tell nothing. */
export const ORDERS_STOPPED_LONG = 'orders-stopped-4h';

/** Part of `probes-blind` besides its signal: no looks at all, which a new shop has for as long as its edge is built. */
export const NO_LOOKS = 'probes-blind-no-looks';

/** What a single alarm is made of, where it is a composite. */
export const partsOf = (name: string): readonly string[] => [signalOf(name), ...(MORE_PARTS[name] ?? [])];

const MORE_PARTS: Readonly<Record<string, readonly string[]>> = {
  'error-logs': ERROR_LOG_PARTS,
  'orders-stopped': [ORDERS_STOPPED_LONG],
  'probes-blind': [NO_LOOKS],
};

const BURN_TEXTS: Readonly<Record<ObjectiveName, { readonly what: string; readonly first: string }>> = {
  'checkout-availability': {
    what: 'POST /v1/orders answers with 5xx',
    first: 'run the saved query checkout-availability, and look at what was deployed last.',
  },
  'browse-availability': {
    what: 'product or cart calls answer with 5xx',
    first: 'run the saved query browse-availability, and look at what was deployed last.',
  },
  'checkout-latency': {
    what: 'orders take longer than the objective allows',
    first: 'see which call is slow, the payment provider or the Ledger, in the traces of place-order.',
  },
  'browse-latency': {
    what: 'product or cart calls take longer than the objective allows',
    first: 'see which call is slow in the traces of products and carts.',
  },
  'order-success': {
    what: 'accepted orders end without a confirmation',
    first: 'run the saved query order-success and see why they ended so.',
  },
  'payment-success': {
    what: 'calls of the payment provider get no answer of use',
    first: "look at the provider's status page, then at the circuit on the dashboard.",
  },
  'order-freshness': {
    what: 'orders wait too long for their payment',
    first: 'see whether the provider is back and whether the orders queue drains.',
  },
};

/** Both composites of an objective; the rates are explained in burn-rates.ts. */
function burnComposites(objective: ObjectiveName): AlarmEntry[] {
  const { what, first } = BURN_TEXTS[objective];
  const entry = (kind: 'fast' | 'slow', severity: Severity, spent: string): AlarmEntry =>
    whole({
      name: `${objective}-${kind}-burn`,
      severity,
      runbook: objective,
      composite: true,
      meaning: `${sentence(what)}, so often that ${spent}.`,
      first,
    });
  return [
    entry('fast', 'page', '2 % of the error budget of 30 days go in an hour, or 5 % in six'),
    entry('slow', 'ticket', '10 % of the error budget of 30 days go in a day, or in three'),
  ];
}

function burnParts(objective: ObjectiveName): AlarmEntry[] {
  return BURN_WINDOWS.map(({ suffix, rate }) =>
    whole({
      name: `${objective}-burn-${suffix}`,
      severity: 'part',
      runbook: objective,
      composite: false,
      meaning: `Burn rate of ${objective} above ${rate} over ${suffix.replace('-slow', '')}; tells nobody by itself.`,
      first: BURN_TEXTS[objective].first,
    }),
  );
}

/** Names of the parts of a composite of burn rates. */
export const burnPairsOf = (objective: ObjectiveName, kind: 'fast' | 'slow') =>
  (kind === 'fast' ? FAST_BURN : SLOW_BURN).map(({ short, long }) => ({
    short: `${objective}-burn-${short.suffix}`,
    long: `${objective}-burn-${long.suffix}`,
  }));

/** A single alarm, and the conditions below it when it has several, or when something may keep it quiet: only composites can be. */
function single(texts: AlarmTexts, severity: Severity): AlarmEntry[] {
  const composite = suppressionOf(texts.name) !== undefined || texts.name in MORE_PARTS;
  const entry = whole({ ...texts, severity, runbook: texts.name, composite });
  return composite ? [entry, ...conditionsOf(texts)] : [entry];
}

function conditionsOf({ name, meaning, first }: AlarmTexts): AlarmEntry[] {
  return partsOf(name).map((part) =>
    whole({
      name: part,
      severity: 'part',
      runbook: name,
      composite: false,
      meaning: `Condition of ${name}, tells nobody by itself. ${meaning}`,
      first,
    }),
  );
}

/** Composites that stand for several causes. */
function causeEntries(): AlarmEntry[] {
  const named = SUPPRESSIONS.flatMap(({ causeName, causes }) =>
    causeName === undefined ? [] : [{ causeName, causes }],
  );
  const unique = new Map(named.map((cause) => [cause.causeName, cause.causes]));
  return [...unique].map(([name, causes]) =>
    whole({
      name,
      severity: 'part',
      runbook: causes[0] ?? name,
      composite: true,
      meaning: `One of ${causes.join(', ')} rings; keeps their followers quiet and tells nobody by itself.`,
      first: 'see which of them it is, and follow its runbook.',
    }),
  );
}

type Given = Omit<AlarmEntry, 'evaluatedLocally' | 'suppressedBy'>;

const whole = (given: Given): AlarmEntry => ({
  ...given,
  evaluatedLocally: !(given.name in BACKSTOPS),
  suppressedBy: suppressionOf(given.name)?.causes ?? [],
});

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Every alarm of a Region, by name. */
export const ALARMS: readonly AlarmEntry[] = [
  ...OBJECTIVE_NAMES.flatMap((objective) => [...burnComposites(objective), ...burnParts(objective)]),
  ...PAGES.flatMap((texts) => single(texts, 'page')),
  ...TICKETS.flatMap((texts) => single(texts, 'ticket')),
  ...causeEntries(),
];

/** What CloudFront's alarms share with the one by which each Region watches the entry. */
const ENTRY_RUNBOOK = 'entry-down';

/** Alarms of the Edge stack, in us-east-1 alone. */
export const EDGE_ALARMS: readonly AlarmEntry[] = EDGE_PAGES.map((texts) =>
  whole({ ...texts, severity: 'page', runbook: ENTRY_RUNBOOK, composite: false }),
);

/** The alarms of a Region, and those of the edge. */
export const EVERY_ALARM: readonly AlarmEntry[] = [...ALARMS, ...EDGE_ALARMS];

/** The entry of an alarm. Throws when there is none: names are written in code only. */
export function alarmNamed(name: string): AlarmEntry {
  const entry = EVERY_ALARM.find((alarm) => alarm.name === name);
  if (entry === undefined) throw new Error(`There is no alarm ${name} in the catalogue.`);
  return entry;
}

/** What an alarm is called in CloudWatch. */
export const alarmName = (deployment: string, name: string): string => `${deployment}-${name}`;

/** The page that tells what to do. */
export const runbookUrl = (base: string, { runbook }: Pick<AlarmEntry, 'runbook'>): string =>
  `${base}/${runbook}.md`;

/** What the notification says: what is going on, what to do first, and where the rest stands. */
export const descriptionOf = (base: string, entry: AlarmEntry): string =>
  `${entry.meaning} First: ${entry.first} Runbook: ${runbookUrl(base, entry)}`;
