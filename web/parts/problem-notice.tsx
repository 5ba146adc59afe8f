import { type ComponentChildren, type JSX } from 'preact';
import { type Answer } from '../api/call';
import { messageForAnswer } from '../messages';
import { texts } from '../texts';
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
  return (
    <Notice tone="bad" message={messageForAnswer(answer)} {...(focus !== undefined && { focus })}>
      {children}
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
