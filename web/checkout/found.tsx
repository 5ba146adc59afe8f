import { type JSX } from 'preact';
import { useShop } from '../parts/hooks';
import { Notice } from '../parts/notice';
import { texts } from '../texts';

/** An order of an earlier visit, long enough ago that it is not sent again without asking. */
export function Found({ lastSentAt }: { readonly lastSentAt: number }): JSX.Element {
  const { checkout, format, now } = useShop();
  const { title, text, ask, discard } = texts.found;
  return (
    <Notice tone="warning" message={{ title, text: text(format.ago(lastSentAt, now())) }}>
      <p class="actions">
        <button type="button" class="button" onClick={() => void checkout.resume()}>
          {ask}
        </button>
        <button type="button" class="button button-quiet" onClick={() => checkout.discard()}>
          {discard}
        </button>
      </p>
    </Notice>
  );
}
