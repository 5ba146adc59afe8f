import { Console } from 'node:console';
import { PassThrough } from 'node:stream';

/** Powertools then writes to the console of the process, which a test can replace; metrics, too. */
const VARIABLES = {
  POWERTOOLS_METRICS_NAMESPACE: 'Holdfast',
  POWERTOOLS_DEV: 'true',
  POWERTOOLS_METRICS_DISABLED: 'false',
};

/**
 * Has each test of the block that it is called in collect what Powertools writes; the result tells the lines of the test
 * under way.
 */
export function loggedLines(variables: Readonly<Record<string, string>> = {}): () => readonly string[] {
  const before = { ...process.env };
  const realConsole = global.console;
  let lines: string[];

  beforeEach(() => {
    Object.assign(process.env, VARIABLES, variables);
    lines = [];
    const out = new PassThrough().on('data', (chunk: Buffer) => void lines.push(chunk.toString()));
    global.console = new Console(out, out);
  });

  afterEach(() => {
    global.console = realConsole;
    process.env = { ...before };
  });

  return () => lines;
}
