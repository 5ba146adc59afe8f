import { type ComponentChildren, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Message } from '../texts';

export type Tone = 'calm' | 'good' | 'warning' | 'bad';

interface NoticeProps {
  readonly tone: Tone;
  readonly message: Message;
  readonly children?: ComponentChildren;
  /** Takes the focus when it appears, and not again when it changes: the shopper may be at its buttons by then. */
  readonly focus?: boolean;
}

/** A message with its heading, and what can be done about it. Problems interrupt a screen reader; news does not. */
export function Notice({ tone, message, children, focus = false }: NoticeProps): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus();
  }, [focus]);
  return (
    <section class={`notice notice-${tone}`}>
      {/* Only this is said aloud when it changes: a countdown beside it would be, every second. */}
      <div role={tone === 'bad' ? 'alert' : 'status'}>
        <h2 class="notice-title" ref={heading} tabIndex={-1}>
          {message.title}
        </h2>
        <p>{message.text}</p>
      </div>
      {children}
    </section>
  );
}
