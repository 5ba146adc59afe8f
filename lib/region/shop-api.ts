import { type CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AuthorizationType,
  type CfnRestApi,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  type MethodOptions,
  type RequestValidator,
  RestApi,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import { type IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type HoldfastConfig } from '../config/schema';
import { BROWSE_METHODS, CHECKOUT_METHODS, HEALTH_METHOD } from '../objectives/objectives';
import { accessLogFormat } from './access-log';
import { GatewayResponses } from './gateway-responses';
import { type HttpFunctionName, type Route, ROUTES } from './routes';
import { TLS_1_2_AT_LEAST } from './tls';

/** Functions behind the routes, and how often they may be called. */
export interface ShopApiProps {
  readonly apiName: string;
  readonly functions: Readonly<Record<HttpFunctionName, IFunction>>;
  readonly throttles: HoldfastConfig['throttles'];
}

/** Last part of the API's own address. */
export const STAGE_NAME = 'prod';

/** Methods that alarms look at one by one. */
const MEASURED_METHODS = [...CHECKOUT_METHODS, ...BROWSE_METHODS, HEALTH_METHOD];

/** The longest that a regional REST API waits for a function. */
const INTEGRATION_TIMEOUT = Duration.seconds(29);

/**
 * The REST API of one Region. REST and not HTTP API, since only the former validates requests, throttles each
 * method and takes a web ACL.
 */
export class ShopApi extends Construct {
  readonly api: RestApi;
  /** One line for each request (access-log.ts). */
  readonly accessLog: LogGroup;
  private readonly validator: RequestValidator;
  private readonly integrations: Readonly<Record<HttpFunctionName, LambdaIntegration>>;

  constructor(scope: Construct, id: string, props: ShopApiProps) {
    super(scope, id);
    this.accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.api = this.createApi(props);
    this.validator = this.api.addRequestValidator('HeadersAndBody', {
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    this.integrations = integrate(props.functions);
    new GatewayResponses(this, 'Problems', { api: this.api });
    ROUTES.forEach((route) => this.add(route));
    this.nameAddressOutput();
  }

  private createApi(props: ShopApiProps): RestApi {
    const api = new RestApi(this, 'Api', {
      restApiName: props.apiName,
      description: 'The shop and its administration',
      endpointTypes: [EndpointType.REGIONAL],
      // API Gateway refuses to deploy a stage with an access log unless the account has a role for it.
      cloudWatchRole: true,
      deployOptions: this.stageOptions(props.throttles),
    });
    Object.assign(api.node.defaultChild as CfnRestApi, TLS_1_2_AT_LEAST);
    return api;
  }

  /** Gives the output that every RestApi makes a name that scripts can rely on. */
  private nameAddressOutput(): void {
    const output = this.api.node.findChild('Endpoint') as CfnOutput;
    output.overrideLogicalId('ApiUrl');
    output.description = 'Address of the API in this Region';
  }

  private stageOptions(throttles: HoldfastConfig['throttles']): StageOptions {
    return {
      stageName: STAGE_NAME,
      tracingEnabled: true,
      accessLogDestination: new LogGroupLogDestination(this.accessLog),
      accessLogFormat: accessLogFormat(),
      throttlingRateLimit: throttles.default.rate,
      throttlingBurstLimit: throttles.default.burst,
      methodOptions: methodSettings(throttles),
    };
  }

  private add(route: Route): void {
    const resource = this.api.root.resourceForPath(route.path);
    resource.addMethod(route.method, this.integrations[route.function], {
      authorizationType: route.signed === true ? AuthorizationType.IAM : AuthorizationType.NONE,
      ...this.validation(route),
    });
  }

  private validation(route: Route): MethodOptions {
    if (route.body === undefined && route.requiredHeaders === undefined) return {};
    const headers = (route.requiredHeaders ?? []).map((header) => [`method.request.header.${header}`, true]);
    return {
      requestValidator: this.validator,
      requestParameters: Object.fromEntries(headers) as Record<string, boolean>,
      ...(route.body && {
        requestModels: {
          'application/json': this.api.addModel(`${route.body.title}Model`, { schema: route.body }),
        },
      }),
    };
  }
}

function integrate(
  functions: ShopApiProps['functions'],
): Readonly<Record<HttpFunctionName, LambdaIntegration>> {
  const integration = (handler: IFunction) =>
    new LambdaIntegration(handler, { timeout: INTEGRATION_TIMEOUT, allowTestInvoke: false });
  return {
    products: integration(functions.products),
    carts: integration(functions.carts),
    placeOrder: integration(functions.placeOrder),
    orders: integration(functions.orders),
    cancelOrder: integration(functions.cancelOrder),
    paymentWebhook: integration(functions.paymentWebhook),
    admin: integration(functions.admin),
    health: integration(functions.health),
  };
}

/**
 * Settings of single methods, keyed as API Gateway wants them: throttles of their own, and detailed metrics for those
 * that alarms look at, for each method with them costs five metrics. A method with settings of its own does not
 * inherit the stage's, so each states its throttle.
 */
function methodSettings(throttles: HoldfastConfig['throttles']): Record<string, MethodDeploymentOptions> {
  const entries = ROUTES.flatMap(({ path, method, throttle = 'default' }) => {
    const metricsEnabled = MEASURED_METHODS.some((each) => each.path === path && each.method === method);
    if (throttle === 'default' && !metricsEnabled) return [];
    const { rate, burst } = throttles[throttle];
    const limits = { throttlingRateLimit: rate, throttlingBurstLimit: burst };
    return [[`${path}/${method}`, { ...limits, ...(metricsEnabled && { metricsEnabled }) }] as const];
  });
  return Object.fromEntries(entries);
}
