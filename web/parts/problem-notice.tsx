import { type ComponentChildren, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { type Answer, waitAfter } from '../api/call';
import { messageForAnswer } from '../messages';
import { texts } from '../texts';
import { Countdown } from './countdown';
import { useShop } from './hooks';
import { Notice } from './notice';

interface ProblemNoticeProps {
  readonly answer: Exclude<Answer<unknown>, { kind: 'ok' }>;
  readonly onRetry?: (() => void) | undefined;
  readonly focus?: boolean;
  readonly children?: ComponentChildren;
}

/** What went wrong, in the shopper's words, with the reference for those who ask us. */
export function ProblemNotice({ answer, onRetry, focus, children }: ProblemNoticeProps): JSX.Element {
  const requestId =
    answer.kind === 'problem' && answer.problem.status >= 500 ? answer.problem.requestId : undefined;
  const wait = useWait(answer);
  return (
    <Notice
      tone={wait === undefined ? 'bad' : 'calm'}
      message={messageForAnswer(answer)}
      {...(focus !== undefined && { focus })}
    >
      {children}
      {wait !== undefined && (
        <p>
          <Countdown until={wait} />
        </p>
      )}
      {requestId !== undefined && <p class="reference">{texts.failed.request(requestId)}</p>}
      {onRetry && (
        <p>
          <button type="button" class="button button-quiet" onClick={onRetry}>
            {texts.failed.tryAgain}
          </button>
        </p>
      )}
    </Notice>
  );
}

/** When what was throttled is asked again, in milliseconds since the epoch; the pages do so by themselves. */
function useWait(answer: ProblemNoticeProps['answer']): number | undefined {
  const { now } = useShop();
  return useMemo(() => {
    const wait = waitAfter(answer);
    return wait === undefined ? undefined : now() + wait;
  }, [answer, now]);
}
