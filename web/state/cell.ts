/** A value that changes, and those who want to know. */
export interface Cell<T> {
  readonly get: () => T;
  readonly set: (value: T) => void;
  /** Calls back after each change, until what it returned is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A cell that holds `value`. Setting what it holds already tells nobody. */
export function cell<T>(value: T): Cell<T> {
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
