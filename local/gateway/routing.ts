import { type Route } from './api';
import { decodeSegment } from './request';

/** A route with the values of its path parameters, percent-decoded. */
export interface MatchedRoute {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Candidate {
  readonly parameters: Record<string, string>;
  /** For each segment: 0 literal, 1 parameter, 2 greedy; the smallest list is the most specific. */
  readonly ranks: readonly number[];
}

function matchPath(resourcePath: string, path: string): Candidate | undefined {
  const pattern = resourcePath.split('/').slice(1);
  const segments = path.split('/').slice(1);
  const parameters: Record<string, string> = {};
  const ranks: number[] = [];
  for (const [index, part] of pattern.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (name === undefined) {
      if (decodeSegment(segment) !== part) return undefined;
      ranks.push(0);
      continue;
    }
    const value = greedy === '+' ? segments.slice(index).join('/') : segment;
    if (value === '') return undefined;
    parameters[name] = decodeSegment(value);
    ranks.push(greedy === '+' ? 2 : 1);
    if (greedy === '+') return { parameters, ranks };
  }
  return segments.length === pattern.length ? { parameters, ranks } : undefined;
}

function moreSpecific(left: readonly number[], right: readonly number[]): number {
  for (const [index, rank] of left.entries()) {
    const difference = rank - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Finds the method to call for a path. As on API Gateway the most specific resource is chosen first
 * (literal before `{parameter}` before `{proxy+}`), and only then its method: a resource that lacks the
 * method does not give way to a less specific one.
 */
export function matchRoute(routes: readonly Route[], method: string, path: string): MatchedRoute | undefined {
  const candidates = routes.flatMap((route) => {
    const match = matchPath(route.resourcePath, path);
    return match === undefined ? [] : [{ route, ...match }];
  });
  const best = [...candidates].sort((left, right) => moreSpecific(left.ranks, right.ranks))[0];
  const ofBest = candidates.filter(({ route }) => route.resourcePath === best?.route.resourcePath);
  const chosen =
    ofBest.find(({ route }) => route.method === method) ?? ofBest.find(({ route }) => route.method === 'ANY');
  return chosen === undefined ? undefined : { route: chosen.route, pathParameters: chosen.parameters };
}
