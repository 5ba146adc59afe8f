import { isRecord, type Stack } from './template';

/**
 * Logical ids of the functions that serve a stack's custom resources, CDK's own among them. They run during a
 * deployment only; what they would do is done here by parts of the local cloud that know the resource's type.
 */
export function customResourceFunctions({ template }: Stack): ReadonlySet<string> {
  const resources = Object.values(template.Resources ?? {});
  return new Set(resources.flatMap(({ Properties }) => functionBehind(Properties?.['ServiceToken'])));
}

function functionBehind(serviceToken: unknown): string[] {
  const attribute = isRecord(serviceToken) ? serviceToken['Fn::GetAtt'] : undefined;
  const [logicalId] = typeof attribute === 'string' ? attribute.split('.') : asList(attribute);
  return typeof logicalId === 'string' ? [logicalId] : [];
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
