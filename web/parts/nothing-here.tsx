import { type JSX } from 'preact';
import { texts } from '../texts';
import { Link } from './link';

/** What an empty cart shows instead of its lines: a sentence, and the way back to the shelves. */
export const NothingHere = ({ text }: { readonly text: string }): JSX.Element => (
  <>
    <p>{text}</p>
    <p>
      <Link to="/" class="button">
        {texts.nav.back}
      </Link>
    </p>
  </>
);
