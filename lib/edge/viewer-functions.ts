import { createHash } from 'node:crypto';
import {
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  type FunctionAssociation,
  KeyValueStore,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { type Names } from '../names';
import { routeApiCode, type RouteApiConstants, storefrontCode } from './function-code';

/** What the functions must know. */
export interface ViewerFunctionsProps extends RouteApiConstants {
  readonly names: Names;
}

/** The code that CloudFront runs on each request, and the routing data that it reads. */
export class ViewerFunctions extends Construct {
  /** One entry for each Region, `{"in": true, "weight": 100}`; the probes write it. */
  readonly routingStore: KeyValueStore;
  readonly storefront: FunctionAssociation;
  readonly routeApi: FunctionAssociation;

  constructor(scope: Construct, id: string, { names, ...constants }: ViewerFunctionsProps) {
    super(scope, id);
    this.routingStore = new KeyValueStore(this, 'Routing', {
      keyValueStoreName: names.routingStore,
      comment: 'Which Regions take requests, and how many',
    });
    this.storefront = this.onRequest('Storefront', {
      functionName: names.functionNamed('storefront'),
      comment: 'Answers the storefront’s addresses with its one page',
      code: FunctionCode.fromInline(storefrontCode()),
    });
    const code = routeApiCode(constants);
    const version = versionOf(code);
    this.routeApi = this.onRequest(`RouteApi-${version}`, {
      functionName: names.functionNamed(`route-api-${version}`),
      comment: 'Refuses administration and picks the Region',
      code: FunctionCode.fromInline(code),
      keyValueStore: this.routingStore,
    });
  }

  private onRequest(
    id: string,
    props: Omit<ConstructorParameters<typeof Function>[2], 'runtime'>,
  ): FunctionAssociation {
    return {
      eventType: FunctionEventType.VIEWER_REQUEST,
      function: new Function(this, id, { ...props, runtime: FunctionRuntime.JS_2_0 }),
    };
  }
}

/**
 * Stands in the name of a function that names origins. New code would take effect before the distribution has the
 * origins that it names, for the minutes that it takes to update one (API reference, PublishFunction); a new function
 * takes effect together with them.
 */
const versionOf = (code: string): string => createHash('sha256').update(code).digest('hex').slice(0, 8);
