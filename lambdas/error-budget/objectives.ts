import * as z from 'zod';
import { type Objectives } from '../domain/budget/measure';
import { type Environment, WrongEnvironment } from '../shared/environment';

const index = z.int().min(0);

/**
 * As lib/region/objectives-variable.ts packs it, to stay far below the 4 KB that all variables of a function may have:
 * dimensions that several series share, series that several objectives share, and objectives as
 * `[name, target, bad, total]`.
 */
const schema = z.strictObject({
  dimensions: z.array(z.record(z.string(), z.string())),
  series: z.array(z.tuple([z.string(), z.string(), index, z.string()])),
  objectives: z.array(z.tuple([z.string(), z.number().gt(0).lt(100), z.array(index), z.array(index)])),
});

/** What is counted, from the environment. Throws `WrongEnvironment`. */
export function objectivesOf(environment: Environment): Objectives {
  const parsed = schema.safeParse(parseJson(environment.text('OBJECTIVES')));
  if (!parsed.success) throw wrong(environment, 'is not what lib/region/error-budget.ts makes');
  const { dimensions, series, objectives } = parsed.data;
  const unpacked = {
    series: series.map(([namespace, metric, at, stat]) => {
      const found = dimensions[at];
      if (found === undefined) throw wrong(environment, `names dimensions ${at}, which are not there`);
      return { namespace, metric, dimensions: found, stat };
    }),
    objectives: objectives.map(([name, target, bad, total]) => ({ name, target, bad, total })),
  };
  const missing = unpacked.objectives
    .flatMap(({ bad, total }) => [...bad, ...total])
    .find((at) => at >= series.length);
  if (missing !== undefined) throw wrong(environment, `names series ${missing}, which is not there`);
  return unpacked;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const wrong = (environment: Environment, what: string): WrongEnvironment =>
  new WrongEnvironment(`function ${environment.functionName}: environment variable OBJECTIVES ${what}`);
