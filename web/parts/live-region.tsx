import { type JSX } from 'preact';
import { announcement } from './announce';
import { useCell } from './hooks';

/** Stands on every page from the beginning: screen readers say what changes in regions that they know. */
export function LiveRegion(): JSX.Element {
  const { text, number } = useCell(announcement);
  return (
    <div class="visually-hidden" role="status" aria-live="polite">
      <span key={number}>{text}</span>
    </div>
  );
}
