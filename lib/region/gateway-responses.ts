import { Stack } from 'aws-cdk-lib';
import { type RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { PROBLEM_RESPONSES, type ProblemResponse, problemTemplate } from './problem-responses';

/** The API whose own answers are given a shape. */
export interface GatewayResponsesProps {
  readonly api: RestApi;
}

/**
 * What API Gateway answers by itself, as RFC 9457 problem details with stable codes, so that a client reads
 * errors in one way, whoever sends them.
 */
export class GatewayResponses extends Construct {
  constructor(scope: Construct, id: string, props: GatewayResponsesProps) {
    super(scope, id);
    PROBLEM_RESPONSES.forEach((problem) => this.add(props.api, problem));
  }

  private add(api: RestApi, problem: ProblemResponse): void {
    api.addGatewayResponse(problem.type.responseType, {
      type: problem.type,
      ...(problem.status === undefined ? {} : { statusCode: String(problem.status) }),
      responseHeaders: this.headers(problem),
      // API Gateway picks a template by the Accept header and falls back to application/json, so the template
      // stands there, and a header says what it really is.
      templates: { 'application/json': problemTemplate(problem) },
    });
  }

  /** Literal values stand in single quotes, as API Gateway wants them. */
  private headers(problem: ProblemResponse): Record<string, string> {
    return {
      'Content-Type': "'application/problem+json'",
      'x-request-id': 'context.requestId',
      'x-region': `'${Stack.of(this).region}'`,
      'Cache-Control': "'no-store'",
      ...(problem.retryAfterSeconds === undefined ? {} : { 'Retry-After': `'${problem.retryAfterSeconds}'` }),
    };
  }
}
