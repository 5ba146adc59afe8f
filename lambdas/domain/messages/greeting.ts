import { type OrderDetails } from '../orders/order';

/** What mail programs make a link of by themselves: addresses, and words with a full stop in between. */
const LINK = /[@/\\:]|\p{L}[.\u3002\uFF0E\uFF61]\p{L}{2}/u;

/**
 * `Dear Ada Lovelace,`; undefined where there is no name, or one that reads like a link. Whoever orders chooses both the
 * name and the address, and a declined card costs nothing: the shop's letters must not carry a stranger's advertising.
 */
export function greetingOf({ name }: OrderDetails['customer']): string | undefined {
  return name === undefined || LINK.test(name) ? undefined : `Dear ${name},`;
}
