import { useState } from 'preact/hooks';
import { type Faults } from '../../types';
import { type Overview } from '../shape';
import { putFaults } from './api';
import { inForce, presets } from './faults';
import { FaultForm } from './fault-form';

/** Faults to switch on and off: presets, every single one, and Heal. */
export function FaultPanel({ overview: { faults, regions } }: { readonly overview: Overview }) {
  const names = regions.map(({ region }) => region);
  const { current, refused, put } = useFaults(faults);
  return (
    <section class="card faults" aria-labelledby="faults">
      <h2 id="faults">Faults</h2>
      <p class="now">{inForce(current).join(' · ') || 'none in force'}</p>
      <button type="button" class="heal" onClick={() => put({})}>
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
 * The faults in force, and how to replace them. What the API has just answered counts until the next overview tells
 * the same: others, such as a drill, change them too.
 */
function useFaults(told: Faults) {
  const [answered, setAnswered] = useState<{ readonly faults: Faults; readonly over: Faults } | null>(null);
  const [refused, setRefused] = useState('');
  const isNewer = answered !== null && JSON.stringify(answered.over) === JSON.stringify(told);
  const put = (faults: Faults | Record<string, never>): void => {
    void putFaults(faults).then((reply) => {
      setRefused(reply.kind === 'refused' ? reply.why : '');
      if (reply.kind === 'done') setAnswered({ faults: reply.body.faults, over: told });
    });
  };
  return { current: isNewer ? answered.faults : told, refused, put };
}
