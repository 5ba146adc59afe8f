import { type RegionCounts } from '../../../lambdas/domain/budget/counts';
import { type OpsRegion } from '../deployment';
import { type Reply } from '../message-queue';

/** A budget as it stood when somebody deployed in spite of it. */
export interface OverriddenBudget {
  readonly name: string;
  readonly left: number;
  readonly bad: number;
  readonly total: number;
}

/** A deployment that the budgets had refused; kept so that others can see who went on, and why. */
export interface Override {
  /** ISO 8601. */
  readonly at: string;
  /** What the person calls themselves: git's user.name, or the name of their account on that machine. */
  readonly who: string;
  readonly reason: string;
  /** What the gate had said. */
  readonly refusal: string;
  /** Budgets that were spent; none where they could not be known. */
  readonly budgets: readonly OverriddenBudget[];
}

/** What one Region's Shop table holds. */
export interface BudgetItems {
  /** Of each Region that has counted, as far as this table has heard. */
  readonly counts: readonly RegionCounts[];
  /** The newest first. */
  readonly overrides: readonly Override[];
}

/** What came of reading a table. */
export type BudgetReading =
  | { readonly kind: 'ok'; readonly value: BudgetItems }
  /** The Region answers, and has no such table: nothing is deployed there under this name. */
  | { readonly kind: 'no_table' }
  | { readonly kind: 'failed'; readonly message: string };

/** A Shop table, in one of the Regions. */
export interface BudgetPlace {
  /** Through whose DynamoDB endpoint. */
  readonly through: OpsRegion;
  readonly tableName: string;
}

/** What is reached outside for the error budgets. */
export interface BudgetPorts {
  /** Reads the counts of the named Regions and the overrides, strongly consistent within the Region. */
  read(place: BudgetPlace, regions: readonly string[]): Promise<BudgetReading>;
  /** Keeps an override for good. */
  record(place: BudgetPlace, override: Override): Promise<Reply<void>>;
}
