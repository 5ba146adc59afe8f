import { Match, type Template } from 'aws-cdk-lib/assertions';
import { ROUTES } from '../../lib/region/routes';
import { configuration, primaryRegion } from './synthesized';

interface PathPart {
  readonly PathPart: string;
  readonly ParentId: { readonly Ref?: string };
}

interface Method {
  readonly HttpMethod: string;
  readonly ResourceId: { readonly Ref: string };
  readonly AuthorizationType: string;
  readonly Integration: { readonly Uri: unknown; readonly Type: string };
}

let region: Template;

beforeAll(() => {
  region = primaryRegion();
});

/** `GET /v1/orders NONE PlaceOrder` for every method of the template. */
function methods(): string[] {
  return Object.values(region.findResources('AWS::ApiGateway::Method')).map((resource) => {
    const method = resource['Properties'] as Method;
    const target = /"Fn::GetAtt":\["Http([A-Za-z]+)Function/.exec(JSON.stringify(method.Integration.Uri));
    return `${method.HttpMethod} ${pathOf(method.ResourceId.Ref)} ${method.AuthorizationType} ${target?.[1]}`;
  });
}

function pathOf(logicalId: string): string {
  const parts = region.findResources('AWS::ApiGateway::Resource');
  const part = parts[logicalId]?.['Properties'] as PathPart | undefined;
  if (part === undefined) return '';
  return `${pathOf(part.ParentId.Ref ?? '')}/${part.PathPart}`;
}

test('every route leads to its function, and administration is signed', () => {
  expect(methods().sort()).toEqual(
    [
      'GET /health NONE Health',
      'GET /health/live NONE Health',
      'GET /v1/products NONE Products',
      'GET /v1/products/{sku} NONE Products',
      'GET /v1/carts/{cartId} NONE Carts',
      'PUT /v1/carts/{cartId}/items/{sku} NONE Carts',
      'DELETE /v1/carts/{cartId}/items/{sku} NONE Carts',
      'POST /v1/orders NONE PlaceOrder',
      'GET /v1/orders/{orderId} NONE Orders',
      'POST /v1/orders/{orderId}/cancel NONE CancelOrder',
      'POST /v1/payments/webhook NONE PaymentWebhook',
      'PUT /v1/admin/products/{sku} AWS_IAM Admin',
      'POST /v1/admin/products:import AWS_IAM Admin',
      'POST /v1/admin/stock/{sku}/receipts AWS_IAM Admin',
      'GET /v1/admin/stock/{sku} AWS_IAM Admin',
      'GET /v1/admin/orders AWS_IAM Admin',
      'GET /v1/admin/orders/{orderId} AWS_IAM Admin',
      'POST /v1/admin/orders/{orderId}/fulfil AWS_IAM Admin',
      'GET /v1/admin/audit AWS_IAM Admin',
      'GET /v1/admin/audit/{reportId} AWS_IAM Admin',
    ].sort(),
  );
});

test('no route under /v1/admin can be declared unsigned', () => {
  const unsigned = ROUTES.filter(({ path, signed }) => path.startsWith('/v1/admin') !== (signed === true));
  expect(unsigned).toEqual([]);
});

test('an order without its key or with a body that is no object does not start a function', () => {
  region.hasResourceProperties('AWS::ApiGateway::Method', {
    HttpMethod: 'POST',
    AuthorizationType: 'NONE',
    RequestParameters: { 'method.request.header.Idempotency-Key': true },
    RequestValidatorId: Match.anyValue(),
    RequestModels: { 'application/json': Match.anyValue() },
  });
  region.hasResourceProperties('AWS::ApiGateway::RequestValidator', {
    ValidateRequestBody: true,
    ValidateRequestParameters: true,
  });
  region.hasResourceProperties('AWS::ApiGateway::Model', {
    ContentType: 'application/json',
    Schema: Match.objectLike({ title: 'PlaceOrder', type: 'object' }),
  });
});

test('nothing on the way to the webhook looks into a body that is signed byte for byte', () => {
  const [webhook] = Object.values(region.findResources('AWS::ApiGateway::Method'))
    .map((resource) => resource['Properties'] as Record<string, unknown> & Method)
    .filter(({ ResourceId }) => pathOf(ResourceId.Ref) === '/v1/payments/webhook');

  expect(webhook).toMatchObject({ HttpMethod: 'POST', Integration: { Type: 'AWS_PROXY' } });
  expect(webhook).not.toHaveProperty('RequestValidatorId');
  expect(webhook).not.toHaveProperty('RequestModels');
});

test('each method has its throttle', () => {
  const throttles = {
    default: { rate: 700, burst: 900 },
    orders: { rate: 50, burst: 60 },
    admin: { rate: 5, burst: 6 },
  };

  const throttled = primaryRegion(configuration({ throttles }));

  const setting = (HttpMethod: string, ResourcePath: string, rate: number, burst: number) =>
    Match.objectLike({
      HttpMethod,
      ResourcePath,
      ThrottlingRateLimit: rate,
      ThrottlingBurstLimit: burst,
    });
  throttled.hasResourceProperties('AWS::ApiGateway::Stage', {
    MethodSettings: Match.arrayWith([
      setting('*', '/*', 700, 900),
      setting('POST', '/~1v1~1orders', 50, 60),
      setting('POST', '/~1v1~1orders~1{orderId}~1cancel', 50, 60),
      setting('PUT', '/~1v1~1admin~1products~1{sku}', 5, 6),
      setting('GET', '/~1v1~1admin~1audit~1{reportId}', 5, 6),
    ]),
  });
});

test('one regional stage, traced, with an access log that holds no personal data', () => {
  region.resourceCountIs('AWS::ApiGateway::Stage', 1);
  region.hasResourceProperties('AWS::ApiGateway::RestApi', {
    EndpointConfiguration: { Types: ['REGIONAL'] },
    SecurityPolicy: 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09',
    EndpointAccessMode: 'BASIC',
  });
  region.hasResourceProperties('AWS::ApiGateway::Stage', { StageName: 'prod', TracingEnabled: true });

  const [stage] = Object.values(region.findResources('AWS::ApiGateway::Stage'));
  const { AccessLogSetting } = (stage as { Properties: { AccessLogSetting: { Format: string } } }).Properties;
  expect(Object.keys(JSON.parse(AccessLogSetting.Format) as object)).toEqual([
    'requestId',
    'traceId',
    'time',
    'method',
    'route',
    'status',
    'responseBytes',
    'latencyMs',
    'functionLatencyMs',
    'refusal',
  ]);
});

test('the address of the API is an output with a stable name', () => {
  expect(Object.keys(region.findOutputs('*'))).toContain('ApiUrl');
});

describe("API Gateway's own answers", () => {
  test.each([
    ['BAD_REQUEST_BODY', '400', 'invalid_request'],
    ['BAD_REQUEST_PARAMETERS', '400', 'invalid_request'],
    ['MISSING_AUTHENTICATION_TOKEN', '403', 'missing_authentication'],
    ['ACCESS_DENIED', '403', 'access_denied'],
    ['INVALID_SIGNATURE', '403', 'invalid_signature'],
    ['EXPIRED_TOKEN', '403', 'expired_token'],
    ['REQUEST_TOO_LARGE', '413', 'request_too_large'],
    ['UNSUPPORTED_MEDIA_TYPE', '415', 'unsupported_media_type'],
    ['THROTTLED', '429', 'throttled'],
    ['INTEGRATION_TIMEOUT', '504', 'timeout'],
  ])('%s is %s with code %s', (ResponseType, StatusCode, code) => {
    region.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType,
      StatusCode,
      ResponseTemplates: {
        'application/json': Match.stringLikeRegexp(`"status":${StatusCode},"code":"${code}"`),
      },
    });
  });

  test.each(['DEFAULT_4XX', 'DEFAULT_5XX'])('%s keeps the status of the case', (ResponseType) => {
    region.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType,
      StatusCode: Match.absent(),
    });
  });

  test('all of them are problem details that name the request and the Region', () => {
    const responses = Object.values(region.findResources('AWS::ApiGateway::GatewayResponse'));

    expect(responses).toHaveLength(12);
    for (const response of responses) {
      expect(response['Properties']).toMatchObject({
        ResponseParameters: {
          'gatewayresponse.header.Content-Type': "'application/problem+json'",
          'gatewayresponse.header.x-request-id': 'context.requestId',
          'gatewayresponse.header.x-region': "'us-east-1'",
        },
      });
    }
  });

  test('all of them are JSON once their variables are filled in', () => {
    const templates = Object.values(region.findResources('AWS::ApiGateway::GatewayResponse')).map(
      (response) =>
        (response['Properties'] as { ResponseTemplates: Record<string, string> }).ResponseTemplates,
    );

    for (const template of templates) {
      const filled = template['application/json']
        ?.replace('$context.error.validationErrorString', 'text')
        .replace('$context.error.messageString', '"text"');
      expect(JSON.parse(filled ?? '')).toMatchObject({
        type: 'about:blank',
        title: expect.stringMatching(/./) as string,
        code: expect.stringMatching(/^[a-z_]+$/) as string,
      });
    }
  });

  test('who is throttled learns when to come back', () => {
    region.hasResourceProperties('AWS::ApiGateway::GatewayResponse', {
      ResponseType: 'THROTTLED',
      ResponseParameters: Match.objectLike({ 'gatewayresponse.header.Retry-After': "'1'" }),
    });
  });
});
