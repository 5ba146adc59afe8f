import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { type Construct } from 'constructs';
import { type ShopDomain } from '../config/domain';

/**
 * The zone that holds the shop's records. Its own name is not needed, since every record is named in full: a dot at
 * the end keeps CDK from adding the zone's name.
 */
export function zoneOf(scope: Construct, { shop, hostedZoneId }: ShopDomain): IHostedZone {
  return HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId, zoneName: shop });
}

/** A host name as a record's full name. */
export const recordName = (hostName: string): string => `${hostName}.`;
