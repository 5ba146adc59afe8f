import { createServer } from 'node:net';
import { LOOPBACK } from '../http/server';

/** Where everything listens; api.md's layout above the port base. */
export interface Ports {
  readonly edge: number;
  readonly payments: number;
  /** By region, in configuration order. */
  readonly gateways: readonly number[];
  readonly awsEndpoints: readonly number[];
}

/** The port layout of a base for a number of regions. */
export function portsOf(base: number, regions: number): Ports {
  const indexes = Array.from({ length: regions }, (_, index) => index);
  return {
    edge: base,
    payments: base + 10,
    gateways: indexes.map((index) => base + 1 + index),
    awsEndpoints: indexes.map((index) => base + 566 + index),
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, LOOPBACK, () => probe.close(() => resolve(true)));
  });
}

/** Those of the ports that something else listens on. */
export async function takenPorts(ports: Ports): Promise<number[]> {
  const all = [ports.edge, ...ports.gateways, ports.payments, ...ports.awsEndpoints];
  const free = await Promise.all(all.map(isFree));
  return all.filter((_, index) => free[index] === false);
}
