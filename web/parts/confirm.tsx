import { type ComponentChildren, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface ConfirmProps {
  readonly label: string;
  readonly question: string;
  readonly children: ComponentChildren;
}

/** A question in place of the button that raised it. It takes the focus that the button had. */
export function Confirm({ label, question, children }: ConfirmProps): JSX.Element {
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.focus(), []);
  return (
    <div class="ask" role="group" aria-label={label} tabIndex={-1} ref={group}>
      <p>{question}</p>
      {children}
    </div>
  );
}
