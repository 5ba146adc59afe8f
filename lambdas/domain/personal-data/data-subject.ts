import { dialled } from '../messages/message-for';
import { type OrderDetails } from '../orders/order';

/** A person who asks to be forgotten, by what the shop knows people by. */
export type DataSubject =
  | { readonly kind: 'email'; readonly address: string }
  /** In E.164 form: the only one that names one subscriber in all countries. */
  | { readonly kind: 'phone'; readonly number: string };

/** Wider than what a checkout takes, so that every address that stands in an order can be named here. */
const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** RFC 5321, section 4.5.3.1.3: a path of 256 octets, its brackets included. */
const MAX_LENGTH = 254;

/**
 * Upper and lower case are taken for the same. RFC 5321 lets the part before the @ tell them apart, but no mail
 * service of any size does, and people do not write their address the same way each time.
 */
const normal = (address: string): string => address.trim().toLowerCase();

/** Whom an operator means; undefined when it is neither an e-mail address nor a number that names its country. */
export function parseDataSubject(text: string): DataSubject | undefined {
  const address = normal(text);
  if (address.length <= MAX_LENGTH && ADDRESS.test(address)) return { kind: 'email', address };
  const number = dialled(text.trim());
  return number === undefined ? undefined : { kind: 'phone', number };
}

/** Whether an order's details are this person's. */
export function isAbout(subject: DataSubject, { customer }: OrderDetails): boolean {
  return subject.kind === 'email'
    ? customer.email !== undefined && normal(customer.email) === subject.address
    : dialled(customer.phone) === subject.number;
}
