/** Where in an alarm something is wrong; every part that is known is named. */
export interface DefinitionPosition {
  /** Property path such as `Metrics[1].Expression`. */
  readonly path?: string;
  /** Index in the expression or rule, from 0. */
  readonly at?: number;
}

/** AWS would refuse the alarm, or never evaluate it: which alarm, where, and what is wrong. */
export class AlarmDefinitionError extends Error {
  override readonly name = 'AlarmDefinitionError';

  constructor(
    readonly alarm: string,
    readonly problem: string,
    readonly position: DefinitionPosition = {},
  ) {
    const { path, at } = position;
    const where = [`alarm ${alarm}`, path, at !== undefined && `character ${at + 1}`];
    super(`${where.filter(Boolean).join(', ')}: ${problem}`);
  }
}

/** An expression or an alarm rule is wrong at an index of its text; the reader of the alarm adds which alarm it is of. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';

  constructor(
    problem: string,
    readonly at: number,
    /** The id of the expression that has the mistake, where it is not the one that was asked for. */
    readonly within?: string,
  ) {
    super(problem);
  }
}
