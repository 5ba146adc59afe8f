import { errorCode, errorMessage } from '../errors';

const NO_SUCH = new Set([
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'ResourceNotFoundException',
]);

const UNREACHABLE = new Set(['ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE']);

/**
 * One line about a call to AWS that failed: what, where, and what to do.
 *
 * @param what the resource that was called, for example `queue holdfast-orders-dlq`
 */
export function describeFailure(error: unknown, what: string, region: string): string {
  const name = nameOf(error);
  const message = errorMessage(error);
  if (NO_SUCH.has(name)) return `${region} has no ${what}; is --name the deployment's name?`;
  if (name === 'CredentialsProviderError') return `no AWS credentials for ${region}: ${message}`;
  const code = errorCode(error);
  if (code === 'ECONNREFUSED') return nobodyThere(region, message);
  if (UNREACHABLE.has(code) || name === 'TimeoutError') return `${region} does not answer (${message})`;
  return `${region}, ${what}: ${name}: ${message}`;
}

/** Nothing listens at that address, now or in some seconds. */
export function nobodyThere(region: string, message: string): string {
  return `${region} does not answer (${message}); a local shop needs npm start and its --port-base`;
}

function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('name' in error)) return 'Error';
  return String(error.name);
}
