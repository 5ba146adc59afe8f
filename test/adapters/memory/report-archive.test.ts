import { MemoryReportArchive } from '../../../lambdas/adapters/memory/report-archive';
import { reportArchiveContract } from '../contract/report-archive';

describe('ReportArchive in memory', () => reportArchiveContract(async () => new MemoryReportArchive()));
