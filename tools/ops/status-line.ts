import { type World } from '../world';

/** A line that is replaced on a terminal; elsewhere one for each new text. Empty text clears it. */
export function statusLine({ terminal }: World): (text: string) => void {
  let last = '';
  return (text) => {
    if (terminal.isTTY) terminal.redraw(text);
    else if (text !== '' && text !== last) terminal.err(text);
    last = text;
  };
}
