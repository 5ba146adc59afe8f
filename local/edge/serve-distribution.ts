import { type Log } from '../types';
import { type WebAcl } from '../waf/web-acl';
import { edgeAnswer, PROBLEMS } from './answers';
import { type Behaviour, type LocalDistribution } from './distribution/read-distribution';
import { type ErrorCache } from './error-cache';
import { type OriginChoice } from './functions/origin-choice';
import { type EdgeAnswer, type EdgeRequest, headerOf, type OriginResult, plainHeaders } from './message';

export interface ServeOptions {
  readonly distribution: LocalDistribution;
  /** The distribution's web ACL, if it has one. */
  readonly webAcl: WebAcl | undefined;
  readonly errors: ErrorCache;
  readonly log: Log;
  /** Whether a viewer function fails now, whatever it would do. @default never */
  readonly fails?: () => boolean;
}

/** Answers one viewer's request as the distribution does: web ACL, behaviour, function, origin, headers. */
export async function serveDistribution(options: ServeOptions, request: EdgeRequest): Promise<EdgeAnswer> {
  const behaviour = options.distribution.behaviourOf(request.uri);
  const blocked = blockedAnswer(options.webAcl, request, behaviour.isApi);
  const answer = blocked ?? (await answerOf(options, behaviour, request));
  return {
    ...answer,
    headers: { ...behaviour.responseHeaders(answer.headers), ...ofCloudFront(options, request) },
  };
}

function ofCloudFront({ distribution }: ServeOptions, { requestId }: EdgeRequest) {
  return plainHeaders({
    via: `1.1 ${distribution.id}.cloudfront.net (CloudFront)`,
    'x-amz-cf-id': requestId,
  });
}

function blockedAnswer(
  webAcl: WebAcl | undefined,
  request: EdgeRequest,
  isApi: boolean,
): EdgeAnswer | undefined {
  const verdict = webAcl?.inspect({
    method: request.method,
    path: request.uri,
    query: request.query,
    header: (name) => request.headers[name]?.join(','),
    clientIp: request.clientIp,
  });
  if (verdict?.kind !== 'blocked') return undefined;
  const { answer } = verdict;
  if (answer === undefined) return edgeAnswer(PROBLEMS.blocked, request, isApi);
  return { status: answer.status, headers: plainHeaders(answer.headers), body: answer.body };
}

async function answerOf(
  options: ServeOptions,
  behaviour: Behaviour,
  request: EdgeRequest,
): Promise<EdgeAnswer> {
  if (!behaviour.methods.includes(request.method))
    return edgeAnswer(PROBLEMS.methodNotAllowed, request, behaviour.isApi);
  const { viewerRequest } = behaviour;
  if (viewerRequest === undefined) return fromOrigin(options, behaviour, request, undefined);
  if (options.fails?.() === true) return edgeAnswer(PROBLEMS.functionFailed, request, behaviour.isApi);
  const result = await viewerRequest.run(request);
  switch (result.kind) {
    case 'answer':
      return result.answer;
    case 'request':
      return fromOrigin(options, behaviour, result.request, result.origin);
    case 'failed':
      options.log(`the CloudFront function ${viewerRequest.name} failed`, { error: messageOf(result.error) });
      return edgeAnswer(PROBLEMS.functionFailed, request, behaviour.isApi);
  }
}

/** Errors of another context are no instances of this one's class. */
const messageOf = (error: unknown): string => String((error as { message?: unknown }).message ?? error);

/** Methods whose answers CloudFront keeps. */
const KEPT_METHODS = ['GET', 'HEAD'];

async function fromOrigin(
  { distribution, errors }: ServeOptions,
  behaviour: Behaviour,
  request: EdgeRequest,
  choice: OriginChoice | undefined,
): Promise<EdgeAnswer> {
  const { defaultRootObject } = distribution;
  const uri = request.uri === '/' && defaultRootObject !== '' ? `/${defaultRootObject}` : request.uri;
  const sent = { ...request, uri };
  const ask = async () => originAnswer(await behaviour.origin(choice).send(sent), request, behaviour.isApi);
  if (!KEPT_METHODS.includes(request.method)) return ask();
  const key = behaviour.cacheKey(sent);
  return errors.get(key) ?? errors.keep(key, await ask());
}

function originAnswer(result: OriginResult, request: EdgeRequest, isApi: boolean): EdgeAnswer {
  switch (result.kind) {
    case 'answered': {
      const { answer } = result;
      const cache = headerOf(answer.headers, 'x-cache') ?? verdictOf(answer.status);
      return { ...answer, headers: { ...answer.headers, 'x-cache': [cache] } };
    }
    case 'unreachable':
      return edgeAnswer(PROBLEMS.unreachable, request, isApi);
    case 'timed_out':
      return edgeAnswer(PROBLEMS.timedOut, request, isApi);
  }
}

const verdictOf = (status: number): string => `${status >= 400 ? 'Error' : 'Miss'} from cloudfront`;
