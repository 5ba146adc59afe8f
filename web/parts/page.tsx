import { type ComponentChildren, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { usePageTitle } from './hooks';

interface PageProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  /** Above the heading. */
  readonly before?: ComponentChildren;
}

/** False until the first page is shown: the browser sets the focus then. */
let isLater = false;

/** The frame of each page: names the document, and takes the focus to the heading when the page changes. */
export function Page({ title, children, before, ...rest }: PageProps): JSX.Element {
  usePageTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isLater) heading.current?.focus({ preventScroll: true });
    isLater = true;
  }, []);
  return (
    <div class={`page ${rest.class ?? ''}`}>
      {before}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
