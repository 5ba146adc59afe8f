import { type Look } from './look';
import { type Letter } from './message-queue';
import { printable, textTable } from './text-table';

/** Bodies hold little more than an order's id; what is longer is whole in --json. */
const MOST_CHARACTERS = 300;

/** What stands in one queue, as people read it. */
export function letterTable(
  place: { readonly region: string; readonly queue: string },
  { letters, standing }: Look,
  now: Date,
): readonly string[] {
  const title = `${place.region}  ${place.queue}  ${howMany(letters.length, standing)}`;
  if (letters.length === 0) return [title];
  const rows = letters.map((letter) => [
    letter.id,
    String(letter.receives),
    describeAge(now.getTime() - letter.sentAt.getTime()),
    shorten(letter.body),
  ]);
  const table = textTable([['MESSAGE', 'RECEIVED', 'AGE', 'BODY'], ...rows]);
  return [title, ...table.flatMap((line, index) => [`  ${line}`, ...attributeLines(letters[index - 1])])];
}

function howMany(shown: number, standing: number): string {
  if (standing > shown) return `${shown} of about ${standing} messages`;
  return shown === 0 ? 'empty' : `${shown} ${shown === 1 ? 'message' : 'messages'}`;
}

/** Such as ERROR_CODE of the bus; none for the other queues. */
function attributeLines(letter: Letter | undefined): readonly string[] {
  return Object.entries(letter?.attributes ?? {}).map(
    ([name, value]) => `      ${printable(name)}: ${shorten(value)}`,
  );
}

function shorten(text: string): string {
  const line = printable(text);
  return line.length <= MOST_CHARACTERS ? line : `${line.slice(0, MOST_CHARACTERS)}…`;
}

/** `47 s`, `12 min`, `5 h 3 min`, `2 d 4 h`: two units at most, rounded down. */
export function describeAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const [minutes, hours, days] = [60, 3_600, 86_400].map((unit) => Math.floor(seconds / unit));
  if (days) return `${days} d ${(hours ?? 0) % 24} h`;
  if (hours) return `${hours} h ${(minutes ?? 0) % 60} min`;
  return minutes ? `${minutes} min` : `${seconds} s`;
}
