import { normalizedPath, pathPattern } from '../../../local/edge/distribution/path-pattern';
import { readDistribution } from '../../../local/edge/distribution/read-distribution';
import { resource } from '../iam/support';
import { CONFIG, edgeFunction, templateWith } from './distribution';
import { type RegionTemplate } from '../../../local/types';

const nowhere = () => 'http://127.0.0.1:1';
const read = (template: RegionTemplate) =>
  readDistribution({
    template,
    addresses: { api: nowhere, customDomain: () => undefined, aws: nowhere },
    stores: new Map(),
    onLine: () => undefined,
  });

test.each([
  ['/v1/*', '/v1/orders', true],
  ['/v1/*', '/v1', false],
  ['/v1/*', '/V1/orders', false],
  ['v1/*', '/v1/orders', true],
  ['*.js', '/assets/app.js', true],
  ['/a?c', '/abc', true],
  ['/a?c', '/ac', false],
  ['*', '/', true],
])('the pattern %s and the path %s: %s', (pattern, path, matches) => {
  expect(pathPattern(pattern)(path)).toBe(matches);
});

test.each([
  ['/v1/%61dmin', '/v1/admin'],
  ['/x/../v1/admin', '/v1/admin'],
  ['/x/%2e%2e/v1/admin', '/v1/admin'],
  ['/v1/a%2Fb', '/v1/a%2Fb'],
  ['//v1/admin', '//v1/admin'],
])('the behaviour of %s is that of %s', (path, normalized) => {
  expect(normalizedPath(path)).toBe(normalized);
});

test('the first pattern that matches counts', () => {
  const [api] = CONFIG.CacheBehaviors;
  const hooks = { ...api, PathPattern: '/v1/hooks', AllowedMethods: ['POST'] };
  const distribution = read(templateWith({ ...CONFIG, CacheBehaviors: [hooks, ...CONFIG.CacheBehaviors] }));

  expect(distribution.behaviourOf('/v1/hooks').methods).toEqual(['POST']);
  expect(distribution.behaviourOf('/v1/hooks/x').methods).toHaveLength(7);
  expect(distribution.behaviourOf('/v2').methods).toEqual(['GET', 'HEAD']);
});

test('what is asked for and not done is named', () => {
  const config = {
    ...CONFIG,
    Staging: true,
    DefaultCacheBehavior: { ...CONFIG.DefaultCacheBehavior, Compress: true, FieldLevelEncryptionId: 'x' },
  };
  expect(read(templateWith(config)).notEvaluated).toEqual([
    'caching, but of errors',
    'compression',
    'HTTPS',
    'Staging',
    'behaviour *: FieldLevelEncryptionId',
  ]);
});

const [api] = CONFIG.CacheBehaviors;
const withBehaviour = (changes: object) =>
  templateWith({ ...CONFIG, CacheBehaviors: [{ ...api, ...changes }] });
const withFunction = (code: string) => templateWith(CONFIG, edgeFunction('route', code));

test.each<[string, RegionTemplate, RegExp]>([
  [
    'an error page',
    templateWith({ ...CONFIG, CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/404.html' }] }),
    /ResponsePagePath/,
  ],
  ['no distribution', { ...templateWith(), resources: [] }, /exactly one distribution/],
  ['a distribution that is off', templateWith({ ...CONFIG, Enabled: false }), /Enabled/],
  ['a policy that there is not', withBehaviour({ CachePolicyId: 'other' }), /no policy other/],
  [
    'headers that there are not',
    withBehaviour({ ResponseHeadersPolicyId: 'x' }),
    /response headers policy x/,
  ],
  [
    'a function on the response',
    withBehaviour({ FunctionAssociations: [{ EventType: 'viewer-response', FunctionARN: 'x' }] }),
    /functions on viewer-response/,
  ],
  [
    'an origin that is not here',
    templateWith({ ...CONFIG, Origins: [{ ...CONFIG.Origins[2], DomainName: 'a.example' }] }),
    /a\.example/,
  ],
  ['code that does not compile', withFunction('function handler( {'), /route cannot be compiled/],
  ['a module that there is not', withFunction("import fs from 'fs';"), /no module fs/],
  ['too much code', withFunction(`//${'x'.repeat(10_240)}`), /10240 bytes/],
  [
    'another runtime',
    templateWith(
      CONFIG,
      resource(
        'AWS::CloudFront::Function',
        'route',
        { Name: 'route', FunctionCode: '', FunctionConfig: { Runtime: 'cloudfront-js-1.0' } },
        { arn: 'arn:function/route' },
      ),
    ),
    /Runtime/,
  ],
])('%s ends the start', (_, template, message) => {
  expect(() => read(template)).toThrow(message);
});
