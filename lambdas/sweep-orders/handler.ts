/** Does nothing with its schedule's event. */
export const handler = (): Promise<void> => Promise.resolve();
