import { SyntaxProblem } from '../alarm-definition-error';

/** A token of a metric math expression; `at` is its index in the text. */
export interface Token {
  readonly kind: 'number' | 'text' | 'id' | 'word' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const PATTERN =
  /\s+|(?<number>\d+(?:\.\d+)?|\.\d+)|"(?<text>[^"]*)"|(?<id>[a-z]\w*)|(?<word>[A-Z]\w*)|(?<symbol>==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],])/y;

/**
 * "All functions must be written in uppercase letters, and the Id field for all metrics and math expressions must start
 * with a lowercase letter" ("Metric math syntax and functions"). Throws a `SyntaxProblem` for any other character.
 */
export function tokensOf(expression: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  while (pattern.lastIndex < expression.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(expression)?.groups;
    if (groups === undefined)
      throw new SyntaxProblem(`unexpected ${JSON.stringify(expression.charAt(at))}`, at);
    for (const kind of ['number', 'text', 'id', 'word', 'symbol'] as const) {
      const text = groups[kind];
      if (text !== undefined) tokens.push({ kind, text, at });
    }
  }
  return [...tokens, { kind: 'end', text: 'the end of the expression', at: expression.length }];
}
