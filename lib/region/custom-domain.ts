import { DomainName, EndpointType, type IRestApi, type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import { type ShopDomain } from '../config/domain';
import { zoneOf } from '../edge/zone';
import { TLS_1_2_AT_LEAST } from './tls';

/** The API, and the domain under which it is to be found. */
export interface CustomDomainProps {
  readonly domain: ShopDomain;
  readonly api: RestApi;
}

/** What a DNS record of a Region's API points to. */
export interface AliasTarget {
  readonly domainName: string;
  readonly hostedZoneId: string;
}

/**
 * The API of one Region under a name that both Regions have, so that Route 53 can send callers to either. Certificates
 * of API Gateway belong to a Region; both prove the name by the same DNS record.
 */
export class CustomDomain extends Construct {
  readonly target: AliasTarget;

  constructor(scope: Construct, id: string, { domain, api }: CustomDomainProps) {
    super(scope, id);
    const certificate = new Certificate(this, 'Certificate', {
      domainName: domain.api,
      validation: CertificateValidation.fromDns(zoneOf(this, domain)),
    });
    const name = new DomainName(this, 'Name', {
      domainName: domain.api,
      certificate,
      endpointType: EndpointType.REGIONAL,
      ...TLS_1_2_AT_LEAST,
      // CDK's types were made without exactOptionalPropertyTypes, under which a RestApi is no IRestApi.
      mapping: api as IRestApi,
    });
    this.target = {
      domainName: name.domainNameAliasDomainName,
      hostedZoneId: name.domainNameAliasHostedZoneId,
    };
  }
}
