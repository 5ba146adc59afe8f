import { type HttpTransport } from '../client/http';
import { type RegionTarget } from '../client/regions';
import { BodyNumbers } from './body-numbers';
import { questionOf } from './questions';
import { replyTo } from './replies';
import { type HistoryWriter } from './writer';

/** What recording needs. */
export interface RecorderPorts {
  readonly writer: HistoryWriter;
  /** By which a request's Region is told; others are `local`. */
  readonly targets: readonly RegionTarget[];
  /** Milliseconds since the recording began; never goes back. */
  readonly elapsed: () => number;
}

/** Requests whose effect may last although nobody hears of it: they are written down before they are sent. */
const CHANGES: ReadonlySet<string> = new Set(['place', 'cancel', 'receive']);

/**
 * A transport that writes down each request that a history is about, with the time before it left and the time
 * after its answer had come: what it did, it did between the two, or it is lost.
 */
export function recorded(
  transport: HttpTransport,
  { writer, targets, elapsed }: RecorderPorts,
): HttpTransport {
  const bodies = new BodyNumbers();
  const regions = new Map(targets.map(({ region, url }) => [url.host, region]));
  let requests = 0;
  return {
    close: () => transport.close(),
    send: async (request) => {
      const question = questionOf(request, bodies);
      if (question === null) return transport.send(request);
      const id = ++requests;
      const ask = {
        id,
        ...question,
        region: regions.get(request.url.host) ?? 'local',
        sent: round(elapsed()),
      };
      const goesAhead = CHANGES.has(question.op);
      if (goesAhead) writer.write(ask);
      const outcome = await transport.send(request);
      const answer = { ...replyTo(question, outcome), answered: round(elapsed()) };
      writer.write(goesAhead ? { id, ...answer } : { ...ask, ...answer });
      return outcome;
    },
  };
}

/** To a microsecond. Rounding keeps the order of times, so that no two requests seem further apart than they were. */
const round = (ms: number): number => Math.round(ms * 1_000) / 1_000;
