import { parseSimulateOptions } from './options';

const usage = (...argv: string[]): string => {
  const parsed = parseSimulateOptions(argv);
  return parsed.kind === 'usage' ? parsed.message : `understood: ${JSON.stringify(parsed)}`;
};

const understood = (...argv: string[]) => {
  const parsed = parseSimulateOptions(argv);
  if (parsed.kind !== 'ok') throw new Error(usage(...argv));
  return parsed.value;
};

describe('the options of the simulation', () => {
  it('have defaults', () => {
    expect(understood()).toMatchObject({ from: 0, seeds: 10_000, minutes: undefined, mutants: false });
  });

  it('are read', () => {
    expect(understood('--seeds', '5', '--from', '7', '--minutes', '2', '--workers', '3')).toEqual({
      from: 7,
      seeds: 5,
      minutes: 2,
      workers: 3,
      mutants: false,
    });
  });

  it('play as many seeds as there are when only the time is limited', () => {
    expect(understood('--minutes', '2', '--from', '96').seeds).toBe(2 ** 32 - 96);
  });

  it('reach the last seed and no further', () => {
    expect(understood('--from', '4294967295')).toMatchObject({ from: 4_294_967_295, seeds: 1 });
    expect(usage('--from', '4294967295', '--seeds', '2')).toBe(
      '--seeds is "2"; allowed: a whole number from 1 to 1',
    );
  });

  it.each([
    [['--seeds', '0'], /--seeds is "0"; allowed: a whole number from 1 to/],
    [['--seeds', '1e3'], /--seeds is "1e3"/],
    [['--from', '4294967296'], /--from is "4294967296"; allowed: a whole number from 0 to 4294967295/],
    [['--minutes', '-1'], /--minutes/],
    [['--workers', '0'], /--workers is "0"/],
    [['100'], /no argument "100"/],
    [['--fast'], /--fast/],
    [['--mutants', '--seeds', '3'], /--mutants chooses its seeds by itself/],
  ])('%j are refused', (argv, message) => {
    expect(usage(...argv)).toMatch(message);
  });
});
