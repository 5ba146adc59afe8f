import { markdownTable } from '../../cost/markdown';
import { type QuietHour } from './record';
import { describeQuietHour, type AlarmReport, lengthOf, MEANS, realLengthOf, toldOf } from './report';

/** Between these lines docs/alarms.md has what the drill found. */
export const BEGIN = '<!-- drill:begin -->';
export const END = '<!-- drill:end -->';

const COLUMNS = [
  { head: 'alarm', align: 'left' },
  { head: 'what is done', align: 'left' },
  { head: 'how', align: 'left' },
  { head: 'rings after', align: 'right' },
  { head: 'is over after', align: 'right' },
  { head: 'real', align: 'right' },
  { head: 'told', align: 'left' },
] as const;

/** The drill's part of docs/alarms.md, a line each, without the markers. */
export function alarmSection(report: AlarmReport): readonly string[] {
  const { date, machine, seed, runs, quietHour, notEvaluated, verdicts } = report;
  const rows = runs.flatMap(({ scenario, rung }) =>
    rung.map((each) => [
      `\`${each.alarm}\`${each.side === 'second' ? ' (other Region)' : ''}`,
      `${scenario.name}: ${scenario.what}`,
      MEANS[scenario.means],
      lengthOf(each.fired),
      lengthOf(each.cleared),
      realLengthOf(each),
      toldOf(each),
    ]),
  );
  const broken = verdicts.filter(({ holds }) => !holds);
  return [
    `Made by \`npm run drill -- alarms --write\` on ${date}, on ${machine.cores} cores, seed ${seed}.`,
    broken.length === 0
      ? 'Every verdict of the drill held.'
      : `Did not hold: ${broken.map(({ claim }) => claim).join('; ')}.`,
    '',
    ...markdownTable(COLUMNS, rows),
    '',
    ...Object.entries(notEvaluated).map(([alarm, reason]) => `- \`${alarm}\` is not drilled: ${reason}.`),
    ...figuresLines(report),
    ...partLines(report),
    ...(quietHour === null
      ? []
      : [
          '',
          `The quiet hour, in which ${ringersOf(quietHour)} rang:`,
          '',
          '```text',
          ...describeQuietHour(quietHour),
          '```',
        ]),
  ];
}

/** Whoever rang in the quiet hour, each once. */
function ringersOf({ rang }: QuietHour): string {
  const names = new Set(rang.map(({ alarm, region }) => `\`${alarm}\` in ${region}`));
  return names.size === 0 ? 'no alarm' : [...names].toSorted().join(', ');
}

/** What rows by `figures` leave open; nothing where there are none. */
function figuresLines({ runs }: AlarmReport): readonly string[] {
  if (!runs.some(({ scenario }) => scenario.means === 'figures')) return [];
  return [
    '',
    '`figures` publishes the very metric that the alarm names, under dimensions that the drill writes down: it proves threshold,',
    'periods, message and end, and that the alarm reads this name. It does not prove that AWS or a function publishes the',
    'metric when the trouble comes.',
  ];
}

/** Parts that were seen ringing, each once: they tell nobody, and composites stand on them. */
function partLines({ runs }: AlarmReport): readonly string[] {
  const parts = new Set(runs.flatMap((run) => run.parts.map(({ alarm }) => alarm)));
  if (parts.size === 0) return [];
  const names = [...parts].toSorted().map((name) => `\`${name}\``);
  return [
    '',
    `Parts of composites that were seen ringing in between (${names.length}): ${names.join(', ')}.`,
  ];
}

/** A document with the drill's part replaced; with the part at its end where it has no markers yet. */
export function withSection(document: string, lines: readonly string[]): string {
  const section = [BEGIN, '', ...lines, '', END].join('\n');
  const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (from === -1 || to < from) return `${document.trimEnd()}\n\n## The drill\n\n${section}\n`.trimStart();
  return `${document.slice(0, from)}${section}${document.slice(to + END.length)}`;
}
