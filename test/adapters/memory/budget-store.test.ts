import { MemoryBudgetStore } from '../../../lambdas/adapters/memory/budget-store';
import { budgetStoreContract } from '../contract/budget-store';

describe('BudgetStore in memory', () => budgetStoreContract(async () => new MemoryBudgetStore(new Map())));
