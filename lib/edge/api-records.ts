import { Duration } from 'aws-cdk-lib';
import {
  ARecord,
  HealthCheck,
  HealthCheckType,
  type IHostedZone,
  RecordTarget,
} from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Construct } from 'constructs';
import { type ApiEndpoint } from './api-origins';
import { recordName } from './zone';

/** One Region's API, and its name in DNS. */
export interface ApiRecordProps {
  readonly zone: IHostedZone;
  /** Host name that all Regions share. */
  readonly hostName: string;
  readonly endpoint: ApiEndpoint;
}

/**
 * Where Route 53's checkers stand: three places, the fewest that it takes. Each looks every 10 s, and every look is a
 * strongly consistent read of the Ledger; all places together would make 8 looks a second of two Regions.
 */
const CHECKER_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];

/**
 * One Region's latency record of the API. What is checked is the Region's own address, and its deep health: a Region
 * that is evacuated, or cut off from its data, is left without a change to any record.
 */
export class ApiRecord extends Construct {
  constructor(scope: Construct, id: string, { zone, hostName, endpoint }: ApiRecordProps) {
    super(scope, id);
    const { alias } = endpoint;
    if (alias === undefined)
      throw new Error(`${endpoint.region} has no custom domain for a record to point to`);
    const healthCheck = new HealthCheck(this, 'Health', {
      type: HealthCheckType.HTTPS,
      fqdn: endpoint.domainName,
      resourcePath: `/${endpoint.stageName}/health`,
      requestInterval: Duration.seconds(10),
      failureThreshold: 3,
      regions: CHECKER_REGIONS,
    });
    new ARecord(this, 'Record', {
      zone,
      recordName: recordName(hostName),
      region: endpoint.region,
      setIdentifier: endpoint.region,
      healthCheck,
      target: RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(alias.domainName, alias.hostedZoneId)),
    });
  }
}
