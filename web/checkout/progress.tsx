import { type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Confirm } from '../parts/confirm';
import { Countdown } from '../parts/countdown';
import { useShop } from '../parts/hooks';
import { Notice } from '../parts/notice';
import { type Message, texts } from '../texts';
import { type CheckoutState } from './checkout-store';

type OnItsWay = Extract<CheckoutState, { kind: 'sending' | 'waiting' }>;

/** An order on its way: what happens, when it is asked again, and how to stop that. */
export function Progress({ state }: { readonly state: OnItsWay }): JSX.Element {
  const { checkout } = useShop();
  useEffect(() => {
    const askNow = (): void => checkout.askNow();
    addEventListener('online', askNow);
    return () => removeEventListener('online', askNow);
  }, [checkout]);
  return (
    <Notice tone={state.inMaintenance ? 'warning' : 'calm'} message={messageOf(state)} focus>
      <div class="progress" aria-hidden="true" />
      {state.kind === 'waiting' && (
        <p class="actions">
          <Countdown until={state.until} />
          <button type="button" class="button button-quiet" onClick={() => checkout.askNow()}>
            {texts.sending.now}
          </button>
        </p>
      )}
      {state.inMaintenance && <GiveUp />}
    </Notice>
  );
}

function messageOf(state: OnItsWay): Message {
  if (state.inMaintenance) return texts.sending.maintenance;
  if (state.kind === 'waiting') return texts.sending[state.reason];
  return state.sendings === 1 ? texts.sending.first : texts.sending.again;
}

/** Nobody knows whether the order was placed: giving it up needs a second, informed click. */
function GiveUp(): JSX.Element {
  const { checkout } = useShop();
  const [isAsking, setAsking] = useState(false);
  if (!isAsking)
    return (
      <p>
        <button type="button" class="button-text" onClick={() => setAsking(true)}>
          {texts.sending.giveUp}
        </button>
      </p>
    );
  return (
    <Confirm label={texts.sending.giveUp} question={texts.sending.giveUpWarning}>
      <button type="button" class="button button-danger" onClick={() => checkout.discard()}>
        {texts.sending.giveUpSure}
      </button>
    </Confirm>
  );
}
