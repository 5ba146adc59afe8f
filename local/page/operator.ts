import { setTimeout as wait } from 'node:timers/promises';
import { LOCAL_OPERATOR } from '../../tools/client/credentials';
import { createTransport, type HttpOutcome, type HttpTransport } from '../../tools/client/http';
import { createSigner } from '../../tools/client/sign';
import { type FaultSource } from '../types';

/** A Region's API. */
export interface OperatorSite {
  readonly region: string;
  readonly url: string;
}

/** What a Region answered to an operator's call: JSON of the shop, or of its gateway. */
export type OperatorAnswer =
  | { readonly kind: 'answered'; readonly region: string; readonly status: number; readonly body: string }
  | { readonly kind: 'unreachable'; readonly detail: string };

/** API Gateway ends every call after 29 s. */
const TIME_LIMIT_MS = 30_000;
/** An audit that takes longer is read again, so often and for so long. */
const AUDIT_EVERY_MS = 1_000;
const AUDIT_LIMIT_MS = 60_000;

/** Makes the few operators' calls that the page offers, signed with the local operator's key. */
export class PageOperator {
  private readonly transport: HttpTransport = createTransport(4);

  constructor(
    private readonly sites: readonly OperatorSite[],
    private readonly faults: FaultSource,
  ) {}

  /** Asks a Region that is up, or the first one where none is. */
  async get(path: string): Promise<OperatorAnswer> {
    const { regions } = this.faults.current();
    const site = this.sites.find(({ region }) => (regions[region] ?? 'up') === 'up') ?? this.sites[0];
    if (site === undefined) return { kind: 'unreachable', detail: 'there is no Region' };
    return answerOf(site, await this.send(site, path));
  }

  /** Runs an audit and waits for its report; the last answer after a minute. */
  async audit(): Promise<OperatorAnswer> {
    const end = Date.now() + AUDIT_LIMIT_MS;
    let answer = await this.get('/v1/admin/audit');
    const reportId =
      answer.kind === 'answered' && answer.status === 202 ? reportIdOf(answer.body) : undefined;
    while (reportId !== undefined && isPending(answer) && Date.now() < end) {
      await wait(AUDIT_EVERY_MS, undefined, { ref: false });
      answer = await this.get(`/v1/admin/audit/${encodeURIComponent(reportId)}`);
    }
    return answer;
  }

  close(): void {
    this.transport.close();
  }

  private async send({ region, url }: OperatorSite, path: string): Promise<HttpOutcome> {
    const sign = createSigner(region, LOCAL_OPERATOR);
    const headers = { accept: 'application/json' };
    const call = { method: 'GET', url: new URL(path, url), headers, body: null } as const;
    return this.transport.send(await sign({ ...call, timeoutMs: TIME_LIMIT_MS }, new Date()));
  }
}

const answerOf = ({ region }: OperatorSite, outcome: HttpOutcome): OperatorAnswer =>
  outcome.kind === 'answered'
    ? { kind: 'answered', region, status: outcome.status, body: outcome.body }
    : { kind: 'unreachable', detail: `${region} does not answer: ${outcome.message}` };

const isPending = (answer: OperatorAnswer): boolean => answer.kind === 'answered' && answer.status === 202;

function reportIdOf(body: string): string | undefined {
  const { reportId } = JSON.parse(body) as { readonly reportId?: unknown };
  return typeof reportId === 'string' ? reportId : undefined;
}
