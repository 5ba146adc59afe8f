import { Choices } from './choices';

/** What a run might ask for. */
const ask = (choices: Choices) => [
  choices.chance(0.5),
  choices.below(10),
  choices.pick(['a', 'b', 'c']),
  choices.chance(0.5),
  choices.below(1_000),
];

describe('the choices of a run', () => {
  it('are the same for the same seed, and others for another', () => {
    const first = ask(Choices.ofSeed(7));
    expect(ask(Choices.ofSeed(7))).toEqual(first);
    expect(ask(Choices.ofSeed(8))).not.toEqual(first);
  });

  it('leave a tape that gives the same ones again', () => {
    const choices = Choices.ofSeed(7);
    const first = ask(choices);
    expect(choices.tape[0]).toHaveLength(5);
    const again = Choices.ofTape(choices.tape);
    expect(ask(again)).toEqual(first);
    expect(again.tape).toEqual(choices.tape);
  });

  it('are harmless where a tape ends, and the highest that there is where it has a higher one', () => {
    expect(ask(Choices.ofTape([]))).toEqual([false, 0, 'a', false, 0]);
    const choices = Choices.ofTape([[1, 99, 99]]);
    expect(ask(choices)).toEqual([true, 9, 'c', false, 0]);
    expect(choices.tape).toEqual([[1, 99, 99, 0, 0]]);
  });

  it('know what they choose by its name, whatever else was left out', () => {
    const first = Choices.ofSeed(7);
    first.beginStep();
    const chosen = first.choose(
      ['a', 'b', 'c'],
      (name) => name,
      () => 'c',
    );
    const again = () => {
      const choices = Choices.ofTape(first.tape);
      choices.beginStep();
      return choices;
    };
    expect(chosen).toBe('c');
    expect(again().choose(['c', 'a'], (name) => name)).toBe('c');
    expect(again().choose(['a', 'b'], (name) => name)).toBeUndefined();
    expect(Choices.ofTape([]).choose(['a', 'b'], (name) => name)).toBe('a');
  });

  it('of a step stay its own when another is cut', () => {
    const choices = Choices.ofTape([[], [5], [], [7]]);
    const steps = Array.from({ length: 3 }, () => (choices.beginStep(), choices.below(10)));
    expect(steps).toEqual([5, 0, 7]);
  });

  it('do not ask the tape for what is certain', () => {
    const choices = Choices.ofTape([[1]]);
    expect([choices.chance(0), choices.chance(1), choices.below(1), choices.pick(['a'])]).toEqual([
      false,
      true,
      0,
      'a',
    ]);
    expect(choices.tape).toEqual([[]]);
  });
});
