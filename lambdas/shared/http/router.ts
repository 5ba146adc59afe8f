import { type Answer } from './answer';
import { type HttpCall } from './call';
import { problem } from './problem';

/** Answers calls of one route. */
export type RouteHandler = (call: HttpCall) => Promise<Answer>;

/** Route handlers by method and path template, as in `GET /v1/products/{sku}`. */
export type RouteTable = Readonly<Record<string, RouteHandler>>;

/** Hands a call to the handler of its route. API Gateway sends only those that the stack declares. */
export function router(routes: RouteTable): RouteHandler {
  const table = new Map(Object.entries(routes));
  return async (call) => (table.get(call.route) ?? unknownRoute)(call);
}

const unknownRoute: RouteHandler = async () => problem('unknown_route');
