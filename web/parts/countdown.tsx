import { type JSX } from 'preact';
import { texts } from '../texts';
import { useNow } from './hooks';

/** How long until something is asked again; `until` in milliseconds since the epoch. */
export function Countdown({ until }: { readonly until: number }): JSX.Element {
  const now = useNow(true);
  return <span class="countdown">{texts.sending.countdown(Math.ceil((until - now) / 1_000))}</span>;
}
