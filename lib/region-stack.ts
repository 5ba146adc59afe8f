import { Stack, type StackProps } from 'aws-cdk-lib';
import { type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { type Construct } from 'constructs';
import { Alarms } from './alarms/alarms';
import { shopDomainOf } from './config/domain';
import { type HoldfastConfig } from './config/schema';
import { RegionView } from './dashboards/views';
import { type ApiEndpoint } from './edge/api-origins';
import { namesOf } from './names';
import { BackgroundFunctions } from './region/background-functions';
import { CustomDomain } from './region/custom-domain';
import { ErrorBudget } from './region/error-budget';
import { BACKGROUND_TIMEOUTS } from './region/function-settings';
import { HttpFunctions } from './region/http-functions';
import { OrderEvents } from './region/order-events';
import { Permissions } from './region/permissions';
import { PersonalData } from './region/personal-data';
import { Reconciliation } from './region/reconciliation';
import { Schedules } from './region/schedules';
import { ShopApi, STAGE_NAME } from './region/shop-api';
import { StorefrontBucket } from './region/storefront-bucket';
import { RegionWebAcl } from './region/web-acl';
import { WorkQueue } from './region/work-queue';

/** What a Region stack is made from. */
export interface RegionStackProps extends StackProps {
  readonly config: HoldfastConfig;
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
  /** Directory of the storefront's sources. */
  readonly webRoot: string;
}

/**
 * One Region of the shop: its API, functions, queues, events and schedules. The two Regions are alike; each
 * works alone, and either finishes what the other left.
 */
export class RegionStack extends Stack {
  /** Where CloudFront and Route 53 find the API of this Region. */
  readonly apiEndpoint: ApiEndpoint;

  constructor(scope: Construct, id: string, props: RegionStackProps) {
    super(scope, id, props);
    const { config, lambdasRoot } = props;
    const names = namesOf(config);
    const ordersQueue = new WorkQueue(this, 'OrdersQueue', {
      queueName: names.ordersQueue,
      consumerTimeout: BACKGROUND_TIMEOUTS.advanceOrders,
    }).queue;
    const auditQueue = new WorkQueue(this, 'AuditQueue', {
      queueName: names.auditQueue,
      consumerTimeout: BACKGROUND_TIMEOUTS.runAudit,
    }).queue;
    const { bus } = new OrderEvents(this, 'Events', {
      eventBusName: names.eventBus,
      deadLetterQueueName: names.eventsDeadLetterQueue,
      ordersQueue,
    });
    const permissions = new Permissions(this, names);
    const context = { config, names, permissions, ordersQueue, auditQueue, bus, lambdasRoot };
    const functions = new HttpFunctions(this, 'Http', context);
    const background = new BackgroundFunctions(this, 'Background', context);
    const { function: reconcile } = new Reconciliation(this, 'Reconciliation', context);
    new PersonalData(this, 'PersonalData', context);
    new ErrorBudget(this, 'ErrorBudget', context);
    const { sweepOrders, settleStock, runAudit } = background;
    const scheduled = { sweepOrders, settleStock, runAudit, reconcile };
    const schedules = new Schedules(this, 'Schedules', { ...scheduled, regions: config.regions });
    const { api, accessLog } = new ShopApi(this, 'Shop', {
      apiName: config.name,
      functions,
      throttles: config.throttles,
    });
    new RegionView(this, 'View', { config, accessLogGroupName: accessLog.logGroupName });
    const alarms = {
      config,
      names,
      api: { apiName: config.name, stageName: STAGE_NAME },
      otherRegion: config.regions.find((region) => region !== this.region) ?? this.region,
    };
    new Alarms(this, 'Alarms', alarms, schedules);
    this.apiEndpoint = this.publish(api, props);
  }

  /** What the outside sees of a Region: its API under AWS's name and the shop's, guarded, and the storefront. */
  private publish(api: RestApi, { config, webRoot }: RegionStackProps): ApiEndpoint {
    const names = namesOf(config);
    const domain = shopDomainOf(config);
    new RegionWebAcl(this, 'WebAcl', { names, rates: config.edge, stage: api.deploymentStage });
    new StorefrontBucket(this, 'Storefront', {
      bucketName: names.storefrontBucket(this.account, this.region),
      webRoot,
    });
    return {
      region: this.region,
      domainName: `${api.restApiId}.execute-api.${this.region}.${this.urlSuffix}`,
      stageName: STAGE_NAME,
      alias: domain && new CustomDomain(this, 'Domain', { domain, api }).target,
    };
  }
}
