import { type Route } from '../../../local/gateway/api';
import { matchRoute } from '../../../local/gateway/routing';

function route(method: string, resourcePath: string): Route {
  return {
    method,
    resourcePath,
    resourceId: resourcePath,
    functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f',
    timeoutMs: 29_000,
    authorization: 'NONE',
    requiredParameters: [],
    bodySchemas: new Map(),
    throttle: undefined,
    detailedMetrics: false,
  };
}

const ROUTES = [
  route('GET', '/v1/products/{sku}'),
  route('GET', '/v1/products/featured'),
  route('POST', '/v1/products/featured'),
  route('POST', '/v1/admin/products:import'),
  route('POST', '/v1/admin/stock/{sku}/receipts'),
  route('ANY', '/files/{path+}'),
  route('GET', '/'),
];

function match(method: string, path: string) {
  const found = matchRoute(ROUTES, method, path);
  return found === undefined ? undefined : [found.route.resourcePath, found.pathParameters];
}

describe('finding a route', () => {
  it.each([
    ['GET', '/v1/products/A-1', ['/v1/products/{sku}', { sku: 'A-1' }]],
    ['GET', '/v1/products/featured', ['/v1/products/featured', {}]],
    ['GET', '/v1/products/a%20b%2Fc', ['/v1/products/{sku}', { sku: 'a b/c' }]],
    ['GET', '/v1/products/100%', ['/v1/products/{sku}', { sku: '100%' }]],
    ['POST', '/v1/admin/products:import', ['/v1/admin/products:import', {}]],
    ['POST', '/v1/admin/products%3Aimport', ['/v1/admin/products:import', {}]],
    ['POST', '/v1/admin/stock/A/receipts', ['/v1/admin/stock/{sku}/receipts', { sku: 'A' }]],
    ['DELETE', '/files/a/b/c', ['/files/{path+}', { path: 'a/b/c' }]],
    ['GET', '/', ['/', {}]],
  ])('%s %s', (method, path, expected) => {
    expect(match(method, path)).toEqual(expected);
  });

  it.each([
    ['GET', '/v1/products'],
    ['GET', '/v1/products/'],
    ['GET', '/v1/products/A/B'],
    ['DELETE', '/v1/products/A'],
    ['GET', '/v2/products/A'],
    ['GET', '/files'],
  ])('none for %s %s', (method, path) => {
    expect(match(method, path)).toBeUndefined();
  });
});
