import { useRef, useState } from 'preact/hooks';
import { type Faults } from '../../types';
import { type Overview } from '../shape';
import { putFaults } from './api';
import { inForce, presets } from './faults';
import { FaultForm } from './fault-form';

/** Faults to switch on and off: presets, every single one, and Heal. */
export function FaultPanel({ overview: { faults, regions } }: { readonly overview: Overview }) {
  const names = regions.map(({ region }) => region);
  const { current, refused, put, heal } = useFaults(faults);
  return (
    <section class="card faults" aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      <p class="now">{inForce(current).join(' · ') || 'none in force'}</p>
      <button type="button" class="heal" onClick={heal}>
        Heal everything
      </button>
      <p role="alert" class="bad">
        {refused}
      </p>
      <div class="presets" role="group" aria-label="Presets">
        {presets(names).map((preset) => (
          <button
            key={preset.name}
            type="button"
            aria-pressed={preset.isOn(current)}
            onClick={() => put(preset.isOn(current) ? preset.off(current) : preset.on(current))}
          >
            {preset.name}
          </button>
        ))}
      </div>
      <FaultForm faults={current} regions={names} onChange={put} />
    </section>
  );
}

/**
 * The faults in force, and how to replace them, one after the other. What was sent is shown at once, so that a slider
 * moves on from where it is, until the next overview tells something else: others, such as a drill, change them too.
 */
function useFaults(told: Faults) {
  const [sent, setSent] = useState<{ readonly faults: Faults; readonly over: string } | null>(null);
  const [refused, setRefused] = useState('');
  const last = useRef({ done: Promise.resolve(), number: 0 });
  const over = JSON.stringify(told);
  const replace = (faults: Faults | Record<string, never>): void => {
    const number = last.current.number + 1;
    const done = last.current.done
      .then(() => putFaults(faults))
      .then((reply) => {
        setRefused(reply.kind === 'refused' ? reply.why : '');
        // What was sent since is newer than this answer.
        if (last.current.number === number)
          setSent(reply.kind === 'done' ? { faults: reply.body.faults, over } : null);
      });
    last.current = { done, number };
  };
  const put = (faults: Faults): void => {
    setSent({ faults, over });
    replace(faults);
  };
  return { current: sent?.over === over ? sent.faults : told, refused, put, heal: () => replace({}) };
}
