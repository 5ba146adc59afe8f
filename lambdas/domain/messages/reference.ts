import { type Order } from '../orders/order';

const LENGTH = 8;

/** `B5B944BF`: enough of an order's id for a shopper and the shop to know which one is meant. */
export const referenceOf = ({ id }: Order): string => id.replace(/^ord_/, '').slice(0, LENGTH).toUpperCase();
