/** What one synthesized template refers to in others, and what it makes that others may refer to. */

/** A value that another stack publishes, by `Fn::GetStackOutput`. */
export interface OutputReference {
  readonly stackName: string;
  readonly region: string;
  readonly outputName: string;
}

/** A template, and the Region it is deployed to. */
export interface DeployedTemplate {
  readonly template: unknown;
  readonly region: string;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** Every object inside a value, itself included. */
function objectsIn(value: unknown): Fields[] {
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** Every reference to an output of another stack. */
export function outputReferencesIn(template: unknown): OutputReference[] {
  return objectsIn(template).flatMap((value) => {
    const reference = value['Fn::GetStackOutput'];
    if (!isObject(reference)) return [];
    const { StackName, Region, OutputName } = reference;
    return [{ stackName: String(StackName), region: String(Region), outputName: String(OutputName) }];
  });
}

/** Pseudo parameters as they read in every Region; the account does not matter. */
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '#',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** A string, or a join of strings, as one text; what only CloudFormation knows is a question mark. */
function textOf(value: unknown, region: string): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '?';
  const { Ref: ref, 'Fn::Join': join } = value;
  if (ref === 'AWS::Region') return region;
  if (typeof ref === 'string') return PSEUDO[ref] ?? '?';
  if (!Array.isArray(join)) return '?';
  return (join[1] as unknown[]).map((part) => textOf(part, region)).join(String(join[0]));
}

/** All texts of a template: strings, and joins as a whole. */
function textsIn(value: unknown, region: string): string[] {
  if (typeof value === 'string') return [value];
  if (!isObject(value)) return [];
  if ('Fn::Join' in value) return [textOf(value, region)];
  return Object.values(value).flatMap((member) => textsIn(member, region));
}

/** Forms in which a template names what another one makes, and how that is written down here. */
const LITERALS: readonly (readonly [RegExp, (match: RegExpExecArray, region: string) => string[]])[] = [
  [
    /^arn:aws:dynamodb:([a-z0-9-]+):#:table\/([^/]+)(?:\/index\/(.+))?$/,
    ([, at, table, index]) => [
      `table ${table} in ${at}`,
      ...(index ? [`index ${table}/${index} in ${at}`] : []),
    ],
  ],
  [
    /^arn:aws:secretsmanager:([a-z0-9-]+):#:secret:(.+)-\?{6}$/,
    ([, at, name]) => [`secret ${name} in ${at}`],
  ],
  [
    /^\{\{resolve:secretsmanager:([^:]+):SecretString:([^:]*)::\}\}$/,
    ([, name, key], region) => [`secret ${name} in ${region}`, `key ${key} of ${name}`],
  ],
  [/^([^/]+)\.s3\.([a-z0-9-]+)\.amazonaws\.com$/, ([, name, at]) => [`bucket ${name} in ${at}`]],
];

/** Everything that a template names literally. */
export function literalsOf({ template, region }: DeployedTemplate): string[] {
  const texts = textsIn((template as { Resources: unknown }).Resources, region);
  const found = texts.flatMap((text) =>
    LITERALS.flatMap(([pattern, describe]) => {
      const match = pattern.exec(text);
      return match === null ? [] : describe(match, region);
    }),
  );
  return [...new Set(found)];
}

/** Everything that a template makes under a literal name, in the words of {@link literalsOf}. */
export function madeBy({ template, region }: DeployedTemplate): string[] {
  const resources = Object.values((template as { Resources: Record<string, Fields> }).Resources);
  return resources.flatMap(({ Type, Properties }) => {
    const properties = isObject(Properties) ? Properties : {};
    const make = MAKERS[String(Type)];
    return make === undefined ? [] : make(properties, region);
  });
}

const MAKERS: Readonly<Record<string, (properties: Fields, region: string) => string[]>> = {
  'AWS::DynamoDB::GlobalTable': ({ TableName, Replicas, GlobalSecondaryIndexes }) =>
    regionsOf(Replicas).flatMap((at) => [
      `table ${String(TableName)} in ${at}`,
      ...listOf(GlobalSecondaryIndexes).map(
        ({ IndexName }) => `index ${String(TableName)}/${String(IndexName)} in ${at}`,
      ),
    ]),
  'AWS::SecretsManager::Secret': ({ Name, ReplicaRegions, GenerateSecretString }, region) => [
    ...[region, ...regionsOf(ReplicaRegions)].map((at) => `secret ${String(Name)} in ${at}`),
    ...keysOf(GenerateSecretString).map((key) => `key ${key} of ${String(Name)}`),
  ],
  'AWS::S3::Bucket': ({ BucketName }, region) => [`bucket ${textOf(BucketName, region)} in ${region}`],
};

const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

const regionsOf = (replicas: unknown): string[] => listOf(replicas).map(({ Region }) => String(Region));

function keysOf(generated: unknown): string[] {
  const { SecretStringTemplate, GenerateStringKey } = isObject(generated) ? generated : {};
  const template = JSON.parse(String(SecretStringTemplate)) as object;
  return [...Object.keys(template), String(GenerateStringKey)];
}
