import { SyntaxProblem } from '../alarm-definition-error';
import type { AlarmState } from '../types';
import type { Rule } from './rule';

interface Token {
  readonly text: string;
  /** In double quotes, without them. */
  readonly quoted: boolean;
  readonly at: number;
}

const PATTERN = /\s+|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<symbol>[(),])|(?<plain>[^\s"(),]+)/y;
const STATES: readonly string[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/**
 * Parses an AlarmRule ("Composite alarms", Rule expressions): functions of alarms' states with AND, OR, NOT and parentheses,
 * TRUE, FALSE and AT_LEAST. Alarms are given by name or by ARN, with or without double quotes; a backslash in quotes
 * keeps the character after it. The guide does not say which operator binds tighter: NOT before AND before OR, as usual.
 * Throws a `SyntaxProblem` with the index.
 */
export function parseRule(text: string): Rule {
  return new RuleParser(tokensOf(text)).whole();
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(PATTERN);
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) throw new SyntaxProblem('a quote that is not closed', at);
    const plain = groups.symbol ?? groups.plain;
    if (plain !== undefined) tokens.push({ text: plain, quoted: false, at });
    if (groups.quoted !== undefined)
      tokens.push({ text: groups.quoted.replaceAll(/\\(.)/g, '$1'), quoted: true, at });
  }
  return [...tokens, { text: '', quoted: false, at: text.length }];
}

class RuleParser {
  private next = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Rule {
    const rule = this.either();
    if (!this.atEnd()) throw this.unexpected('AND, OR or the end');
    return rule;
  }

  private either(): Rule {
    let left = this.both();
    while (this.accept('OR')) left = { kind: 'or', left, right: this.both() };
    return left;
  }

  private both(): Rule {
    let left = this.negation();
    while (this.accept('AND')) left = { kind: 'and', left, right: this.negation() };
    return left;
  }

  private negation(): Rule {
    return this.accept('NOT') ? { kind: 'not', rule: this.negation() } : this.operand();
  }

  private operand(): Rule {
    if (this.accept('TRUE')) return { kind: 'constant', value: true };
    if (this.accept('FALSE')) return { kind: 'constant', value: false };
    if (this.accept('AT_LEAST')) return this.atLeast();
    if (this.accept('(')) {
      const rule = this.either();
      this.expect(')');
      return rule;
    }
    const state = this.state();
    this.expect('(');
    const alarm = this.alarm();
    this.expect(')');
    return { kind: 'state', state, alarm };
  }

  /** `AT_LEAST(2, ALARM, ("a", "b", "c"))` or `AT_LEAST(60%, NOT OK, (…))`, as CDK's `AlarmRule.atLeast` renders it. */
  private atLeast(): Rule {
    this.expect('(');
    const { at, text } = this.take();
    const [, digits, percent] = /^(\d+)(%?)$/.exec(text) ?? [];
    const value = Number(digits ?? NaN);
    const unit = percent === '%' ? 'percent' : 'alarms';
    if (!(value >= 1) || (unit === 'percent' && value > 100))
      throw new SyntaxProblem(`AT_LEAST takes a number from 1 on or 1% to 100%, not ${text}`, at);
    this.expect(',');
    const negated = this.accept('NOT');
    const state = this.state();
    this.expect(',');
    const alarms = this.alarms();
    this.expect(')');
    return { kind: 'at_least', threshold: { value, unit }, state, negated, alarms };
  }

  private alarms(): readonly string[] {
    this.expect('(');
    const alarms = [this.alarm()];
    while (this.accept(',')) alarms.push(this.alarm());
    this.expect(')');
    return alarms;
  }

  private state(): AlarmState {
    if (this.peek().quoted || !STATES.includes(this.peek().text))
      throw this.unexpected('ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or (');
    return this.take().text as AlarmState;
  }

  private alarm(): string {
    if (this.atEnd() || (!this.peek().quoted && /^[(),]$/.test(this.peek().text)))
      throw this.unexpected('the name or the ARN of an alarm');
    return nameOf(this.take().text);
  }

  private accept(text: string): boolean {
    const found = !this.peek().quoted && this.peek().text === text;
    if (found) this.next++;
    return found;
  }

  private expect(text: string): void {
    if (!this.accept(text)) throw this.unexpected(text);
  }

  private unexpected(wanted: string): SyntaxProblem {
    const found = this.atEnd() ? 'the end of the rule' : this.peek().text;
    return new SyntaxProblem(`expected ${wanted}, found ${found}`, this.peek().at);
  }

  private atEnd(): boolean {
    return this.next >= this.tokens.length - 1;
  }

  private take(): Token {
    const token = this.peek();
    this.next++;
    return token;
  }

  private peek(): Token {
    return this.tokens[Math.min(this.next, this.tokens.length - 1)] ?? { text: '', quoted: false, at: 0 };
  }
}

/** The name in `arn:aws:cloudwatch:<Region>:<account>:alarm:<name>`; "all of the underlying alarms … must be in the same account and the same Region". */
export const nameOf = (reference: string): string =>
  /^arn:aws[\w-]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(reference)?.[1] ?? reference;
