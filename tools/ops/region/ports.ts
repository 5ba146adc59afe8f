import { type Routing } from '../../../lambdas/domain/routing/routing';
import { type HttpOutcome, type HttpRequest } from '../../client/http';
import { type OpsRegion } from '../deployment';
import { type Reply } from '../message-queue';
import { type RoutingStoreAddress } from './addresses';

/** A Region's switch as its table holds it (lambdas/domain/routing/switch.ts). */
export interface SwitchItem {
  /** True: out of service. */
  readonly on: boolean;
  /** 0 to 100. */
  readonly weight: number;
  /** ISO 8601; null for a switch that nobody has set. */
  readonly changedAt: string | null;
}

/** A table that holds switches, in one of the Regions. */
export interface SwitchTable {
  /** Through whose DynamoDB endpoint. */
  readonly through: OpsRegion;
  readonly tableName: string;
}

/** What the commands about Regions reach outside: data planes only. */
export interface RegionPorts {
  /** A call that is not signed, as shoppers make it. */
  send(request: HttpRequest): Promise<HttpOutcome>;
  /** Strongly consistent within the Region whose table it is. */
  readSwitch(table: SwitchTable, region: string): Promise<Reply<SwitchItem>>;
  writeSwitch(table: SwitchTable, region: string, value: SwitchItem): Promise<Reply<void>>;
  /** What the edge goes by; the value of a Region that is not mentioned is undefined. */
  readRouting(store: RoutingStoreAddress, region: string): Promise<Reply<Routing | undefined>>;
  /** ARN of the routing store of the local cloud at this address; null when it does not tell. */
  localStoreArn(control: URL): Promise<string | null>;
}
