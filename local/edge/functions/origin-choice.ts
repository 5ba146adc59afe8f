/** Which origin a viewer-request function picked; `undefined` where it left the behaviour's own. */
export type OriginChoice =
  | { readonly kind: 'origin'; readonly originId: string }
  | {
      readonly kind: 'group';
      readonly originIds: readonly [primary: string, secondary: string];
      /** Statuses of the first origin at which the second is asked. */
      readonly statusCodes: readonly number[];
    };
