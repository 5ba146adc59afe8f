import { MemoryRoutingStore } from '../../../lambdas/adapters/memory/routing-store';
import { routingStoreContract } from '../contract/routing-store';

describe('RoutingStore in memory', () => routingStoreContract(async () => new MemoryRoutingStore()));
