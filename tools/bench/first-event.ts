import { type FunctionSettings } from '../../local/lambda/function-settings';
import { type RegionTemplate } from '../../local/types';

/** More than what the probe takes for the present. */
const AHEAD_MS = 60_000;

/** An event that a function answers without doing much: its kind follows from what the template connects it to. */
export function firstEvent(template: RegionTemplate, settings: FunctionSettings, now: Date): object {
  if (isNamedBy('AWS::Lambda::EventSourceMapping', template, settings)) return { Records: [] };
  if (isNamedBy('AWS::ApiGateway::Method', template, settings)) return unknownPath(now);
  return scheduledRun(template, now);
}

/** Whether a resource of this type names the function by its ARN, or as one whole property. */
function isNamedBy(type: string, { resources }: RegionTemplate, { arn, name }: FunctionSettings): boolean {
  return resources
    .filter((resource) => resource.type === type)
    .map(({ properties }) => JSON.stringify(properties))
    .some((text) => text.includes(`${arn}/`) || text.includes(`"${arn}"`) || text.includes(`"${name}"`));
}

function unknownPath(now: Date): object {
  return {
    resource: '/{proxy+}',
    path: '/v1/bench',
    httpMethod: 'GET',
    headers: { accept: 'application/json' },
    multiValueHeaders: { accept: ['application/json'] },
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      requestId: 'bench',
      httpMethod: 'GET',
      stage: 'live',
      requestTimeEpoch: now.getTime(),
      identity: { sourceIp: '127.0.0.1' },
    },
    body: null,
    isBase64Encoded: false,
  };
}

/**
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html
 *
 * Ahead, as of somebody who moves the time on: the probe looks once then, and not for a minute (lambdas/probe-region).
 */
function scheduledRun({ region, accountId }: RegionTemplate, now: Date): object {
  return {
    version: '0',
    id: 'bench',
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: accountId,
    time: new Date(now.getTime() + AHEAD_MS).toISOString(),
    region,
    resources: [],
    detail: {},
  };
}
