import { AssemblyError } from './assembly-error';
import { hasUnknownReference } from './dynamic-references';
import { identify, type Identity, type Place } from './identity';
import { evaluateIntrinsic, NO_VALUE, truth, type Resolver } from './intrinsics';
import { isRecord, type Stack, type TemplateResource } from './template';

/** Finds values that other stacks publish. */
export interface OtherStacks {
  exported(name: string, region: string): unknown;
  output(stack: string, output: string, region: string): unknown;
}

/** Where and what is being resolved; names the position of an error. */
interface Cursor {
  readonly logicalId?: string;
  readonly path: readonly string[];
}

/** Resolves the intrinsics of one stack. Names are resolved on demand, so resources may come in any order. */
export class StackScope {
  private readonly identities = new Map<string, Identity>();
  private readonly underWay = new Set<string>();

  constructor(
    readonly stack: Stack,
    private readonly place: Place,
    private readonly others: OtherStacks,
  ) {}

  /** The same stack as seen from another region: how a replica of its resources is named there. */
  inRegion(region: string): StackScope {
    return new StackScope(this.stack, { ...this.place, region }, this.others);
  }

  /** Logical ids of all resources whose condition, if any, holds. */
  logicalIds(): string[] {
    const resources = Object.entries(this.stack.template.Resources ?? {});
    return resources.filter(([, each]) => this.holds(each.Condition)).map(([logicalId]) => logicalId);
  }

  resource(logicalId: string): TemplateResource {
    const resource = this.stack.template.Resources?.[logicalId];
    return resource ?? this.fail({ path: [] }, `there is no resource ${logicalId}`);
  }

  /** All properties of a resource, resolved. */
  properties(logicalId: string): Record<string, unknown> {
    const properties = this.resource(logicalId).Properties ?? {};
    return this.resolve(properties, { logicalId, path: [] }) as Record<string, unknown>;
  }

  /** Value of one of the stack's outputs, or undefined if there is no such output. */
  output(name: string): unknown {
    const output = this.stack.template.Outputs?.[name];
    return output && this.resolve(output.Value, { path: ['Outputs', name] });
  }

  /** Value of the output exported under `name`, or undefined. */
  exported(name: string): unknown {
    const outputs = Object.entries(this.stack.template.Outputs ?? {});
    const found = outputs.find(
      ([key, { Export }]) => Export && this.resolve(Export.Name, { path: ['Outputs', key] }) === name,
    );
    return found && this.output(found[0]);
  }

  identity(logicalId: string): Identity {
    const known = this.identities.get(logicalId);
    if (known !== undefined) return known;
    if (this.underWay.has(logicalId)) this.fail({ logicalId, path: [] }, 'its name depends on itself');
    this.underWay.add(logicalId);
    const identity = identify(this.resource(logicalId).Type, logicalId, this.place, (property) =>
      this.property(logicalId, property),
    );
    this.underWay.delete(logicalId);
    this.identities.set(logicalId, identity);
    return identity;
  }

  private property(logicalId: string, property: string): string | undefined {
    const value = this.resource(logicalId).Properties?.[property];
    const resolved = this.resolve(value, { logicalId, path: [property] });
    return typeof resolved === 'string' ? resolved : undefined;
  }

  private holds(condition: string | undefined): boolean {
    return condition === undefined || this.condition(condition, { path: [] });
  }

  private condition(name: string, cursor: Cursor): boolean {
    const expression = this.stack.template.Conditions?.[name];
    if (expression === undefined) return this.fail(cursor, `there is no condition ${name}`);
    return truth(expression, this.resolver({ ...cursor, path: ['Conditions', name] }));
  }

  private resolve(value: unknown, cursor: Cursor): unknown {
    if (Array.isArray(value)) return this.resolveList(value, cursor);
    if (isRecord(value)) return this.resolveRecord(value, cursor);
    if (typeof value === 'string' && hasUnknownReference(value)) {
      return this.fail(cursor, `the local cloud cannot resolve the dynamic reference ${value}`);
    }
    return value;
  }

  private resolveList(values: readonly unknown[], cursor: Cursor): unknown[] {
    return values
      .map((value, index) => this.resolve(value, { ...cursor, path: [...cursor.path, String(index)] }))
      .filter((value) => value !== NO_VALUE);
  }

  private resolveRecord(value: Record<string, unknown>, cursor: Cursor): unknown {
    const intrinsic = evaluateIntrinsic(value, this.resolver(cursor));
    if (intrinsic !== null) return intrinsic.result;
    const entries = Object.entries(value).map(
      ([key, each]) => [key, this.resolve(each, { ...cursor, path: [...cursor.path, key] })] as const,
    );
    return Object.fromEntries(entries.filter(([, each]) => each !== NO_VALUE));
  }

  private resolver(cursor: Cursor): Resolver {
    return {
      resolve: (value) => this.resolve(value, cursor),
      ref: (name) => this.ref(name, cursor),
      getAtt: (logicalId, attribute) => this.getAtt(logicalId, attribute, cursor),
      condition: (name) => this.condition(name, cursor),
      mapping: (map, first, second) =>
        this.stack.template.Mappings?.[map]?.[first]?.[second] ??
        this.fail(cursor, `there is no mapping ${map}.${first}.${second}`),
      importValue: (name) =>
        this.others.exported(name, this.place.region) ??
        this.fail(cursor, `no stack of ${this.place.region} exports ${name}`),
      stackOutput: (stack, output, region = this.stack.region) =>
        this.others.output(stack, output, region) ??
        this.fail(cursor, `stack ${stack} in ${region} has no output ${output}`),
      fail: (problem) => this.fail(cursor, problem),
    };
  }

  private ref(name: string, cursor: Cursor): unknown {
    const pseudo = this.pseudoParameters()[name];
    if (pseudo !== undefined) return pseudo;
    const parameter = this.stack.template.Parameters?.[name];
    if (parameter !== undefined) {
      return (
        parameter.Default ?? this.fail(cursor, `parameter ${name} has no default; give it one in the app`)
      );
    }
    if (this.stack.template.Resources?.[name] === undefined) {
      return this.fail(cursor, `Ref ${name} is neither a parameter nor a resource`);
    }
    return this.identity(name).ref;
  }

  private getAtt(logicalId: string, attribute: string, cursor: Cursor): unknown {
    if (this.stack.template.Resources?.[logicalId] === undefined) {
      return this.fail(cursor, `Fn::GetAtt ${logicalId}.${attribute}: there is no such resource`);
    }
    const type = this.resource(logicalId).Type;
    return (
      this.identity(logicalId).attribute(attribute) ??
      this.fail(
        cursor,
        `Fn::GetAtt ${logicalId}.${attribute}: not known for ${type} (local/assembly/resource-types.ts)`,
      )
    );
  }

  private pseudoParameters(): Readonly<Record<string, unknown>> {
    const { stack, region, accountId } = this.place;
    return {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack}/local`,
      'AWS::NoValue': NO_VALUE,
    };
  }

  private fail(cursor: Cursor, problem: string): never {
    throw new AssemblyError(problem, {
      stack: this.stack.name,
      ...(cursor.logicalId === undefined ? {} : { logicalId: cursor.logicalId }),
      path: cursor.path.join('.'),
    });
  }
}
