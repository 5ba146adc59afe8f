import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type Names } from '../names';
import { Permissions } from '../region/permissions';
import { ShopFunction } from '../region/shop-function';

/** Whom a probe judges, and where it writes that down. */
export interface RegionProbeProps {
  readonly names: Names;
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
  /** The Region that is judged. */
  readonly otherRegion: string;
  /** Address of that Region's API, its stage included. */
  readonly otherApiUrl: string;
  /** The address that shoppers use. */
  readonly shopUrl: string;
  /** CloudFront's key-value store with one entry for each Region. */
  readonly routingStoreArn: string;
}

/**
 * A run looks for 55 s; its last look may take three tries of 2 s, and writing what it found four times two calls of
 * 2 s (lambdas/domain/routing/probe.ts, lambdas/adapters/cloudfront).
 */
const TIMEOUT = Duration.seconds(80);

/** Waits nearly all of its time, but signs in pure JavaScript when it has to be quick (docs/adr/0017-probes.md). */
const MEMORY_MEGABYTES = 256;

/** The function that judges the other Region, and its clock. */
export class RegionProbe extends Construct {
  constructor(scope: Construct, id: string, props: RegionProbeProps) {
    super(scope, id);
    this.everyMinute(this.createFunction(props));
  }

  private createFunction(props: RegionProbeProps): IFunction {
    const { names, lambdasRoot, routingStoreArn } = props;
    return new ShopFunction(this, 'ProbeRegion', {
      folder: 'probe-region',
      lambdasRoot,
      functionName: names.functionNamed('probe-region'),
      description: `Judges whether ${props.otherRegion} takes orders, and tells the edge`,
      timeout: TIMEOUT,
      memorySize: MEMORY_MEGABYTES,
      scheduled: true,
      environment: {
        LEDGER_TABLE: names.ledgerTable,
        OTHER_REGION: props.otherRegion,
        OTHER_API_URL: props.otherApiUrl,
        SHOP_URL: props.shopUrl,
        ROUTING_STORE_ARN: routingStoreArn,
      },
      permissions: [
        new Permissions(this, names).ledgerItems(['GetItem'], ['HEALTH']),
        writeRouting(routingStoreArn),
      ],
    }).function;
  }

  /** A missed run is not made up for: the next one looks at what is then. */
  private everyMinute(target: IFunction): void {
    new Rule(this, 'EveryMinute', {
      description: 'Judges the other Region',
      schedule: Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(target, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
  }
}

/** A write needs the version of the store, which its description has; the store knows no finer rights than its own. */
function writeRouting(storeArn: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['DescribeKeyValueStore', 'GetKey', 'PutKey'].map((call) => `cloudfront-keyvaluestore:${call}`),
    resources: [storeArn],
  });
}
