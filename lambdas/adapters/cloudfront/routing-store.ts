import { StoreUnavailable } from '../../domain/errors';
import { formatRouting, parseRouting, type Routing, type RoutingStore } from '../../domain/routing/routing';
import { backOff, type Clock, type Random } from '../../domain/runtime';
import { type SignedAnswer } from '../signed-call';
import { type CallKeyValueStore } from './key-value-calls';

/**
 * How often a write is tried. The version is that of the whole store: the other Region's probe that writes its own
 * key at the same moment is a conflict, and nobody else writes.
 */
const TRIES = 4;
const BACK_OFF = { baseMs: 50, capMs: 400 };

/** What came of one call. */
type Outcome =
  | { readonly kind: 'done'; readonly headers: Headers; readonly body: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'again'; readonly reason: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** `RoutingStore` on a CloudFront KeyValueStore, one key for each Region. */
export class CloudFrontRoutingStore implements RoutingStore {
  constructor(
    private readonly call: CallKeyValueStore,
    private readonly runtime: { readonly clock: Clock; readonly random: Random },
  ) {}

  async read(region: string): Promise<Routing | undefined> {
    const outcome = outcomeOf(await this.call({ method: 'GET', path: keyPath(region) }));
    if (outcome.kind === 'absent') return undefined;
    if (outcome.kind !== 'done') throw unavailable('GetKey', region, outcome.reason);
    return parseRouting(valueOf(outcome.body));
  }

  /** A conflict, and whatever may pass, is tried again with the version of the moment. */
  async write(region: string, routing: Routing): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const outcome = await this.putWithVersion(region, routing);
      if (outcome.kind === 'done') return;
      const reason = outcome.kind === 'absent' ? 'there is no such store' : outcome.reason;
      if (outcome.kind !== 'again' || tries === TRIES) throw unavailable('PutKey', region, reason);
      const { clock, random } = this.runtime;
      await clock.sleep(backOff(tries, BACK_OFF.baseMs, BACK_OFF.capMs, random));
    }
  }

  private async putWithVersion(region: string, routing: Routing): Promise<Outcome> {
    const store = outcomeOf(await this.call({ method: 'GET', path: '' }));
    if (store.kind !== 'done') return store;
    const ifMatch = store.headers.get('etag') ?? '';
    const body = JSON.stringify({ Value: formatRouting(routing) });
    return outcomeOf(await this.call({ method: 'PUT', path: keyPath(region), ifMatch, body }));
  }
}

const keyPath = (region: string): string => `/keys/${encodeURIComponent(region)}`;

/**
 * Errors of the API ("PutKey", CloudFront API reference): 409 for a version that is not the newest; a 400 that speaks
 * of a precondition means the same.
 */
function outcomeOf(answer: SignedAnswer): Outcome {
  if (answer.kind === 'none') return { kind: 'again', reason: answer.reason };
  const { status, headers, body } = answer;
  if (status === 200) return { kind: 'done', headers, body };
  if (status === 404) return { kind: 'absent' };
  const reason = `${status} ${headers.get('x-amzn-errortype') ?? ''}`.trim();
  const conflict = status === 409 || status === 412 || (status === 400 && /pre-?condition|etag/i.test(body));
  return { kind: conflict || status === 429 || status >= 500 ? 'again' : 'failed', reason };
}

function valueOf(body: string): string {
  try {
    const { Value } = JSON.parse(body) as { Value?: unknown };
    return typeof Value === 'string' ? Value : '';
  } catch {
    return '';
  }
}

function unavailable(operation: string, region: string, reason: string): StoreUnavailable {
  return new StoreUnavailable(`${operation} of ${region} in the routing store: ${reason}`, 'unknown');
}
