import { type z } from 'zod';
import { errorMessage } from '../errors';
import { readLines, type TextLine } from '../files';
import {
  type AnswerPart,
  answerPart,
  type AskPart,
  askPart,
  type Header,
  headerLine,
  type LostPart,
  lostPart,
} from './format';
import { LinesPool } from './lines';
import { type Operation, type Outcome } from './operation';

/** A history in memory. */
export interface History {
  readonly header: Header;
  /** In the order in which they were sent. */
  readonly operations: readonly Operation[];
  /** The last line, where the recorder was stopped in the middle of it. */
  readonly cutOff: number | null;
}

/** Thrown for a file that is no history; the message tells line and fault. */
export class NoHistory extends Error {
  override readonly name = 'NoHistory';
}

/** Reads a whole history from its file into memory: 6 kB for a request where orders have 13 lines. */
export function loadHistory(path: string): Promise<History> {
  return readHistory(readLines(path));
}

/**
 * Understands the lines of a history. A last line that is cut off is left out, since the request that it belongs to
 * is then known as one without an answer, or was a read. Throws {@link NoHistory} for anything else that is not
 * understood.
 */
export async function readHistory(source: AsyncIterable<Line> | Iterable<Line>): Promise<History> {
  const loader = new Loader();
  let bad: NoHistory | null = null;
  let lines = 0;
  for await (const { number, text } of source) {
    if (bad !== null) throw bad;
    lines = number;
    bad = loader.take(number, text);
  }
  if (bad !== null && lines === 1) throw bad;
  return loader.finish(bad === null ? null : lines);
}

type Line = Pick<TextLine, 'number' | 'text'>;

interface Asked {
  readonly ask: AskPart;
  readonly line: number;
}

/** Puts questions and answers together. */
class Loader {
  private header: Header | null = null;
  private readonly pool = new LinesPool();
  private readonly open = new Map<number, Asked>();
  private readonly operations: Operation[] = [];

  /** Tells why a line is no JSON, as the last one may be; null when it is. Throws for what is worse. */
  take(line: number, text: string): NoHistory | null {
    const parsed = parse(text);
    if (parsed.kind === 'broken') return new NoHistory(`line ${line}: no JSON: ${parsed.why}`);
    if (this.header === null) this.header = understand(headerLine, parsed.value, line);
    else this.takeEntry(line, parsed.value);
    return null;
  }

  finish(cutOff: number | null): History {
    if (this.header === null) throw new NoHistory('the file is empty');
    const never: Outcome = { kind: 'lost', why: 'the recording ended' };
    for (const asked of this.open.values())
      this.close(asked, { line: asked.line, answered: Infinity }, never);
    const operations = this.operations.sort((a, b) => a.sent - b.sent);
    return { header: this.header, operations, cutOff };
  }

  private takeEntry(line: number, value: unknown): void {
    const isQuestion = has(value, 'op');
    const isAnswer = has(value, 'status') || has(value, 'lost');
    if (!isQuestion && !isAnswer) throw new NoHistory(`line ${line}: neither asks nor answers anything`);
    if (isQuestion) this.ask(line, understand(askPart, value, line));
    if (isAnswer) this.answer(line, value);
  }

  private ask(line: number, ask: AskPart): void {
    if (this.open.has(ask.id)) throw new NoHistory(`line ${line}: request ${ask.id} was asked already`);
    this.open.set(ask.id, { ask, line });
  }

  private answer(line: number, value: unknown): void {
    const part = has(value, 'lost') ? understand(lostPart, value, line) : understand(answerPart, value, line);
    const asked = this.open.get(part.id);
    if (asked === undefined)
      throw new NoHistory(`line ${line}: answers request ${part.id}, which nobody asked`);
    if (part.answered < asked.ask.sent) throw new NoHistory(`line ${line}: answered before it was sent`);
    this.open.delete(part.id);
    this.close(asked, { line, answered: part.answered }, this.outcomeOf(part));
  }

  private outcomeOf(part: AnswerPart | LostPart): Outcome {
    if ('lost' in part) return { kind: 'lost', why: part.lost };
    const { status, code = '', replayed = false, order, stock, short, mayReturn, settled } = part;
    const seen = order && { ...order, lines: this.pool.of(order.lines) };
    return { kind: 'answered', status, code, replayed, order: seen, stock, short, mayReturn, settled };
  }

  private close({ ask }: Asked, end: { line: number; answered: number }, outcome: Outcome): void {
    const { id: _id, ...question } = ask;
    const made = { ...end, outcome };
    this.operations.push(
      question.op === 'place'
        ? { ...question, ...made, lines: this.pool.of(question.lines) }
        : { ...question, ...made },
    );
  }
}

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && name in value;

type ParsedLine =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly why: string };

function parse(text: string): ParsedLine {
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown };
  } catch (error) {
    return { kind: 'broken', why: errorMessage(error) };
  }
}

function understand<S extends z.ZodType>(schema: S, value: unknown, line: number): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const what = `${issue?.path.join('.') || 'the line'}: ${issue?.message}`;
  throw new NoHistory(`line ${line}: ${what}${line === 1 ? '; is this a history?' : ''}`);
}
