import { type HttpOutcome, type HttpRequest, type HttpTransport } from '../../client/http';
import { type Clock } from '../clock';
import { type Gate } from './gate';

/** What a shopper was doing. */
export type Doing = 'browse' | 'cart' | 'checkout' | 'order';

/** One request as it went through the edge, with whatever came back. */
export interface RequestSeen {
  /** Number of the shopper, from 0. */
  readonly shopper: number;
  readonly doing: Doing;
  readonly method: string;
  /** When it left, in ms since the epoch. */
  readonly at: number;
  /** Until its answer had come, or it was clear that none would. */
  readonly ms: number;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Who answered, by the header `x-region`: a Region or the edge itself; null where nobody says so. */
  readonly region: string | null;
}

/** A shopper's way to the shop, whose requests are seen. */
export interface SeenTransport extends HttpTransport {
  /** The newest request that came back. */
  last(): RequestSeen | null;
}

export interface SeeingPorts {
  readonly shopper: number;
  /** What the edge knows the shopper by. */
  readonly id: string;
  readonly clock: Clock;
  readonly gate: Gate;
  readonly onLeave: (doing: Doing) => void;
  readonly onSeen: (request: RequestSeen) => void;
}

/** Names the shopper to the edge and notes what becomes of each request. */
export function seen(
  transport: HttpTransport,
  { shopper, id, clock, gate, onLeave, onSeen }: SeeingPorts,
): SeenTransport {
  let last: RequestSeen | null = null;
  const send = async (request: HttpRequest) => {
    const { method } = request;
    const doing = doingOf(request);
    onLeave(doing);
    const at = clock.now();
    const outcome = await transport.send({
      ...request,
      headers: { ...request.headers, 'x-shopper-id': id },
    });
    last = { shopper, doing, method, at, ms: clock.now() - at, ...answerOf(outcome) };
    onSeen(last);
    return outcome;
  };
  return {
    last: () => last,
    close: () => transport.close(),
    send: (request) => gate.pass(() => send(request)),
  };
}

function doingOf({ method, url }: HttpRequest): Doing {
  const [, , collection] = url.pathname.split('/');
  if (collection === 'carts') return 'cart';
  if (collection !== 'orders') return 'browse';
  return method === 'POST' ? 'checkout' : 'order';
}

const answerOf = (outcome: HttpOutcome): Pick<RequestSeen, 'status' | 'region'> =>
  outcome.kind === 'answered'
    ? { status: outcome.status, region: outcome.headers['x-region'] ?? null }
    : { status: null, region: null };

/** Whether a shopper saw it fail: no answer, "try again later", or an error of the shop's. */
export const hasFailed = ({ status }: Pick<RequestSeen, 'status'>): boolean =>
  status === null || status === 429 || status >= 500;

/** When its end was known, in ms since the epoch. */
export const endOf = ({ at, ms }: RequestSeen): number => at + ms;
