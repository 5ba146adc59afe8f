import { StoreUnavailable } from '../../domain/errors';

/** Node's codes for connections that never stood, so that nothing was sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

interface ServiceError {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const asServiceError = (error: unknown): ServiceError =>
  typeof error === 'object' && error !== null ? error : {};

/**
 * Whether this error of one attempt says that the attempt did nothing. DynamoDB's 4xx answers all do:
 * conditions, conflicts between Regions, throttling, validation, missing permissions.
 */
export function saysNotApplied(error: unknown): boolean {
  const { $metadata, code } = asServiceError(error);
  const status = $metadata?.httpStatusCode;
  if (status !== undefined) return status >= 400 && status < 500 && status !== 408;
  return code !== undefined && NEVER_SENT.has(code);
}

/** What callers are told when a call failed for good; `unknown` as soon as one copy of it went missing. */
export function storeUnavailable(operation: string, error: unknown, lostCopies: number): StoreUnavailable {
  const { name, message } = asServiceError(error);
  return new StoreUnavailable(
    `DynamoDB ${operation} failed: ${name ?? 'Error'}: ${message ?? String(error)}`,
    lostCopies === 0 ? 'not_applied' : 'unknown',
    { cause: error },
  );
}
