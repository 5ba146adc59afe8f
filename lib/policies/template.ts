/** Synthesized CloudFormation, as far as the policies look into it. */

/** One resource of a template, as CDK writes it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

/** A synthesized template. */
export interface Template {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

/** A resource together with its logical id; `properties` is never missing. */
export interface NamedResource {
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
}

/** All resources of one CloudFormation type, for example `AWS::SQS::Queue`. */
export function resourcesOfType(template: Template, type: string): NamedResource[] {
  return Object.entries(template.Resources ?? {})
    .filter(([, resource]) => resource.Type === type)
    .map(([logicalId, resource]) => ({
      logicalId,
      properties: resource.Properties ?? {},
      deletionPolicy: resource.DeletionPolicy,
    }));
}

/** The resource of a type that a `Ref` or `Fn::GetAtt` points to; undefined when the template has none. */
export function referenced(template: Template, type: string, reference: unknown): NamedResource | undefined {
  const target = targetOf(reference);
  return resourcesOfType(template, type).find(({ logicalId }) => logicalId === target);
}

/** A value as an object with unknown members, or an empty one when it is none. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** A value as a list: a list itself, a list of one, or an empty one for undefined. CloudFormation takes either. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** A value when it is a number, otherwise undefined. */
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function targetOf(reference: unknown): unknown {
  const { Ref: ref, 'Fn::GetAtt': getAtt } = asObject(reference);
  return ref ?? asList(getAtt)[0];
}
