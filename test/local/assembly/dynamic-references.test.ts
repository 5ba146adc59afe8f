import { readAssembly } from '../../../local/assembly/read-assembly';
import { type SecretReference } from '../../../local/assembly/dynamic-references';
import { writeAssembly } from './write-assembly';

const directory = (value: unknown) =>
  writeAssembly({
    Edge: {
      region: 'us-east-1',
      template: { Resources: { Probe: { Type: 'AWS::CDK::Metadata', Properties: { value } } } },
    },
  });

function resolved(value: unknown): { value: unknown; asked: SecretReference[] } {
  const asked: SecretReference[] = [];
  const secret = (reference: SecretReference) => {
    asked.push(reference);
    return 'hush';
  };
  const { resources } = readAssembly(directory(value)).regionTemplate('us-east-1', { secret });
  return { value: resources[0]?.properties['value'], asked };
}

const ARN = 'arn:aws:secretsmanager:us-east-1:000000000000:secret:edge-a1b2c3';

test.each<[string, string, SecretReference]>([
  ['a whole secret', '{{resolve:secretsmanager:edge}}', { secretId: 'edge', jsonKey: undefined }],
  [
    'a key of a secret',
    '{{resolve:secretsmanager:holdfast/edge:SecretString:value}}',
    { secretId: 'holdfast/edge', jsonKey: 'value' },
  ],
  ['by ARN', `{{resolve:secretsmanager:${ARN}:SecretString:value::}}`, { secretId: ARN, jsonKey: 'value' }],
  [
    'by ARN, whole',
    `{{resolve:secretsmanager:${ARN}:SecretString:::}}`,
    { secretId: ARN, jsonKey: undefined },
  ],
])('%s', (_, text, reference) => {
  expect(resolved({ deep: [`<${text}>`] })).toEqual({ value: { deep: ['<hush>'] }, asked: [reference] });
});

test('a reference that an intrinsic puts together', () => {
  const parts = ['{{resolve:secretsmanager:', { Ref: 'AWS::StackName' }, ':SecretString:value::}}'];
  expect(resolved({ 'Fn::Join': ['', parts] })).toEqual({
    value: 'hush',
    asked: [{ secretId: 'Edge', jsonKey: 'value' }],
  });
});

test('without anybody to ask, a reference stays as it is', () => {
  const text = '{{resolve:secretsmanager:edge}}';
  const [probe] = readAssembly(directory(text)).regionTemplate('us-east-1').resources;
  expect(probe?.properties['value']).toBe(text);
});
