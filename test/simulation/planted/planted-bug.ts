import { type Mutation } from '../mutant';

/** A bug that the simulation must find. */
export interface PlantedBug extends Mutation {
  readonly name: string;
  /** It must break a promise within this many runs. */
  readonly within: number;
}
