import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type Overview } from './shape';

/** Between two looks, from the end of one to the start of the next. */
const EVERY_MS = 1_000;

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/**
 * Sends the overview every second to whoever listens, by Server-Sent Events (HTML, "Server-sent events"). One look
 * serves all listeners, and without any there is none.
 */
export class OverviewEvents {
  private readonly listeners = new Set<ServerResponse>();
  private looking = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly look: () => Promise<Overview>) {}

  /** Answers a listener until it goes away. */
  readonly listen = async (_request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.writeHead(200, HEADERS);
    response.once('close', () => this.listeners.delete(response));
    this.listeners.add(response);
    if (this.looking) return;
    clearTimeout(this.timer);
    await this.send();
  };

  /** Looks no more. */
  close(): void {
    clearTimeout(this.timer);
    for (const listener of this.listeners) listener.end();
    this.listeners.clear();
  }

  private async send(): Promise<void> {
    this.looking = true;
    const event = await this.look().then(overviewEvent, troubleEvent);
    this.looking = false;
    for (const listener of this.listeners) {
      // Who does not keep up gets the next one.
      if (listener.writableLength === 0) listener.write(event);
    }
    if (this.listeners.size > 0) this.timer = setTimeout(() => void this.send(), EVERY_MS).unref();
  }
}

const overviewEvent = (overview: Overview): string => `data: ${JSON.stringify(overview)}\n\n`;

const troubleEvent = (error: unknown): string =>
  `event: trouble\ndata: ${JSON.stringify(error instanceof Error ? error.message : String(error))}\n\n`;
