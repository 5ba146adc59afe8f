import { type Routing, type RoutingStore } from '../../domain/routing/routing';

/** `RoutingStore` in memory. */
export class MemoryRoutingStore implements RoutingStore {
  readonly routings = new Map<string, Routing>();

  async read(region: string): Promise<Routing | undefined> {
    return this.routings.get(region);
  }

  async write(region: string, routing: Routing): Promise<void> {
    this.routings.set(region, routing);
  }
}
