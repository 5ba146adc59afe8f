/** The data directory cannot be used. The message tells what is wrong, where, and what to do. */
export class DataDirectoryError extends Error {
  override readonly name = 'DataDirectoryError';
}
