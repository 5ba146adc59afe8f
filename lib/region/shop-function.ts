import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  type IFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { countErrorLines } from '../alarms/error-lines';
import { deploymentOf } from '../names';
import { functionCode } from './function-code';

/** What one function is and may do. */
export interface ShopFunctionProps {
  /** Its folder under the Lambda root; `handler.ts` there exports `handler`. */
  readonly folder: string;
  /** Directory that holds one folder for each function. */
  readonly lambdasRoot: string;
  readonly functionName: string;
  /** Shown in the console. */
  readonly description: string;
  readonly timeout: Duration;
  /** Megabytes; the share of a CPU grows with it. @default 512 */
  readonly memorySize?: number;
  /** Its own variables, beside those of Powertools. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** True when a schedule starts it: a failed run is left to the next one. @default false */
  readonly scheduled?: boolean;
  /** Everything it may call, beside its own log and its traces. @default nothing */
  readonly permissions?: readonly PolicyStatement[];
}

/** A function of the shop: bundled by the local esbuild, with a role and a log group of its own. */
export class ShopFunction extends Construct {
  readonly function: IFunction;

  constructor(scope: Construct, id: string, props: ShopFunctionProps) {
    super(scope, id);
    const logGroup = this.createLogGroup(props.functionName);
    countErrorLines(this, 'Errors', logGroup, deploymentOf(props.functionName, props.folder));
    this.function = new LambdaFunction(this, 'Function', {
      functionName: props.functionName,
      description: props.description,
      code: functionCode(props.lambdasRoot, props.folder),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 512,
      timeout: props.timeout,
      tracing: Tracing.ACTIVE,
      role: this.createRole(logGroup, props.permissions ?? []),
      logGroup,
      ...(props.scheduled === true && { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
      environment: { ...telemetryEnvironment(props), ...props.environment },
    });
  }

  private createLogGroup(functionName: string): LogGroup {
    return new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** No managed policy: AWSLambdaBasicExecutionRole may write to every log group of the account. */
  private createRole(logGroup: LogGroup, permissions: readonly PolicyStatement[]): Role {
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    permissions.forEach((statement) => role.addToPolicy(statement));
    return role;
  }
}

/** Logs name the function as their service; metrics name the deployment, so that all functions add to one series. */
function telemetryEnvironment({ functionName, folder }: ShopFunctionProps): Record<string, string> {
  return {
    NODE_OPTIONS: '--enable-source-maps',
    METRICS_SERVICE: deploymentOf(functionName, folder),
    POWERTOOLS_SERVICE_NAME: folder,
    POWERTOOLS_METRICS_NAMESPACE: 'Holdfast',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  };
}
