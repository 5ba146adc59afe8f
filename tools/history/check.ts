import { type Facts, factsOf } from './facts';
import { type Checked, type Rule } from './finding';
import { type History } from './load';
import { oneKeyOneOrder } from './rules/one-key-one-order';
import { orderChanged } from './rules/order-changed';
import { orderLost } from './rules/order-lost';
import { orderWentBack } from './rules/order-went-back';
import { oversold } from './rules/oversold';
import { soldOut } from './rules/sold-out';
import { stockSum } from './rules/stock-sum';
import { tooLittleStock } from './rules/too-little-stock';
import { tooMuchStock } from './rules/too-much-stock';

/** All that is held against a history, by the promise that it is about. */
export const RULES: readonly Rule[] = [
  oversold,
  tooMuchStock,
  tooLittleStock,
  soldOut,
  stockSum,
  orderLost,
  orderChanged,
  orderWentBack,
  oneKeyOneOrder,
];

/** What came of a rule. */
export interface RuleResult extends Checked {
  readonly rule: Rule;
}

/** A history and what was found in it. */
export interface CheckResult {
  readonly facts: Facts;
  readonly results: readonly RuleResult[];
  /** No rule found anything. */
  readonly ok: boolean;
}

/** Holds every rule against a history. */
export function checkHistory(history: History): CheckResult {
  const facts = factsOf(history);
  const results = RULES.map((rule) => ({ rule, ...rule.check(facts) }));
  return { facts, results, ok: results.every(({ findings }) => findings.length === 0) };
}
