import { benchUsage, parseBenchOptions } from '../../../tools/bench/options';
import { type Section } from '../../../tools/bench/section';

const section = (name: string): Section => ({ name, about: `measures ${name}`, run: async () => [] });
const SECTIONS = ['checkouts', 'units', 'start'].map(section);
const parse = (...argv: string[]) => parseBenchOptions(argv, SECTIONS);

describe('the bench’s command line', () => {
  it('measures everything without flags', () => {
    expect(parse()).toEqual({
      kind: 'ok',
      value: { sections: SECTIONS, quick: false, seed: 1, portBase: 5_700, json: null, compare: null },
    });
  });

  it('takes sections by name, in their own order, and all other flags', () => {
    const argv = ['--only', 'start, checkouts', '--quick', '--seed', '9', '--port-base', '5800'];

    expect(parse(...argv, '--json', 'a.json', '--compare', 'b.json')).toEqual({
      kind: 'ok',
      value: {
        sections: [SECTIONS[0], SECTIONS[2]],
        quick: true,
        seed: 9,
        portBase: 5_800,
        json: 'a.json',
        compare: 'b.json',
      },
    });
  });

  it.each<[string, string[], RegExp]>([
    [
      'an unknown section',
      ['--only', 'units,speed'],
      /--only names "speed"; allowed: checkouts, units, start/,
    ],
    ['no section', ['--only', ''], /--only names ""; allowed: checkouts/],
    ['a low port', ['--port-base', '80'], /--port-base is "80"; allowed: a whole number from 1024/],
    ['a seed that is none', ['--seed', 'x'], /--seed is "x"; allowed: a whole number from 0/],
    ['a file', ['report.json'], /takes no file: report.json/],
    ['an unknown flag', ['--fast'], /Unknown option '--fast'/],
    ['a flag without its value', ['--json'], /'--json <value>' argument missing/],
  ])('refuses %s', (_, argv, message) => {
    expect(parse(...argv)).toMatchObject({
      kind: 'usage',
      message: expect.stringMatching(message) as string,
    });
  });

  it('tells every section in its help', () => {
    expect(parse('--help')).toEqual({ kind: 'help' });
    for (const { name, about } of SECTIONS)
      expect(benchUsage(SECTIONS)).toMatch(new RegExp(`${name} +${about}`));
  });
});
