/**
 * What Lambda and its Node.js runtime write when an invocation ends without a line of ours: plain text, without the
 * fields of one. Only `Invoke Error` brings fields of its own, `errorType` and `errorMessage` (Lambda developer guide).
 */
const PLATFORM = 'Task timed out|Runtime exited|Invoke Error';

/** A filter that finds an invocation that Lambda ended, or whose error nobody caught. */
export const ENDED_BADLY = `@message like /${PLATFORM}/`;

/** Levels of lines that say that something is wrong. */
export const WARNINGS = '"WARN", "ERROR"';

/** Lines that say that something is wrong, by cause, the most frequent first, each with a request to look up. */
export const causes = (levels: string): readonly string[] => [
  `parse @message /(?<platform>${PLATFORM})/`,
  `filter level in [${levels}] or ispresent(platform)`,
  'stats count(*) as times, latest(requestId) as example, latest(@timestamp) as seen by @log, level, message, platform, errorType, error.name, error.cause',
  'sort times desc',
  'limit 50',
];

/** Lines of warnings about slow calls, the most frequent first. */
export const SLOW_CALLS: readonly string[] = [
  'filter message in ["slow outgoing call", "slow invocation"]',
  'stats count(*) as times, pct(ms, 50) as half, max(ms) as longest, latest(requestId) as example by service, message, call',
  'sort times desc',
  'limit 50',
];

/**
 * What DynamoDB refused for its rate, and which calls of a table's ports took more than a second: the SDK repeats a call
 * that was refused, so that most of them are only slow.
 */
export const refusedCalls = (ports: readonly string[]): readonly string[] => [
  'parse @message /(?<refusal>Throttling|ThroughputExceeded|RequestLimitExceeded)/',
  `filter ispresent(refusal) or call like /^(${ports.join('|')})\\./`,
  'stats count(*) as times, max(ms) as longest, latest(requestId) as example by service, message, call, refusal, error.cause',
  'sort times desc',
  'limit 50',
];

/** Lines that a filter finds, the newest first. */
export const newest = (fields: string, filter: string): readonly string[] => [
  `fields @timestamp, level, message, ${fields}`,
  `filter ${filter}`,
  'sort @timestamp desc',
  'limit 100',
];

/** Lines of runs of something that runs by the clock, those that failed included, the newest first. */
export const runs = (fields: string, filter: string): readonly string[] =>
  newest(`@type, ${fields}, errorMessage, @duration`, `${filter} or level = "ERROR" or ${ENDED_BADLY}`);

/** Something of each stretch of time, which `stats` calls `at`, the latest first: more than a week by the hour. */
export const overTime = (filter: string, stats: string): readonly string[] => [
  `filter ${filter}`,
  `stats ${stats}`,
  'sort at desc',
  'limit 5000',
];
