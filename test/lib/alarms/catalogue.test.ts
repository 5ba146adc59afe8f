import {
  alarmName,
  alarmNamed,
  ALARMS,
  BACKSTOPS,
  descriptionOf,
  EDGE_ALARMS,
  EVERY_ALARM,
  runbookUrl,
  type Severity,
} from '../../../lib/alarms/catalogue';
import { ruleOf } from '../../../lib/alarms/rules';
import { suppressionOf, SUPPRESSIONS, suppressorOf } from '../../../lib/alarms/suppression';

const BASE = 'https://example.com/runbooks';

const namesOf = (severity: Severity) =>
  ALARMS.filter((each) => each.severity === severity).map(({ name }) => name);

const OBJECTIVES = [
  'checkout-availability',
  'browse-availability',
  'checkout-latency',
  'browse-latency',
  'order-success',
  'payment-success',
  'order-freshness',
];

test('these wake somebody', () => {
  expect(namesOf('page').sort()).toEqual(
    [
      ...OBJECTIVES.map((objective) => `${objective}-fast-burn`),
      'stock-integrity',
      'payments-down',
      'store-unavailable',
      'other-region-lost',
      'entry-down',
      'orders-stopped',
      'errors-high',
      'sweep-stalled',
      'lambda-throttles',
    ].sort(),
  );
});

test('these watch the entry from where CloudFront has its metrics', () => {
  expect(EDGE_ALARMS).toMatchObject([{ name: 'entry-errors', severity: 'page', runbook: 'entry-down' }]);
});

test('these are for the working day', () => {
  expect(namesOf('ticket').sort()).toEqual(
    [
      ...OBJECTIVES.map((objective) => `${objective}-slow-burn`),
      'orders-anomaly',
      'errors-anomaly',
      'dead-letters-orders',
      'confirmed-without-charge',
      'dead-letters-audit',
      'dead-letters-events',
      'error-logs',
      'api-slow',
      'lambda-concurrency',
      'api-near-throttle',
      'ledger-near-limit',
      'shop-near-limit',
      'ledger-throttled',
      'shop-throttled',
      'replication-slow',
      'refunds-pending',
      'messages-undeliverable',
      'messages-delayed',
      'webhooks-refused',
      'routing-changed',
      'routing-unavailable',
      'probes-blind',
      'probe-unclear',
      'budget-low',
      'audit-not-ok',
      'declines-high',
      'audit-stalled',
      'reconcile-stalled',
    ].sort(),
  );
});

test('every objective has eight windows', () => {
  const windows = ['5m', '1h', '30m', '6h', '2h', '1d', '6h-slow', '3d'];
  for (const objective of OBJECTIVES)
    for (const window of windows) expect(namesOf('part')).toContain(`${objective}-burn-${window}`);
});

test('names are unique, and fit under the longest name of a shop: 255 characters', () => {
  const names = EVERY_ALARM.map(({ name }) => alarmName('a'.repeat(24), name));
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(255);
});

test('an unknown name is a mistake in code', () => {
  expect(() => alarmNamed('coffee-cold')).toThrow('There is no alarm coffee-cold in the catalogue.');
});

describe('what is said', () => {
  test.each(EVERY_ALARM)('$name says what is going on and what to do, and links its runbook', (alarm) => {
    const { meaning, first } = alarm;
    expect(meaning).toMatch(/^[A-Z].{20,}\.$/);
    expect(first).toMatch(/^[a-z].{15,}\.$/);
    const text = descriptionOf(BASE, alarm);
    expect(text).toBe(`${meaning} First: ${first} Runbook: ${BASE}/${alarm.runbook}.md`);
    expect(text.length).toBeLessThanOrEqual(700);
  });

  test('the alarms of an objective share its runbook', () => {
    for (const name of ['order-success-fast-burn', 'order-success-slow-burn', 'order-success-burn-6h-slow'])
      expect(runbookUrl(BASE, alarmNamed(name))).toBe(`${BASE}/order-success.md`);
  });

  test('a part links the runbook of what it is a part of', () => {
    expect(alarmNamed('errors-high-signal').runbook).toBe('errors-high');
    expect(alarmNamed('error-logs-background').runbook).toBe('error-logs');
  });
});

