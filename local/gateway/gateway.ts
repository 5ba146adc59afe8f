import { type WebAcl } from '../waf/web-acl';
import { type FunctionInvoker } from './invocation';
import { type GatewayOutcome } from './answer';
import { type Answered, type RestApi, type Route } from './api';
import { type Call, type CallIds, type Caller } from './context';
import { renderGatewayResponse, type Refusal } from './gateway-responses';
import { type GatewayRequest } from './request';
import { matchRoute, type MatchedRoute } from './routing';
import { checkSignature, type Operator } from './signature';
import { TokenBucket } from './throttle';
import { RequestValidation } from './validation';
import { blockedBy } from './web-acl';

export interface GatewayOptions {
  readonly api: RestApi;
  readonly invokeFunction: FunctionInvoker;
  readonly operators: readonly Operator[];
  readonly now: () => Date;
  readonly newIds: () => CallIds;
  /** Guards the stage, if one is associated with it. */
  readonly webAcl?: WebAcl | undefined;
  /** Whether this request is beyond what the account may send to all its APIs. @default none is */
  readonly throttled?: (() => boolean) | undefined;
  /** Told of each answer. */
  readonly onAnswer?: ((answered: Answered) => void) | undefined;
}

type Authorized =
  | { readonly kind: 'authorized'; readonly caller: Caller | undefined }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** API Gateway's work on one REST API, without sockets. */
export class Gateway {
  private readonly validation = new RequestValidation();
  private readonly buckets = new Map<Route, TokenBucket>();

  constructor(private readonly options: GatewayOptions) {
    for (const route of options.api.routes) {
      if (route.throttle !== undefined) {
        this.buckets.set(route, new TokenBucket(route.throttle, options.now));
      }
    }
  }

  /** Answers a request, of the function or of the gateway itself. */
  async handle(request: GatewayRequest): Promise<GatewayOutcome> {
    const startedAt = this.options.now().getTime();
    const match = matchRoute(this.options.api.routes, request.method, request.path);
    const outcome = await this.answer(request, match);
    this.tell(outcome, match?.route, this.options.now().getTime() - startedAt);
    return outcome;
  }

  /** Refuses a request that does not get as far as a route: it is too large, or no HTTP. */
  refuse(request: GatewayRequest, refusal: Refusal): GatewayOutcome {
    const outcome = refused(this.callOf(request, undefined), refusal);
    this.tell(outcome, undefined, 0);
    return outcome;
  }

  private tell(outcome: GatewayOutcome, route: Route | undefined, milliseconds: number): void {
    if (outcome.kind === 'answered')
      this.options.onAnswer?.({ route, status: outcome.answer.status, milliseconds });
  }

  private async answer(request: GatewayRequest, match: MatchedRoute | undefined): Promise<GatewayOutcome> {
    const { webAcl, api } = this.options;
    const blocked = webAcl && blockedBy(webAcl, api.stage, request);
    if (blocked?.kind === 'answer') return { kind: 'answered', answer: blocked.answer };
    if (blocked?.kind === 'refusal') return refused(this.callOf(request, undefined), blocked.refusal);
    const call = this.callOf(request, match);
    if (match === undefined) {
      return refused(call, { type: 'MISSING_AUTHENTICATION_TOKEN', message: 'Missing Authentication Token' });
    }
    const authorized = this.authorize(request, match.route);
    if (authorized.kind === 'refused') return refused(call, authorized.refusal);
    const refusal = this.admit(request, match);
    if (refusal !== undefined) return refused(call, refusal);
    return this.options.invokeFunction({ ...call, match, caller: authorized.caller });
  }

  private callOf(request: GatewayRequest, match: MatchedRoute | undefined): Call {
    return { api: this.options.api, request, ids: this.options.newIds(), match };
  }

  private authorize(request: GatewayRequest, route: Route): Authorized {
    if (route.authorization === 'NONE') return { kind: 'authorized', caller: undefined };
    const check = checkSignature(request, {
      region: this.options.api.region,
      service: 'execute-api',
      operators: this.options.operators,
      now: this.options.now(),
    });
    if (check.kind === 'refused') return { kind: 'refused', refusal: check };
    return { kind: 'authorized', caller: { accessKeyId: check.accessKeyId } };
  }

  private admit(request: GatewayRequest, match: MatchedRoute): Refusal | undefined {
    if (this.options.throttled?.() === true || this.buckets.get(match.route)?.take() === false) {
      return { type: 'THROTTLED', message: 'Too Many Requests' };
    }
    const validation = this.validation.check(request, match);
    return validation.kind === 'refused' ? validation : undefined;
  }
}

function refused(call: Call, refusal: Refusal): GatewayOutcome {
  return { kind: 'answered', answer: renderGatewayResponse(call, refusal) };
}
