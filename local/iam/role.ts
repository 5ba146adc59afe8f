import { type Condition } from './conditions';
import { type Permission } from './permission';
import { type Statement } from './policy-document';

/** Whether a role allows something, and if not, how it fails to. */
export type Decision =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'explicitly_denied' }
  /** `unmet`: conditions that kept statements for this action and resource from allowing it. */
  | { readonly kind: 'not_allowed'; readonly unmet: readonly Condition[] };

/**
 * A function's role with all of its policies. Decides as AWS does within one account: an explicit deny wins,
 * then any allow counts, and what nobody allows is denied ("Policy evaluation logic").
 */
export class Role {
  private readonly byAction = new Map<string, readonly Statement[]>();

  constructor(
    readonly name: string,
    private readonly statements: readonly Statement[],
  ) {}

  decide({ action, resource, context }: Permission): Decision {
    const about = this.statementsFor(action).filter(({ coversResource }) => coversResource(resource));
    const unmetOf = ({ conditions }: Statement): Condition[] =>
      conditions.filter(({ holds }) => !holds(context));
    const applying = about.filter((statement) => unmetOf(statement).length === 0);
    if (applying.some(({ effect }) => effect === 'Deny')) return { kind: 'explicitly_denied' };
    if (applying.length > 0) return { kind: 'allowed' };
    const allowing = about.filter(({ effect }) => effect === 'Allow');
    return { kind: 'not_allowed', unmet: allowing.flatMap(unmetOf) };
  }

  /** A function makes few different calls, thousands of times each. */
  private statementsFor(action: string): readonly Statement[] {
    const known = this.byAction.get(action);
    if (known !== undefined) return known;
    const lowerCase = action.toLowerCase();
    const found = this.statements.filter(({ coversAction }) => coversAction(lowerCase));
    this.byAction.set(action, found);
    return found;
  }
}
