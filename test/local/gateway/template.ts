import { type RegionTemplate, type Resource } from '../../../local/types';

const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:shop';

function resource(type: string, logicalId: string, properties: Record<string, unknown>): Resource {
  return { logicalId, type: `AWS::ApiGateway::${type}`, properties, ref: logicalId, arn: '' };
}

function method(httpMethod: string, resourceId: string, more: Record<string, unknown> = {}): Resource {
  return resource('Method', `${resourceId}${httpMethod}`, {
    HttpMethod: httpMethod,
    ResourceId: resourceId,
    RestApiId: 'Api',
    AuthorizationType: 'NONE',
    Integration: {
      Type: 'AWS_PROXY',
      IntegrationHttpMethod: 'POST',
      TimeoutInMillis: 29_000,
      Uri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FUNCTION_ARN}/invocations`,
    },
    ...more,
  });
}

const PROBLEM_HEADERS = {
  'gatewayresponse.header.Content-Type': "'application/problem+json'",
  'gatewayresponse.header.x-request-id': 'context.requestId',
  'gatewayresponse.header.x-region': "'us-east-1'",
};

function problem(responseType: string, template: string, statusCode?: string): Resource {
  return resource('GatewayResponse', responseType, {
    ResponseType: responseType,
    ResponseParameters: PROBLEM_HEADERS,
    ResponseTemplates: { 'application/json': template },
    ...(statusCode === undefined ? {} : { StatusCode: statusCode }),
  });
}

const ORDER_MODEL = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  type: 'object',
  required: ['lines'],
  properties: {
    lines: { type: 'array', items: { type: 'object' } },
    total: { type: 'integer', minimum: 0, exclusiveMinimum: true },
  },
};

/** A small API in the shape in which CDK writes one: orders, an operator's import, and a product page. */
export const TEMPLATE: RegionTemplate = {
  region: 'us-east-1',
  accountId: '123456789012',
  assetDirectory: (key) => key,
  resources: [
    resource('RestApi', 'Api', { Name: 'shop' }),
    resource('Deployment', 'Deployment', { RestApiId: 'Api' }),
    resource('Stage', 'Stage', {
      RestApiId: 'Api',
      StageName: 'prod',
      MethodSettings: [
        { HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: 1_000, ThrottlingBurstLimit: 2_000 },
        { HttpMethod: 'POST', ResourcePath: '/~1orders', ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 },
      ],
    }),
    resource('Resource', 'orders', { ParentId: 'Api/root', PathPart: 'orders' }),
    resource('Resource', 'products', { ParentId: 'Api/root', PathPart: 'products' }),
    resource('Resource', 'product', { ParentId: 'products', PathPart: '{sku}' }),
    resource('Resource', 'import', { ParentId: 'Api/root', PathPart: 'products:import' }),
    resource('Model', 'OrderModel', { ContentType: 'application/json', Schema: ORDER_MODEL }),
    resource('RequestValidator', 'Validator', {
      ValidateRequestBody: true,
      ValidateRequestParameters: true,
    }),
    method('GET', 'product'),
    method('POST', 'orders', {
      RequestModels: { 'application/json': 'OrderModel' },
      RequestParameters: { 'method.request.header.Idempotency-Key': true },
      RequestValidatorId: 'Validator',
    }),
    method('POST', 'import', { AuthorizationType: 'AWS_IAM' }),
    problem(
      'BAD_REQUEST_BODY',
      '{"code":"invalid_request","detail":"$context.error.validationErrorString"}',
      '400',
    ),
    problem(
      'BAD_REQUEST_PARAMETERS',
      '{"code":"invalid_request","detail":$context.error.messageString}',
      '400',
    ),
    problem('THROTTLED', '{"code":"throttled"}'),
    problem('MISSING_AUTHENTICATION_TOKEN', '{"code":"missing_authentication"}', '403'),
    problem('DEFAULT_4XX', '{"code":"$context.error.responseType"}'),
    problem('DEFAULT_5XX', '{"code":"unavailable","requestId":"$context.requestId"}'),
  ],
};

export { FUNCTION_ARN };
