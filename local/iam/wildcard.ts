/** Whether a text is one of those that a pattern of a policy stands for. */
export type Matcher = (text: string) => boolean;

/**
 * A pattern with `*` (any characters, none included) and `?` (exactly one) as policies write them. In ARNs
 * `*` also crosses colons and slashes ("IAM JSON policy elements: Resource", wildcards).
 */
export function wildcard(pattern: string): Matcher {
  if (pattern === '*') return () => true;
  const wild = pattern.search(/[*?]/);
  if (wild === -1) return (text) => text === pattern;
  if (wild === pattern.length - 1 && pattern.endsWith('*')) {
    const prefix = pattern.slice(0, -1);
    return (text) => text.startsWith(prefix);
  }
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${source}$`, 'su');
  return (text) => expression.test(text);
}

/** Whether any of the patterns matches. */
export function anyOf(matchers: readonly Matcher[]): Matcher {
  return (text) => matchers.some((matches) => matches(text));
}