describe('parts', () => {
  const composites = ALARMS.filter(({ composite }) => composite);

  test('each is named by a composite or keeps one quiet', () => {
    const used = composites.flatMap((alarm) => {
      const suppression = suppressionOf(alarm.name);
      return [...ruleOf(alarm).flat(), ...(suppression ? [suppressorOf(suppression)] : [])];
    });
    expect(namesOf('part').filter((name) => !used.includes(name))).toEqual([]);
  });

  test.each(composites)('$name is made of alarms of the catalogue', (alarm) => {
    const rule = ruleOf(alarm);
    expect(rule.length).toBeGreaterThan(0);
    for (const name of rule.flat()) expect(alarmNamed(name).name).toBe(name);
  });

  test('a fast burn needs both windows of a pair', () => {
    expect(ruleOf(alarmNamed('order-success-fast-burn'))).toEqual([
      ['order-success-burn-5m', 'order-success-burn-1h'],
      ['order-success-burn-30m', 'order-success-burn-6h'],
    ]);
    expect(ruleOf(alarmNamed('order-success-slow-burn'))).toEqual([
      ['order-success-burn-2h', 'order-success-burn-1d'],
      ['order-success-burn-6h-slow', 'order-success-burn-3d'],
    ]);
  });
});

describe('suppression', () => {
  test('everybody in the table is in the catalogue, and followers are composites', () => {
    for (const { causes, followers } of SUPPRESSIONS) {
      causes.forEach((cause) => expect(alarmNamed(cause).name).toBe(cause));
      followers.forEach((follower) => expect(alarmNamed(follower).composite).toBe(true));
    }
  });

  test('nobody follows twice', () => {
    const followers = SUPPRESSIONS.flatMap((each) => each.followers);
    expect(new Set(followers).size).toBe(followers.length);
  });

  /** Everybody whom an alarm waits for, in the end. */
  function causesBehind(name: string, path: readonly string[] = []): string[] {
    if (path.includes(name)) throw new Error(`a cycle: ${[...path, name].join(' waits for ')}`);
    const causes = suppressionOf(name)?.causes ?? [];
    return causes.flatMap((cause) => [cause, ...causesBehind(cause, [...path, name])]);
  }

  test('has no cycle, which would keep all of it quiet and could not be deleted', () => {
    expect(() => ALARMS.map(({ name }) => causesBehind(name))).not.toThrow();
  });

  test('nobody is kept quiet by what may be quiet itself, slow burns aside: both would be silent', () => {
    const slow = (name: string) => name.endsWith('-slow-burn');
    const kept = ALARMS.filter(({ name }) => !slow(name) && causesBehind(name).length > 0);
    expect(kept.length).toBeGreaterThan(10);
    for (const { name, suppressedBy } of kept) expect(causesBehind(name)).toEqual(suppressedBy);
  });

  test('a page is kept quiet by pages only', () => {
    for (const name of [...namesOf('page'), ...namesOf('ticket')])
      for (const cause of causesBehind(name)) expect(alarmNamed(cause).severity).toBe('page');
  });

  test('one cause stands for itself, several for a composite of their own', () => {
    for (const suppression of SUPPRESSIONS) {
      const suppressor = suppressorOf(suppression);
      if (suppression.causes.length === 1) expect(suppressor).toBe(suppression.causes[0]);
      else expect(ruleOf(alarmNamed(suppressor))).toEqual(suppression.causes.map((cause) => [cause]));
    }
  });

  test('a payment outage is told once', () => {
    const followers = ALARMS.filter(({ name }) => causesBehind(name).includes('payments-down')).map(
      ({ name }) => name,
    );
    expect(followers.sort()).toEqual([
      'api-slow',
      'checkout-latency-fast-burn',
      'checkout-latency-slow-burn',
      'error-logs',
      'order-freshness-fast-burn',
      'order-freshness-slow-burn',
      'order-success-fast-burn',
      'order-success-slow-burn',
      'payment-success-fast-burn',
      'payment-success-slow-burn',
    ]);
  });
});

describe('anomaly bands', () => {
  test.each(Object.entries(BACKSTOPS))(
    '%s, which a local cloud cannot evaluate, has a backstop that it can',
    (name, backstop) => {
      expect(alarmNamed(name).evaluatedLocally).toBe(false);
      expect(alarmNamed(backstop)).toMatchObject({ evaluatedLocally: true, severity: 'page' });
    },
  );

  test('nothing else is left out', () => {
    const leftOut = ALARMS.filter(({ evaluatedLocally }) => !evaluatedLocally).map(({ name }) => name);
    expect(leftOut).toEqual(Object.keys(BACKSTOPS));
  });
});
