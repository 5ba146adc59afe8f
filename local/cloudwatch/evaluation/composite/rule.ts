import type { AlarmState } from '../types';

/** A parsed AlarmRule ("Composite alarms", Rule expressions); alarms are named, never by ARN. */
export type Rule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarm: string }
  | { readonly kind: 'not'; readonly rule: Rule }
  | { readonly kind: 'and' | 'or'; readonly left: Rule; readonly right: Rule }
  | {
      readonly kind: 'at_least';
      readonly threshold: { readonly value: number; readonly unit: 'alarms' | 'percent' };
      readonly state: AlarmState;
      /** `AT_LEAST(2, NOT OK, …)` counts the alarms that are in any other state. */
      readonly negated: boolean;
      readonly alarms: readonly string[];
    };
