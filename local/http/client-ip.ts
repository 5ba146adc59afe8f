import { isIP } from 'node:net';

/** With it, a caller on this machine says which address it plays; it goes no further than to the first server. */
export const CLIENT_IP_HEADER = 'x-local-client-ip';

const LOOPBACKS = /^(127\.|::1$|::ffff:127\.)/;

/** Whether an address is this machine's own, under which nobody is known apart. */
export const isLoopback = (address: string): boolean => LOOPBACKS.test(address);

/** The address that a request comes from: the one that its caller plays, if it may and that is one. */
export function clientIp(remoteAddress: string, played: string | undefined): string {
  return played !== undefined && isIP(played) !== 0 && isLoopback(remoteAddress) ? played : remoteAddress;
}
