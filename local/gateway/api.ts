import { z } from 'zod';
import { type RegionTemplate, type Resource } from '../types';
import {
  gatewayResponseSchema,
  methodSchema,
  type MethodProperties,
  resourceSchema,
  restApiSchema,
  stageSchema,
  type StageProperties,
  validatorSchema,
} from './template-schemas';

/** Settings of a gateway response (https://docs.aws.amazon.com/apigateway/latest/api/API_GatewayResponse.html). */
export interface GatewayResponseSettings {
  readonly statusCode?: number | undefined;
  /** By parameter, for example `gatewayresponse.header.x-region` → `'us-east-1'`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** By content type. */
  readonly templates: Readonly<Record<string, string>>;
}

/** Requests a second, and how many may come at once. */
export interface ThrottleSettings {
  readonly rate: number;
  readonly burst: number;
}

/** One method of one resource, with what it needs to be called. */
export interface Route {
  /** `GET`, …, or `ANY`. */
  readonly method: string;
  /** Resource path of the template, for example `/v1/products/{sku}`. */
  readonly resourcePath: string;
  readonly resourceId: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly authorization: 'NONE' | 'AWS_IAM';
  /** Parameters that must not be missing, for example `method.request.header.Idempotency-Key`. */
  readonly requiredParameters: readonly string[];
  /**
   * JSON schemas of the body by content type, which clients choose: `constructor` must find none. Empty when the
   * body is not validated.
   */
  readonly bodySchemas: ReadonlyMap<string, unknown>;
  readonly throttle: ThrottleSettings | undefined;
  /** Whether the stage asks for metrics of this method by itself ("detailed CloudWatch metrics"). */
  readonly detailedMetrics: boolean;
}

/** An answer that left the gateway. */
export interface Answered {
  /** Undefined where the path has none. */
  readonly route: Route | undefined;
  readonly status: number;
  /** From the request's last byte on. */
  readonly milliseconds: number;
}

/** A REST API with its stage, ready to serve. */
export interface RestApi {
  readonly apiId: string;
  readonly name: string;
  readonly stage: string;
  readonly region: string;
  readonly accountId: string;
  readonly routes: readonly Route[];
  readonly gatewayResponses: ReadonlyMap<string, GatewayResponseSettings>;
  readonly binaryMediaTypes: readonly string[];
}

/** What a web ACL is associated with. */
export const stageArn = ({ apiId, stage, region }: RestApi): string =>
  `arn:aws:apigateway:${region}::/restapis/${apiId}/stages/${stage}`;

/** The template asks for something of API Gateway that cannot be served here. */
export class GatewayTemplateError extends Error {
  override readonly name = 'GatewayTemplateError';
}

/** The API Gateway resources of one template, by type. */
class ApiResources {
  constructor(private readonly template: RegionTemplate) {}

  all(type: string): Resource[] {
    return this.template.resources.filter((resource) => resource.type === `AWS::ApiGateway::${type}`);
  }

  one(type: string): Resource {
    const [first, ...others] = this.all(type);
    if (first !== undefined && others.length === 0) return first;
    const found = [first, ...others].flatMap((resource) => resource?.logicalId ?? []);
    throw new GatewayTemplateError(
      `${this.template.region}: the local cloud serves exactly one AWS::ApiGateway::${type} in a region, ` +
        `and the templates hold ${found.length === 0 ? 'none' : found.join(', ')}.`,
    );
  }

  byRef(type: string, ref: string): Resource | undefined {
    return this.all(type).find((resource) => resource.ref === ref);
  }
}

function parse<T>(schema: z.ZodType<T>, resource: Resource): T {
  const result = schema.safeParse(resource.properties);
  if (result.success) return result.data;
  throw new GatewayTemplateError(
    `${resource.type} ${resource.logicalId} cannot be served locally:\n${z.prettifyError(result.error)}`,
  );
}

/** Follows the parents up; an id that is no resource of the template is the API's root. */
function resourcePathOf(resources: ApiResources, resourceId: string): string {
  const resource = resources.byRef('Resource', resourceId);
  if (resource === undefined) return '';
  const { ParentId, PathPart } = parse(resourceSchema, resource);
  return `${resourcePathOf(resources, ParentId)}/${PathPart}`;
}

