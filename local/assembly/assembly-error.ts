/** Where in the assembly something is wrong; every part that is known is named. */
export interface AssemblyPosition {
  readonly stack?: string;
  readonly logicalId?: string;
  /** Property path such as `Environment.Variables.TABLE`. */
  readonly path?: string;
}

/** The assembly cannot be run as it is: what was found, where, and what to do. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';

  constructor(
    problem: string,
    readonly position: AssemblyPosition = {},
  ) {
    const { stack, logicalId, path } = position;
    const where = [stack && `stack ${stack}`, logicalId && `resource ${logicalId}`, path && `at ${path}`];
    super([where.filter(Boolean).join(', '), problem].filter(Boolean).join(': '));
  }
}
