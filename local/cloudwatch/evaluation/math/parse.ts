import { SyntaxProblem } from '../alarm-definition-error';
import type { Expression, Keyword, Operator } from './expression';
import { type Token, tokensOf } from './tokens';

const KEYWORDS: readonly string[] = ['REPEAT', 'LINEAR', 'ASC', 'DESC', 'AVG', 'MIN', 'MAX', 'SUM'];

/** The guide has no table of precedence; this is the usual one, from the loosest to the tightest. */
const LEVELS: readonly (readonly string[])[] = [
  ['OR', '||'],
  ['AND', '&&'],
  ['==', '!=', '<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/'],
];

/** Parses a metric math expression ("Metric math syntax and functions"). Throws a `SyntaxProblem` with the index. */
export function parseExpression(text: string): Expression {
  return new ExpressionParser(tokensOf(text)).whole();
}

class ExpressionParser {
  private next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.level(0);
    const token = this.peek();
    if (token.kind !== 'end') throw new SyntaxProblem(`unexpected ${token.text}`, token.at);
    return expression;
  }

  private level(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.negation();
    let left = this.level(level + 1);
    for (let token = this.peek(); isOneOf(token, operators); token = this.peek()) {
      this.next++;
      left = {
        kind: 'operation',
        operator: operatorOf(token),
        left,
        right: this.level(level + 1),
        at: token.at,
      };
    }
    return left;
  }

  private negation(): Expression {
    const { at } = this.peek();
    if (!this.accept('-')) return this.power();
    return { kind: 'negative', operand: this.negation(), at };
  }

  /** `-m1^2` is -(m1²) and `2^3^2` is 2^(3²), as in mathematics. */
  private power(): Expression {
    const left = this.operand();
    const { at } = this.peek();
    if (!this.accept('^')) return left;
    return { kind: 'operation', operator: '^', left, right: this.negation(), at };
  }

  private operand(): Expression {
    const token = this.take();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text), at: token.at };
      case 'text':
        return { kind: 'text', value: token.text, at: token.at };
      case 'id':
        return { kind: 'id', id: token.text, at: token.at };
      case 'word':
        return this.word(token);
      case 'symbol':
      case 'end':
        return this.bracketed(token);
    }
  }

  private word(token: Token): Expression {
    if (this.accept('(')) return { kind: 'call', name: token.text, args: this.listUntil(')'), at: token.at };
    if (KEYWORDS.includes(token.text)) return { kind: 'keyword', word: token.text as Keyword, at: token.at };
    throw new SyntaxProblem(`${token.text} is neither a function call nor the id of a metric`, token.at);
  }

  private bracketed(token: Token): Expression {
    if (token.text === '[') return { kind: 'list', items: this.listUntil(']'), at: token.at };
    if (token.text !== '(') throw new SyntaxProblem(`expected a value, found ${token.text}`, token.at);
    const inner = this.level(0);
    this.expect(')');
    return inner;
  }

  private listUntil(close: string): readonly Expression[] {
    const items: Expression[] = [];
    if (this.accept(close)) return items;
    do items.push(this.level(0));
    while (this.accept(','));
    this.expect(close);
    return items;
  }

  private accept(symbol: string): boolean {
    const found = this.peek().kind === 'symbol' && this.peek().text === symbol;
    if (found) this.next++;
    return found;
  }

  private expect(symbol: string): void {
    const token = this.peek();
    if (!this.accept(symbol)) throw new SyntaxProblem(`expected ${symbol}, found ${token.text}`, token.at);
  }

  private take(): Token {
    const token = this.peek();
    this.next++;
    return token;
  }

  private peek(): Token {
    const last: Token = { kind: 'end', text: 'the end of the expression', at: 0 };
    return this.tokens[Math.min(this.next, this.tokens.length - 1)] ?? last;
  }
}

const isOneOf = (token: Token, operators: readonly string[]): boolean =>
  (token.kind === 'symbol' || token.kind === 'word') && operators.includes(token.text);

function operatorOf(token: Token): Operator {
  if (token.text === '&&') return 'AND';
  return token.text === '||' ? 'OR' : (token.text as Operator);
}
