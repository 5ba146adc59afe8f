import { MemoryLedger } from '../../../lambdas/adapters/memory/memory-ledger';
import { memoryStores } from '../../../lambdas/adapters/memory/stores';
import { storesContract } from '../contract/all-stores';

describe('stores in memory', () => {
  storesContract(async () => memoryStores(new MemoryLedger()));
});
