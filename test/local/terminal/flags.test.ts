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
    [['--port', '4000'], "Unknown option '--port'."],
    [['--Port-Base', '4000'], "Unknown option '--Port-Base'."],
    [['--no-synth=yes'], "Option '--no-synth' does not take an argument."],
    [['4000'], "Unexpected argument '4000'."],
    [['--port-base'], "Option '--port-base <value>' argument missing."],
    [['--port-base', ''], "--port-base must be a whole number from 1024 to 64900, not ''."],
    [['--port-base', 'x'], "--port-base must be a whole number from 1024 to 64900, not 'x'."],
    [['--port-base', '80'], "--port-base must be a whole number from 1024 to 64900, not '80'."],
    [['--port-base', '64901'], "--port-base must be a whole number from 1024 to 64900, not '64901'."],
    [['--port-base', '4000.5'], "--port-base must be a whole number from 1024 to 64900, not '4000.5'."],
    [['--port-base', '0x1000'], "--port-base must be a whole number from 1024 to 64900, not '0x1000'."],
    [['--port-base=-1'], "--port-base must be a whole number from 1024 to 64900, not '-1'."],
    [['--environments', '0'], "--environments must be a whole number from 1 to 100, not '0'."],
    [['--environments', '101'], "--environments must be a whole number from 1 to 100, not '101'."],
    [['--data', ''], '--data needs the name of a directory.'],
  ])('are refused: %j', (args, expected) => {
    expect(parseFlags(args)).toEqual({ kind: 'refused', message: expected });
  });
});