/** `…:lambda:path/2015-03-31/functions/<function ARN>/invocations` names the function. */
function functionArnOf(uri: string, method: Resource): string {
  const arn = /\/functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1];
  if (arn !== undefined) return arn;
  throw new GatewayTemplateError(`${method.logicalId}: the integration ${uri} names no Lambda function.`);
}

/** Stage settings name a path with its slashes as `~1`; `*` and `/*` stand for every method. */
function settingsOf(
  stage: StageProperties,
  method: string,
  resourcePath: string,
): StageProperties['MethodSettings'][number] | undefined {
  const settings = (httpMethod: string, path: string) =>
    stage.MethodSettings.find(
      (one) =>
        one.HttpMethod === httpMethod && one.ResourcePath.replace(/^\//, '').replaceAll('~1', '/') === path,
    );
  return settings(method, resourcePath) ?? settings('*', '*');
}

function throttleOf(found: ReturnType<typeof settingsOf>): ThrottleSettings | undefined {
  if (found?.ThrottlingRateLimit === undefined || found.ThrottlingBurstLimit === undefined) return undefined;
  return { rate: found.ThrottlingRateLimit, burst: found.ThrottlingBurstLimit };
}

function bodySchemas(resources: ApiResources, method: MethodProperties): Map<string, unknown> {
  const entries = Object.entries(method.RequestModels).map(
    ([contentType, model]) =>
      [contentType, resources.byRef('Model', model)?.properties['Schema'] ?? {}] as const,
  );
  return new Map(entries);
}

function toRoute(resources: ApiResources, stage: StageProperties, resource: Resource): Route {
  const method = parse(methodSchema, resource);
  const resourcePath = resourcePathOf(resources, method.ResourceId) || '/';
  const validator = resources.byRef('RequestValidator', method.RequestValidatorId ?? '');
  const validates = validator === undefined ? undefined : parse(validatorSchema, validator);
  const settings = settingsOf(stage, method.HttpMethod, resourcePath);
  const required = Object.entries(method.RequestParameters).flatMap(([name, must]) => (must ? [name] : []));
  return {
    method: method.HttpMethod,
    resourcePath,
    resourceId: method.ResourceId,
    functionArn: functionArnOf(method.Integration.Uri, resource),
    timeoutMs: method.Integration.TimeoutInMillis,
    authorization: method.AuthorizationType,
    requiredParameters: validates?.ValidateRequestParameters === true ? required : [],
    bodySchemas: validates?.ValidateRequestBody === true ? bodySchemas(resources, method) : new Map(),
    throttle: throttleOf(settings),
    detailedMetrics: settings?.MetricsEnabled ?? false,
  };
}

function gatewayResponses(resources: ApiResources): Map<string, GatewayResponseSettings> {
  const entries = resources.all('GatewayResponse').map((resource) => {
    const settings = parse(gatewayResponseSchema, resource);
    return [
      settings.ResponseType,
      {
        statusCode: settings.StatusCode,
        parameters: settings.ResponseParameters,
        templates: settings.ResponseTemplates,
      },
    ] as const;
  });
  return new Map(entries);
}

/**
 * Reads the REST API of a region's templates.
 *
 * @throws {@link GatewayTemplateError} when there is not exactly one API with one stage, or when a method
 * uses an integration or an authorization that is not served here (only AWS_PROXY with NONE or AWS_IAM is)
 */
export function readRestApi(template: RegionTemplate): RestApi {
  const resources = new ApiResources(template);
  const api = resources.one('RestApi');
  const stage = parse(stageSchema, resources.one('Stage'));
  const { Name: name = api.ref, BinaryMediaTypes: binaryMediaTypes } = parse(restApiSchema, api);
  return {
    apiId: api.ref,
    name,
    stage: stage.StageName,
    region: template.region,
    accountId: template.accountId,
    routes: resources.all('Method').map((method) => toRoute(resources, stage, method)),
    gatewayResponses: gatewayResponses(resources),
    binaryMediaTypes,
  };
}
