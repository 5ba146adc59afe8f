/** What is kept in the browser between visits. Nothing here throws: without storage, the shop still sells. */
export interface Keep {
  /** The JSON value under a name; `undefined` when there is none, or it cannot be read. */
  read(name: string): unknown;
  write(name: string, value: unknown): void;
  remove(name: string): void;
}

/** The part of the browser's Storage that is needed. Any of it may throw. */
export interface TextStorage {
  getItem(name: string): string | null;
  setItem(name: string, text: string): void;
  removeItem(name: string): void;
}

/** Names begin with this; the number rises when what is kept changes its shape. */
const PREFIX = 'holdfast.1.';

/**
 * Keeps values as JSON text. The browser may have no storage (blocked by the shopper), or it may be full; what
 * could not be written there is kept in memory, until the page is left.
 */
export function keepIn(storage: TextStorage | undefined): Keep {
  const unwritten = new Map<string, string>();
  return {
    read: (name) => parsed(unwritten.get(name) ?? attempt(() => storage?.getItem(PREFIX + name))),
    write: (name, value) => {
      const text = JSON.stringify(value);
      const written = attempt(() => {
        storage?.setItem(PREFIX + name, text);
        return storage !== undefined;
      });
      if (written === true) unwritten.delete(name);
      else unwritten.set(name, text);
    },
    remove: (name) => {
      unwritten.delete(name);
      attempt(() => storage?.removeItem(PREFIX + name));
    },
  };
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

const parsed = (text: string | null | undefined): unknown =>
  typeof text === 'string' ? attempt(() => JSON.parse(text) as unknown) : undefined;
