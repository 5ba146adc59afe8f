import configuration from '../../../holdfast.config.json';
import { checkConfig } from '../../../lib/config/load';
import { type HoldfastConfig } from '../../../lib/config/schema';
import { objectivesOf } from '../../../lib/objectives/objectives';

/** What an objective is called, and what a shopper does that it is about. */
export interface Journey {
  readonly title: string;
  readonly journey: string;
}

/** Journeys by the name of the objective; none when the configuration is not valid. */
export function journeys(config = shipped()): ReadonlyMap<string, Journey> {
  if (config === undefined) return new Map();
  // Only the texts are of interest here, so whichever API they are about is none of ours.
  const objectives = objectivesOf(config, { apiName: '', stageName: '' });
  return new Map(objectives.map(({ name, title, journey }) => [name, { title, journey }]));
}

function shipped(): HoldfastConfig | undefined {
  const result = checkConfig('holdfast.config.json', configuration);
  return result.kind === 'valid' ? result.config : undefined;
}
