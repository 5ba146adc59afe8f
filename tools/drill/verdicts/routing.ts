import { routingOf } from '../regions/routing';
import { type RegionRecord } from '../regions/record';
import { type Verdict } from './verdict';

/** The probe looks every 5 s and again twice; an answer that was under way may take its time. */
const ALONE_MS = 15_000;

/** Three good looks in a row, 5 s apart, after functions have started anew. */
export const BOTH_MS = 30_000;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** Shoppers are led to the other Region soon after one is gone. */
export function judgeAlone(record: RegionRecord): Verdict {
  const { aloneAfter } = routingOf(record);
  const { region } = record.plan;
  return verdict(
    `within ${seconds(ALONE_MS)} all answers come from the other Region than ${region}`,
    aloneAfter !== null && aloneAfter <= ALONE_MS
      ? null
      : aloneAfter === null
        ? 'there was always one that came from elsewhere, or none at all'
        : `it took ${seconds(aloneAfter)}`,
  );
}

/** A Region that is back is used again. */
export function judgeBoth(record: RegionRecord): Verdict {
  const { bothAfter } = routingOf(record);
  const { region } = record.plan;
  return verdict(
    `within ${seconds(BOTH_MS)} after its return ${region} serves shoppers again`,
    bothAfter !== null && bothAfter <= BOTH_MS
      ? null
      : bothAfter === null
        ? 'it never did'
        : `it took ${seconds(bothAfter)}`,
  );
}

const verdict = (claim: string, what: string | null): Verdict => ({
  claim,
  checked: 1,
  wrong: what === null ? [] : [{ subject: 'routing', what }],
  remark: null,
});
