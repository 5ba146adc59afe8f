import { errorCode, errorMessage } from '../errors';

const NO_SUCH = new Set([
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
  'ResourceNotFoundException',
]);

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EPIPE']);

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
  if (UNREACHABLE.has(errorCode(error)) || name === 'TimeoutError') {
    return `${region} does not answer (${message}); a local shop needs npm start and its --port-base`;
  }
  return `${region}, ${what}: ${name}: ${message}`;
}

function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('name' in error)) return 'Error';
  return String(error.name);
}
