/**
 * The code of a Node.js system error (`ENOENT`, `ECONNREFUSED` …), empty for anything else. Looks at the
 * shape, because an error may come from another realm, where `instanceof Error` does not hold.
 */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** The text of whatever was thrown; the code where there is no text. */
export function errorMessage(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? error.message : error;
  return String(message) || errorCode(error);
}
