import { type JSX } from 'preact';
import { texts } from '../texts';
import { useNow, useShop } from './hooks';

/** Marks what the shop cannot show now, and this browser remembers, with its age. */
export function KnownNote({ since }: { readonly since: number }): JSX.Element {
  const { format } = useShop();
  const now = useNow(true, 10_000);
  return <p class="known-note">{texts.connection.known(format.ago(since, now))}</p>;
}
