import { type SavedQuery } from './queries';
import { ENDED_BADLY, newest } from './query-commands';

const PROBE = ['probe-region'] as const;

/** Queries over the log of a Region's probe. */
export const PROBE_QUERIES: readonly SavedQuery[] = [
  {
    name: 'other-region-lost',
    source: PROBE,
    commands: newest('other, of, why, `in`, weight', `level in ["WARN", "ERROR"] or ${ENDED_BADLY}`),
  },
  {
    name: 'entry-down',
    source: PROBE,
    commands: newest('why', "message like /the shop's own address/"),
  },
  {
    name: 'routing-changed',
    source: PROBE,
    commands: newest('other, of, `in`, weight, why', 'message = "routing changed"'),
  },
  {
    name: 'routing-unavailable',
    source: PROBE,
    commands: newest(
      'other, of, error.name, error.message, error.cause',
      'message in ["routing could not be changed", "routing could not be read"]',
    ),
  },
  {
    name: 'probe-unclear',
    source: PROBE,
    commands: [
      'filter message = "the other Region turned a look away, which proves nothing"',
      'stats count(*) as looks by bin(5m) as at, other, why',
      'sort at desc',
      'limit 100',
    ],
  },
  {
    name: 'probes-blind',
    source: PROBE,
    // A minute without a row is one in which no run ended: a run leaves a REPORT.
    commands: [
      'parse message /(?<blind>not fit to judge the other Region)/',
      `filter ispresent(blind) or @type = "REPORT" or ${ENDED_BADLY}`,
      'stats count(@duration) as runs, count(blind) as blindLooks, max(@duration) as longest by bin(1m) as at',
      'sort at desc',
      'limit 100',
    ],
  },
];
