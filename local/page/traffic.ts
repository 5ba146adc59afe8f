import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type RequestHandler } from '../http/server';
import { type PlaceTraffic, type TrafficView } from './shape';

/** Two minutes: what somebody who was called away for a moment has missed. */
const SECONDS = 120;

type Kind = keyof PlaceTraffic;
const KINDS: readonly Kind[] = ['orders', 'ok', 'refused', 'failed', 'lost'];

/** Counts of one place by second: slot `second % SLOTS` belongs to the second that is written beside it. */
class Ring {
  private readonly seconds = new Int32Array(SECONDS + 1);
  private readonly counts: Readonly<Record<Kind, Int32Array>> = {
    orders: new Int32Array(SECONDS + 1),
    ok: new Int32Array(SECONDS + 1),
    refused: new Int32Array(SECONDS + 1),
    failed: new Int32Array(SECONDS + 1),
    lost: new Int32Array(SECONDS + 1),
  };

  add(second: number, kind: Kind): void {
    const slot = second % this.seconds.length;
    if (this.seconds[slot] !== second) {
      this.seconds[slot] = second;
      for (const each of KINDS) this.counts[each][slot] = 0;
    }
    this.counts[kind][slot] = (this.counts[kind][slot] ?? 0) + 1;
  }

  /** The seconds up to and with `until`, oldest first. */
  read(until: number): PlaceTraffic {
    const wanted = Array.from({ length: SECONDS }, (_, index) => until - SECONDS + 1 + index);
    const of = (kind: Kind): number[] => wanted.map((second) => this.at(second, kind));
    return {
      orders: of('orders'),
      ok: of('ok'),
      refused: of('refused'),
      failed: of('failed'),
      lost: of('lost'),
    };
  }

  private at(second: number, kind: Kind): number {
    const slot = second % this.seconds.length;
    return this.seconds[slot] === second ? (this.counts[kind][slot] ?? 0) : 0;
  }
}

/** Counts what each place answered to the shop's calls; a few additions for each, whether anybody looks or not. */
export class TrafficLog {
  private readonly rings = new Map<string, Ring>();

  /** `now` gives milliseconds since 1970. */
  constructor(private readonly now: () => number) {}

  /** The handler, with its answers to `/v1/…` counted under `place`. */
  counting(place: string, handle: RequestHandler): RequestHandler {
    const ring = new Ring();
    this.rings.set(place, ring);
    return (request, response) => {
      if (request.url?.startsWith('/v1/') === true)
        response.once('close', () => this.count(ring, request, response));
      return handle(request, response);
    };
  }

  /** The last two minutes. */
  read(): TrafficView {
    const until = this.second() - 1;
    const places = [...this.rings].map(([place, ring]) => [place, ring.read(until)] as const);
    return { until, places: Object.fromEntries(places) };
  }

  private count(ring: Ring, request: IncomingMessage, response: ServerResponse): void {
    const second = this.second();
    ring.add(second, kindOf(response));
    if (isRecordedOrder(request, response)) ring.add(second, 'orders');
  }

  private second(): number {
    return Math.floor(this.now() / 1_000);
  }
}

function kindOf({ headersSent, statusCode }: ServerResponse): Kind {
  if (!headersSent) return 'lost';
  if (statusCode >= 500) return 'failed';
  return statusCode >= 400 ? 'refused' : 'ok';
}

/** A replay tells of an order that was counted when it was recorded. */
const isRecordedOrder = ({ method, url }: IncomingMessage, response: ServerResponse): boolean =>
  method === 'POST' &&
  url === '/v1/orders' &&
  response.headersSent &&
  (response.statusCode === 201 || response.statusCode === 202) &&
  !response.hasHeader('idempotency-replayed');
