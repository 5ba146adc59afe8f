import { ORDER_ID_PATTERN } from '../../domain/orders/identity';
import { type TokenKeys, tokenOpens } from '../../domain/orders/token';
import { type HttpCall } from './call';
import { problem, RequestRefused } from './problem';

/**
 * The order in the path, `{orderId}`, once its token has opened it. The token is checked before anything is
 * read, and a wrong one is refused like an unknown order, so that nobody learns which orders exist, and
 * guessing costs no read. Throws `RequestRefused` with 401 or 404.
 */
export async function openedOrderId(call: HttpCall, tokenKeys: () => Promise<TokenKeys>): Promise<string> {
  const token = bearerToken(call);
  if (token === undefined) throw new RequestRefused(UNAUTHORIZED);
  const orderId = call.path('orderId');
  const opens = ORDER_ID_PATTERN.test(orderId) && tokenOpens(token, orderId, await tokenKeys());
  if (!opens) throw new RequestRefused(problem('order_not_found'));
  return orderId;
}

const UNAUTHORIZED = problem('unauthorized', {
  detail: 'Send the orderToken of the order as "Authorization: Bearer <orderToken>".',
  headers: { 'www-authenticate': 'Bearer' },
});

/** RFC 6750, section 2.1; order tokens are base64url. */
function bearerToken(call: HttpCall): string | undefined {
  return /^Bearer +([A-Za-z0-9_-]{1,512})$/i.exec(call.header('authorization')?.trim() ?? '')?.[1];
}
