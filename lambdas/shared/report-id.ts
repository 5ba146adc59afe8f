import { type Random } from '../domain/runtime';

/** Base 36 time of the request, and an id: `mabc1234-0123456789abcdef`. */
export const REPORT_ID_PATTERN = /^[0-9a-z]{8,9}-[0-9a-z]{16}$/;

/**
 * Names a report before it exists. The time in it tells a report that is still being made from an id that
 * nobody was given, without a record of every audit that was asked for.
 */
export function newReportId(now: number, random: Random): string {
  return `${now.toString(36)}-${random.id()}`;
}

/** When the report of this id was asked for; `undefined` for what is no report id. */
export function requestedAt(reportId: string): number | undefined {
  return REPORT_ID_PATTERN.test(reportId) ? parseInt(reportId, 36) : undefined;
}
