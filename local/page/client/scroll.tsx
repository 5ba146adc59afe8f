import { type ComponentChildren } from 'preact';

/** A table that is wider than a phone; who has no mouse scrolls it with the arrow keys. */
export function Scroll({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={name}>
      {children}
    </div>
  );
}
