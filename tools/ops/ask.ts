import { createInterface } from 'node:readline';

/**
 * Asks on the terminal of this process and waits for a line; null when standard input is no terminal. The end
 * of input and Ctrl-C answer with an empty line.
 */
export function askOnTerminal(question: string, interrupted: AbortSignal): Promise<string> | null {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return null;
  return new Promise((resolve) => {
    // Without `terminal`, Ctrl-C stays the signal that the tools listen to.
    const lines = createInterface({ input: stdin, output: stderr, terminal: false });
    const close = () => lines.close();
    interrupted.addEventListener('abort', close, { once: true });
    let answered = false;
    lines.once('line', (line) => {
      answered = true;
      resolve(line);
      lines.close();
    });
    lines.once('close', () => {
      interrupted.removeEventListener('abort', close);
      if (!answered) stderr.write('\n');
      resolve('');
    });
    stderr.write(question);
  });
}
