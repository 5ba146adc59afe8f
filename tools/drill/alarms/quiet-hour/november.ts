/**
 * Orders of a day by hour, from the real shop's November 2011: 2,751 orders, counted by the hour of their `at`, all days
 * together, as they stand there (UK time written as UTC).
 *
 * Source: "Online Retail", Daqing Chen, UCI Machine Learning Repository, CC BY 4.0, orders-2011-11.ndjson. Nobody
 * ordered between nine in the evening and seven in the morning.
 */
export const NOVEMBER_ORDERS_BY_HOUR: readonly number[] = [
  ...[0, 0, 0, 0, 0, 0, 0, 3, 116, 197, 269, 331],
  ...[436, 396, 337, 302, 222, 109, 15, 17, 1, 0, 0, 0],
];

/** Share of a day's orders that falls on each hour; they add up to 1. */
export const SHARES_BY_HOUR: readonly number[] = (() => {
  const all = NOVEMBER_ORDERS_BY_HOUR.reduce((sum, orders) => sum + orders, 0);
  return NOVEMBER_ORDERS_BY_HOUR.map((orders) => orders / all);
})();
