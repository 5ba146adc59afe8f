import { type JSX } from 'preact';
import { type Answer, mayHelpToRepeat, waitAfter } from '../api/call';
import { texts } from '../texts';
import { ProblemNotice } from './problem-notice';

interface ReadFailureProps {
  readonly answer: Exclude<Answer<unknown>, { kind: 'ok' }>;
  readonly onRetry: () => void;
}

/**
 * In place of what could not be read. While the shop cannot be reached, the banner above says so, and the page comes
 * back by itself: one warning is enough.
 */
export function ReadFailure({ answer, onRetry }: ReadFailureProps): JSX.Element {
  const isAway = mayHelpToRepeat(answer) && waitAfter(answer) === undefined;
  if (!isAway) return <ProblemNotice answer={answer} onRetry={onRetry} />;
  return (
    <div class="away">
      <p>{texts.connection.nothingYet}</p>
      <button type="button" class="button button-quiet" onClick={onRetry}>
        {texts.failed.tryAgain}
      </button>
    </div>
  );
}
