import { type Mutation } from '../mutant';

/** A bug that the simulation must find. */
export interface PlantedBug extends Mutation {
  readonly name: string;
  /** One with which it was found: `npm test` tries it first. */
  readonly seed: number;
  /** It must break a promise within this many runs from the first seed on. */
  readonly within: number;
}
