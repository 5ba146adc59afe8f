import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { type Answer, waitAfter } from '../api/call';
import { type Cell } from '../state/cell';
import { type Shop } from '../state/shop';
import { texts } from '../texts';
import { announce } from './announce';

export const ShopContext = createContext<Shop | undefined>(undefined);

/** The shop. Every page stands within its context. */
export function useShop(): Shop {
  const shop = useContext(ShopContext);
  if (shop === undefined) throw new Error('There is no shop around this part: render it inside ShopContext.');
  return shop;
}

/** The value of a cell, as it changes. */
export function useCell<T>(source: Cell<T>): T {
  const [value, setValue] = useState(source.get);
  useEffect(() => {
    const update = (): void => setValue(() => source.get());
    update();
    return source.subscribe(update);
  }, [source]);
  return value;
}

/** The time, in milliseconds since the epoch, as it goes by. Stands still while `running` is false. */
export function useNow(running: boolean, everyMs = 500): number {
  const { now } = useShop();
  const [time, setTime] = useState(now);
  useEffect(() => {
    setTime(now());
    if (!running) return;
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [running, everyMs, now]);
  return time;
}

/** Names the page in the browser's title. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === texts.shop.name ? title : texts.shop.title(title);
  }, [title]);
}

/** What was asked for: `undefined` until the first answer. */
export interface Loaded<T> {
  readonly answer: Answer<T> | undefined;
  readonly reload: () => void;
}

/**
 * Asks for what a page shows, again whenever `key` changes or the shop comes back, and after Retry-After when it was
 * throttled.
 */
export function useLoaded<T>(key: string, load: () => Promise<Answer<T>>): Loaded<T> {
  const { connection } = useShop();
  const [state, setState] = useState<{ key: string; answer: Answer<T> } | undefined>(undefined);
  const [turn, setTurn] = useState(0);
  const latest = useRef(load);
  latest.current = load;
  const reload = (): void => setTurn((before) => before + 1);
  useEffect(() => {
    let wanted = true;
    void latest.current().then((answer) => {
      if (wanted) setState({ key, answer });
    });
    return () => {
      wanted = false;
    };
  }, [key, turn]);
  const answer = state?.key === key ? state.answer : undefined;
  useEffect(() => {
    if (answer === undefined || answer.kind === 'ok') return;
    const stop = connection.state.subscribe(() => {
      if (connection.state.get().kind === 'up') reload();
    });
    const wait = waitAfter(answer);
    const timer = wait === undefined ? undefined : setTimeout(reload, wait);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [answer, connection]);
  return { answer, reload };
}

/** Says a message aloud once, when it appears. */
export function useAnnounced(message: string | undefined): void {
  useEffect(() => {
    if (message !== undefined) announce(message);
  }, [message]);
}
