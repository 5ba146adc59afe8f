import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { type Span } from './telemetry';

/** Calls to the outside in the trace of the current invocation. */
export interface Trace {
  /** `header` is Lambda's `_X_AMZN_TRACE_ID`; traces can be searched for `requestId`. */
  begin(header: string | undefined, requestId: string): void;
  /** One call; traces can be searched for the order that it was made for. */
  add(span: Span, orderId?: string): void;
  end(): void;
}

/** Beyond this an order of 1,500 lines would send thousands of subsegments; the first show what is slow. */
const MAX_SPANS = 100;

/** Sends one datagram; the daemon answers nothing. */
export type Send = (datagram: Buffer) => void;

/**
 * Subsegments for X-Ray without its SDK, which gets no more than security fixes and adds 124 KB to a bundle (ADR 8).
 * Lambda records the invocation itself (active tracing); this adds one subsegment for each call, as documents
 * sent to the daemon that Lambda runs beside the function (X-Ray developer guide, "Segment documents" and
 * "Sending segment documents to the X-Ray daemon").
 */
export class XRayTrace implements Trace {
  private parent: { trace: string; segment: string } | undefined;
  private requestId = '';
  private sent = 0;

  constructor(
    private readonly send: Send,
    private readonly newId: () => string,
  ) {}

  begin(header: string | undefined, requestId: string): void {
    this.parent = sampledParent(header);
    this.requestId = requestId;
    this.sent = 0;
  }

  add({ name, from, to, failed }: Span, orderId?: string): void {
    if (this.parent === undefined || this.sent >= MAX_SPANS) return;
    this.sent += 1;
    const document = {
      type: 'subsegment',
      id: this.newId(),
      trace_id: this.parent.trace,
      parent_id: this.parent.segment,
      name,
      start_time: from / 1000,
      end_time: to / 1000,
      fault: failed,
      annotations: { requestId: this.requestId, ...(orderId !== undefined && { orderId }) },
    };
    this.send(Buffer.from(`{"format":"json","version":1}\n${JSON.stringify(document)}`));
  }

  end(): void {
    this.parent = undefined;
  }
}

/** X-Ray wants 16 hexadecimal digits. */
export const newSegmentId = (): string => randomBytes(8).toString('hex');

/** Where nobody listens: on a laptop, and in tests. */
export const NO_TRACE: Trace = { begin: () => undefined, add: () => undefined, end: () => undefined };

/** Lambda sets AWS_XRAY_DAEMON_ADDRESS, `host:port`, where it traces. */
export function traceTo(daemonAddress: string | undefined, newId: () => string): Trace {
  const [host, port] = daemonAddress?.split(':') ?? [];
  if (!host || !port) return NO_TRACE;
  const socket = createSocket('udp4').unref();
  // A lost trace is no reason to fail a call: errors of the socket end here.
  socket.on('error', () => undefined);
  return new XRayTrace((datagram) => socket.send(datagram, Number(port), host, () => undefined), newId);
}

/** `Root=1-…;Parent=…;Sampled=1`; nothing is sent for an invocation that is not sampled. */
function sampledParent(header: string | undefined): { trace: string; segment: string } | undefined {
  const parts = new Map(header?.split(';').map((part) => part.split('=', 2) as [string, string]));
  const trace = parts.get('Root');
  const segment = parts.get('Parent');
  if (parts.get('Sampled') !== '1' || trace === undefined || segment === undefined) return undefined;
  return { trace, segment };
}
