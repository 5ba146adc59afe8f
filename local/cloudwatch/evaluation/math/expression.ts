/** A parsed metric math expression; `at` is the index in its text of what a mistake would be reported at. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'id'; readonly id: string; readonly at: number }
  | { readonly kind: 'keyword'; readonly word: Keyword; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Expression[]; readonly at: number }
  | { readonly kind: 'negative'; readonly operand: Expression; readonly at: number }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
    }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly args: readonly Expression[];
      readonly at: number;
    };

/** Words that some functions take as arguments: `FILL(m1, REPEAT)`, `SORT(METRICS(), AVG, DESC)`. */
export type Keyword = 'REPEAT' | 'LINEAR' | 'ASC' | 'DESC' | 'AVG' | 'MIN' | 'MAX' | 'SUM';

/** "Metric math syntax and functions": basic arithmetic functions, comparison and logical operators. */
export type Operator = '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '<=' | '>=' | '<' | '>' | 'AND' | 'OR';
