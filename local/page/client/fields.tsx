import { type TargetedEvent } from 'preact';
import { useId, useState } from 'preact/hooks';
import { percent } from './format';

/**
 * Fields that show what is in force, and what somebody types until it is sent. The page is drawn again every second,
 * so a draft must not be lost to it.
 */
interface FieldProps<T> {
  readonly name: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few, as radio buttons. */
export function Choice<T extends string>({
  name,
  options,
  value,
  onChange,
}: FieldProps<T> & { readonly options: readonly T[] }) {
  const group = useId();
  return (
    <fieldset>
      <legend>{name}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="radio"
            name={group}
            value={option}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {option}
        </label>
      ))}
    </fieldset>
  );
}

/** A share from 0 to 1, as a slider; sent when it is let go. */
export function Share({ name, value, onChange }: FieldProps<number>) {
  const id = useId();
  const [draft, setDraft] = useState<number | null>(null);
  const shown = draft ?? value;
  const send = (share: number) => {
    setDraft(null);
    onChange(share);
  };
  return (
    <p class="field">
      <label for={id}>{name}</label>
      <input
        id={id}
        type="range"
        min="0"
        max="100"
        step="1"
        value={shown * 100}
        aria-valuetext={percent(shown)}
        onInput={({ currentTarget }) => setDraft(currentTarget.valueAsNumber / 100)}
        onChange={({ currentTarget }) => send(currentTarget.valueAsNumber / 100)}
      />
      <output for={id}>{percent(shown)}</output>
    </p>
  );
}

/** What is typed is sent with Enter or on leaving the field, trimmed, and `null` when left empty. What is allowed, the API says. */
function useDraft(value: string | number | null, send: (text: string | null) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  return {
    value: draft ?? value ?? '',
    onInput: ({ currentTarget }: TargetedEvent<HTMLInputElement>) => setDraft(currentTarget.value),
    onChange: ({ currentTarget }: TargetedEvent<HTMLInputElement>) => {
      setDraft(null);
      send(currentTarget.value.trim() || null);
    },
  };
}

/** A number, or `null` when left empty. */
export function NumberField({ name, value, onChange }: FieldProps<number | null>) {
  const id = useId();
  const typed = useDraft(value, (text) => onChange(text === null ? null : Number(text)));
  return (
    <p class="field">
      <label for={id}>{name}</label>
      <input id={id} type="number" step="any" placeholder="off" {...typed} />
    </p>
  );
}

/** A text, or `null` when left empty; the placeholder tells what that means. */
export function TextField({
  name,
  value,
  onChange,
  placeholder,
}: FieldProps<string | null> & { readonly placeholder: string }) {
  const id = useId();
  const typed = useDraft(value, onChange);
  return (
    <p class="field">
      <label for={id}>{name}</label>
      <input id={id} type="text" placeholder={placeholder} {...typed} />
    </p>
  );
}
