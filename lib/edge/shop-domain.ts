import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { type IDistribution, SecurityPolicyProtocol } from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, type IHostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { type ShopDomain } from '../config/domain';
import { type ApiEndpoint } from './api-origins';
import { ApiRecord } from './api-records';
import { recordName, zoneOf } from './zone';

/** What a distribution needs to answer under a name of its own. */
export interface DistributionName {
  readonly domainNames: string[];
  readonly certificate: Certificate;
  readonly minimumProtocolVersion: SecurityPolicyProtocol;
}

/** The shop's host names, and the Regions' APIs behind the second one. */
export interface ShopDomainNameProps {
  readonly domain: ShopDomain;
  readonly apis: readonly ApiEndpoint[];
}

/** The shop's own host names: certificate, and the records that lead to CloudFront and to the Regions' APIs. */
export class ShopDomainName extends Construct {
  readonly settings: DistributionName;

  private readonly domain: ShopDomain;
  private readonly zone: IHostedZone;

  constructor(scope: Construct, id: string, { domain, apis }: ShopDomainNameProps) {
    super(scope, id);
    this.domain = domain;
    this.zone = zoneOf(this, domain);
    this.settings = {
      domainNames: [domain.shop],
      certificate: new Certificate(this, 'Certificate', {
        domainName: domain.shop,
        validation: CertificateValidation.fromDns(this.zone),
      }),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2025,
    };
    apis.forEach((endpoint) => {
      new ApiRecord(this, `Api-${endpoint.region}`, { zone: this.zone, hostName: domain.api, endpoint });
    });
  }

  /** Leads the host name to the distribution, over both versions of the Internet Protocol. */
  leadTo(distribution: IDistribution): void {
    const props = {
      zone: this.zone,
      recordName: recordName(this.domain.shop),
      target: RecordTarget.fromAlias(new CloudFrontTarget(distribution)),
    };
    new ARecord(this, 'Ipv4', props);
    new AaaaRecord(this, 'Ipv6', props);
  }
}
