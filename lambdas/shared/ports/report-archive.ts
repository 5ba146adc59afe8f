import { S3Objects } from '../../adapters/s3/objects';
import { S3ReportArchive } from '../../adapters/s3/report-archive';
import { signedCalls } from '../../adapters/signed-call';
import { type ReportArchive } from '../../domain/reconciliation/archive';
import { watchCalls } from '../telemetry/watch-calls';
import { type FunctionRuntime } from './runtime';

/** The reports of this Region, in S3. Throws `WrongEnvironment`. */
export function reportArchiveOf(runtime: FunctionRuntime): ReportArchive {
  const { environment, region } = runtime;
  const objects = new S3Objects(signedCalls(region), environment.text('REPORT_BUCKET'), runtime);
  return watchCalls('archive', new S3ReportArchive(objects), runtime);
}
