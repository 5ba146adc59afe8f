import { type Widget } from './bodies';

/** A series that a widget reads. */
export interface ShownMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Its own, or its widget's. */
  readonly region: string;
}

/**
 * The series of a widget, expressions left out. An entry is `[namespace, name, dimension, value, …, options]` (CloudWatch API
 * reference, "Metrics array format"); the abbreviation `.` is not written by the CDK.
 */
export function metricsOf({ properties }: Widget): readonly ShownMetric[] {
  return (properties.metrics ?? []).flatMap((entry) => {
    const strings = entry.filter((part): part is string => typeof part === 'string');
    const [namespace, name, ...pairs] = strings;
    if (namespace === undefined || name === undefined) return [];
    const options = (entry.find((part) => typeof part === 'object') ?? {}) as { region?: string };
    const region = options.region ?? properties.region ?? '';
    return [{ namespace, name, dimensions: inPairs(pairs), region }];
  });
}

function inPairs(parts: readonly string[]): Record<string, string> {
  const pairs = parts.flatMap((part, index) =>
    index % 2 === 0 ? [[part, parts[index + 1] ?? ''] as const] : [],
  );
  return Object.fromEntries(pairs);
}
