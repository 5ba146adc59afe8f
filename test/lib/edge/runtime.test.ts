import { transformSync } from 'esbuild';
import { routeApiCode, storefrontCode } from '../../../lib/edge/function-code';

const FUNCTIONS = [
  ['storefront', storefrontCode()],
  ['route-api', routeApiCode({ regions: ['us-east-1', 'us-west-2'], byDns: true })],
] as const;

/**
 * What CloudFront's runtime 2.0 knows beyond ECMAScript 5.1, as far as the functions use it (CloudFront developer guide,
 * "JavaScript runtime 2.0 features"). Node.js, in which the tests run them, knows much more.
 */
const RUNTIME = { 'const-and-let': true, 'async-await': true };

test.each(FUNCTIONS)('%s uses nothing that the runtime of CloudFront lacks', (_, code) => {
  const old = transformSync(code, { target: 'es5', supported: RUNTIME });
  // esbuild itself writes {region: region} in the new way unless it is told not to.
  const asWritten = transformSync(code, { target: 'esnext', supported: { 'object-extensions': false } });
  expect(old.code).toBe(asWritten.code);
});

test.each(FUNCTIONS)('%s is small enough: 10 KB', (_, code) => {
  expect(Buffer.byteLength(code)).toBeLessThan(10_240);
});
