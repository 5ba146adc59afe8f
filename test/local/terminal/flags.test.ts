import { parseFlags } from '../../../local/terminal/flags';

describe('flags of npm start', () => {
  it('have defaults', () => {
    expect(parseFlags([])).toEqual({
      kind: 'start',
      flags: { portBase: 4_000, dataDirectory: undefined, environments: undefined, synthesize: true },
    });
  });

  it('are read', () => {
    const args = ['--port-base', '5200', '--data', 'shop', '--environments', '2', '--no-synth'];
    expect(parseFlags(args)).toEqual({
      kind: 'start',
      flags: { portBase: 5_200, dataDirectory: 'shop', environments: 2, synthesize: false },
    });
  });

  it.each([['--help'], ['-h']])('ask for help with %s', (flag) => {
    expect(parseFlags([flag])).toEqual({ kind: 'help' });
  });

  it.each([
    [['--port', '4000'], '--port'],
    [['4000'], '4000'],
    [['--port-base'], '--port-base'],
    [['--port-base', 'x'], "--port-base must be a whole number from 1024 to 64900, not 'x'"],
    [['--port-base', '80'], 'from 1024'],
    [['--environments', '0'], '--environments must be a whole number from 1 to 100'],
  ])('are refused: %j', (args, expected) => {
    const parsed = parseFlags(args);
    expect(parsed.kind === 'refused' && parsed.message).toContain(expected);
  });
});
