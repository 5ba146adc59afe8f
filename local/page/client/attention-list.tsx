import { type Overview } from '../shape';
import { noticesOf } from './attention';
import { inForce } from './faults';

/** What to look at first: what is broken on purpose, and what came of it. */
export function Attention({ overview }: { readonly overview: Overview }) {
  const notices = noticesOf(overview);
  const faults = inForce(overview.faults);
  return (
    <section class="attention" aria-label="Attention">
      {notices.length === 0 && faults.length === 0 && <p class="good">All is well.</p>}
      {faults.length > 0 && (
        <p class="in-force">
          <strong>Faults in force:</strong> {faults.join(' · ')}
        </p>
      )}
      {notices.length > 0 && (
        <ul>
          {notices.map(({ level, text }) => (
            <li key={text} class={level}>
              <strong>{level === 'bad' ? 'Bad' : 'Note'}</strong> {text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
