import { EventEmitter } from 'node:events';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { OverviewEvents } from '../../../local/page/events';
import { type Overview } from '../../../local/page/shape';

/** As much of a response as events need. */
class Listener extends EventEmitter {
  readonly received: string[] = [];
  writableLength = 0;
  writeHead = () => this;
  end = () => this;
  write = (text: string) => this.received.push(text) > 0;
}

let looks: number;
let look: () => Promise<Overview>;
let events: OverviewEvents;

beforeEach(() => {
  jest.useFakeTimers();
  looks = 0;
  look = async () => ({ at: `look ${++looks}` }) as Overview;
  events = new OverviewEvents(() => look());
});
afterEach(() => {
  events.close();
  jest.useRealTimers();
});

async function listen(): Promise<Listener> {
  const listener = new Listener();
  await events.listen({} as IncomingMessage, listener as unknown as ServerResponse);
  return listener;
}

const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1_000);

it('looks once a second, and one look serves all listeners', async () => {
  const first = await listen();
  const second = await listen();
  expect(looks).toBe(2);
  await seconds(3);
  expect(looks).toBe(5);
  expect(first.received.at(-1)).toBe('data: {"at":"look 5"}\n\n');
  expect(second.received).toEqual(first.received.slice(1));
});

it('does not look while nobody listens', async () => {
  await seconds(10);
  expect(looks).toBe(0);
  const listener = await listen();
  listener.emit('close');
  await seconds(10);
  expect(looks).toBeLessThanOrEqual(2);
});

it('tells what went wrong, and goes on', async () => {
  look = () => Promise.reject(new Error('no such\ntable'));
  const listener = await listen();
  expect(listener.received).toEqual(['event: trouble\ndata: "no such\\ntable"\n\n']);
  look = async () => ({ at: 'again' }) as Overview;
  await seconds(1);
  expect(listener.received.at(-1)).toContain('again');
});

it('sends nothing more to who does not keep up', async () => {
  const listener = await listen();
  listener.writableLength = 1;
  await seconds(5);
  expect(listener.received).toHaveLength(1);
  listener.writableLength = 0;
  await seconds(1);
  expect(listener.received).toHaveLength(2);
});
