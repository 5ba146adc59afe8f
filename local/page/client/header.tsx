import { clock } from './format';
import { type Contact, type Live } from './live';

const CONTACT: Readonly<Record<Contact, string>> = {
  waiting: 'looking …',
  live: 'live',
  paused: 'paused',
  lost: 'no contact, these figures are old',
};

/** What this is, how fresh it is, and where else to go. */
export function Header({
  live: { overview, contact, trouble },
  paused,
  onPause,
}: {
  readonly live: Live;
  readonly paused: boolean;
  readonly onPause: () => void;
}) {
  return (
    <header>
      <h1>
        Holdfast <span>operator</span>
      </h1>
      <p class={`contact ${contact}`}>
        <span role="status">{CONTACT[contact]}</span>
        {overview && <time dateTime={overview.at}>{clock(overview.at)}</time>}
      </p>
      <button type="button" aria-pressed={paused} onClick={onPause}>
        {paused ? 'Go on' : 'Pause'}
      </button>
      <nav aria-label="Elsewhere">
        <a class="to-faults" href="#faults">
          Faults
        </a>
        <a href="/">Shop</a>
        <a href="/_local/mail">Mail</a>
        <a href="/docs">API</a>
        <a href="#addresses">Addresses</a>
      </nav>
      {trouble && <p role="alert">{trouble}</p>}
    </header>
  );
}
