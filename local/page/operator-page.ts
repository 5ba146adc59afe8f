import { type IncomingMessage, type ServerResponse } from 'node:http';
import { shareRuns } from '../control/share-runs';
import { sendJson, sendProblem } from '../http/problem';
import { type RequestHandler } from '../http/server';
import { type Closeable } from '../types';
import { assetAt } from './assets';
import { OverviewEvents } from './events';
import { type OperatorAnswer, type PageOperator } from './operator';
import { overviewOf, type OverviewSources } from './overview';

/** What the page is made of. */
export interface OperatorPageOptions extends OverviewSources {
  readonly operator: PageOperator;
}

/** As the shop's own pattern of SKUs and order ids: nothing that would change the path of a signed call. */
const NAME = /^[A-Za-z0-9._-]{1,64}$/;
/** Longer than any SKU. */
const MOST_SEARCHED = 64;

/** The operator's page at `/_local/`: its files, what it shows, and the operators' calls that it offers. */
export class OperatorPage implements Closeable {
  private readonly overview = shareRuns(() => overviewOf(this.options));
  private readonly events = new OverviewEvents(this.overview);

  constructor(private readonly options: OperatorPageOptions) {}

  /** What answers a request below `/_local`; `undefined` where the page has nothing. */
  readonly routeOf = (method: string, path: string): RequestHandler | undefined =>
    method === 'GET' ? this.reading(path) : this.doing(method, path);

  close(): Promise<void> {
    this.events.close();
    this.options.ledger.close();
    this.options.operator.close();
    return Promise.resolve();
  }

  private reading(path: string): RequestHandler | undefined {
    const asset = assetAt(path);
    if (asset !== undefined) return (_request, response) => asset(response);
    if (path === '/_local') return redirect;
    if (path === '/_local/overview')
      return async (_request, response) => sendJson(response, 200, await this.overview(), NO_STORE);
    if (path === '/_local/events') return this.events.listen;
    if (path === '/_local/stock') return (request, response) => this.search(request, response);
    return this.admin(path);
  }

  private doing(method: string, path: string): RequestHandler | undefined {
    if (`${method} ${path}` !== 'POST /_local/audit') return undefined;
    return async (_request, response) => pass(response, await this.options.operator.audit());
  }

  /** One SKU or order, as the shop's own API tells operators. */
  private admin(path: string): RequestHandler | undefined {
    const [, kind, name] = /^\/_local\/(stock|orders)\/([^/]+)$/.exec(path) ?? [];
    if (kind === undefined || name === undefined || !NAME.test(name)) return undefined;
    return async (_request, response) =>
      pass(response, await this.options.operator.get(`/v1/admin/${kind}/${name}`));
  }

  private async search(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { searchParams } = new URL(request.url ?? '/', 'http://local');
    const text = (searchParams.get('q') ?? '').slice(0, MOST_SEARCHED);
    await this.options.ledger.refresh();
    sendJson(response, 200, { items: this.options.ledger.search(text) }, NO_STORE);
  }
}

const NO_STORE = { 'cache-control': 'no-store' };

/** Relative addresses on the page count from the slash. */
const redirect: RequestHandler = async (_request, response) =>
  void response.writeHead(308, { location: '/_local/' }).end();

/** Hands on what a Region answered, and which one it was. */
function pass(response: ServerResponse, answer: OperatorAnswer): void {
  if (answer.kind === 'unreachable')
    return sendProblem(response, {
      status: 502,
      code: 'unreachable',
      title: 'No Region could be asked',
      detail: `${answer.detail}. Heal the faults and try again.`,
    });
  const type = answer.status < 400 ? 'application/json' : 'application/problem+json';
  response
    .writeHead(answer.status, { ...NO_STORE, 'content-type': type, 'x-region': answer.region })
    .end(answer.body);
}
