import { type HoldfastConfig } from './schema';

/** Host names of a shop that has a domain, and where its DNS records are kept. */
export interface ShopDomain {
  /** Host name of the shop, which CloudFront answers. */
  readonly shop: string;
  /** Host name of the API of the Region that Route 53 chooses. */
  readonly api: string;
  readonly hostedZoneId: string;
}

/** The domain of a configuration; undefined when it uses AWS's own names. */
export function shopDomainOf({
  domain,
  hostedZoneId,
}: Pick<HoldfastConfig, 'domain' | 'hostedZoneId'>): ShopDomain | undefined {
  if (domain === undefined || hostedZoneId === undefined) return undefined;
  return { shop: domain, api: `api.${domain}`, hostedZoneId };
}
