import { readFileSync } from 'node:fs';
import * as path from 'node:path';

const FUNCTIONS = path.join(__dirname, 'functions');

/** What `functions/route-api.js` must know of the deployment. */
export interface RouteApiConstants {
  readonly regions: readonly string[];
  /** True when the origin `api` exists, whose address Route 53 resolves to the nearest healthy Region. */
  readonly byDns: boolean;
}

/** Code of the storefront's viewer request function. */
export function storefrontCode(): string {
  return readFileSync(path.join(FUNCTIONS, 'storefront.js'), 'utf8');
}

/** Code of the API's viewer request function; CloudFront Functions have no environment variables. */
export function routeApiCode({ regions, byDns }: RouteApiConstants): string {
  return readFileSync(path.join(FUNCTIONS, 'route-api.js'), 'utf8')
    .replace('__REGIONS__', JSON.stringify(regions))
    .replace('__BY_DNS__', String(byDns));
}
