import { AssemblyError } from '../../assembly/assembly-error';
import { type ApiAddress } from '../../lambda/api-addresses';
import { serviceHeaders } from '../../s3/s3-call';
import { type Forwarding } from '../distribution/forwarding';
import { type OriginProperties } from '../distribution/schema';
import { type EdgeOrigin } from '../message';
import { httpOrigin } from './http-origin';

/** Where what AWS has under its own names is on this machine. */
export interface LocalAddresses {
  /** API Gateway, by the API's host. */
  readonly api: ApiAddress;
  /** API Gateway, by a domain of the shop's own; undefined for a name that leads to none. */
  readonly customDomain: (name: string) => string | undefined;
  /** The AWS endpoint of a region; undefined where there is none. */
  readonly aws: (region: string) => string | undefined;
}

const EXECUTE_API = /^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/;
const BUCKET = /^(.+)\.s3\.([a-z0-9-]+)\.amazonaws\.com$/;

/**
 * An origin of the distribution where it is on this machine: an API at its gateway, a bucket at its region's endpoint.
 *
 * @throws AssemblyError for a domain that is neither
 */
export function localOrigin(
  properties: OriginProperties,
  forwarding: Forwarding,
  addresses: LocalAddresses,
  distributionArn: string,
): EdgeOrigin {
  const { Id, DomainName, OriginPath } = properties;
  const [, bucket, bucketRegion = ''] = BUCKET.exec(DomainName) ?? [];
  if (bucket !== undefined) {
    const baseUrl = `${addresses.aws(bucketRegion) ?? noSuch(Id, DomainName)}/${bucket}${OriginPath}`;
    const caller = { service: 'cloudfront.amazonaws.com', sourceArn: distributionArn };
    const signature = isSigned(properties) ? serviceHeaders(caller, bucketRegion) : {};
    return httpOrigin({ properties, forwarding, baseUrl, signature });
  }
  const [, apiId, region = ''] = EXECUTE_API.exec(DomainName) ?? [];
  const address = apiId === undefined ? addresses.customDomain(DomainName) : addresses.api({ apiId, region });
  // The local gateways serve their stage at the root, as custom domains do.
  const path = apiId === undefined ? OriginPath : OriginPath.replace(/^\/[^/]+/, '');
  return httpOrigin({ properties, forwarding, baseUrl: `${address ?? noSuch(Id, DomainName)}${path}` });
}

const isSigned = ({ OriginAccessControlId }: OriginProperties): boolean => OriginAccessControlId !== '';

function noSuch(id: string, domainName: string): never {
  throw new AssemblyError(`origin ${id} of the distribution is ${domainName}, which is not on this machine`);
}
