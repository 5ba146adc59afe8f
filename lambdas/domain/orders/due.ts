import { type Order } from './order';

/** Nobody has the order in hand any more, and it need not wait any longer. */
export const isDue = ({ work }: Order, now: number): boolean => work !== undefined && work.dueAt <= now;

/** Its payment was put off, so that nobody has it in hand although it is not due. */
export const isPutOff = ({ status, tries, work }: Order): boolean =>
  status === 'OPEN' && tries > 0 && work !== undefined;
