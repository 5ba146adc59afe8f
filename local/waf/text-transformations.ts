/** What is done to a part of a request before it is compared. */
export type Transformation = (text: string) => string;

/** Decodes what is valid percent-encoding and leaves the rest, as AWS WAF does. */
function urlDecode(text: string): string {
  return text.replace(/(%[0-9a-f]{2})+/gi, (encoded) => {
    const bytes = Buffer.from(encoded.replace(/%/g, ''), 'hex');
    return bytes.toString('utf8');
  });
}

/** Takes out doubled slashes, `.`, and `..` with what it takes back. */
function normalizePath(path: string): string {
  const kept: string[] = [];
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  for (const part of parts) {
    if (part === '..') kept.pop();
    else kept.push(part);
  }
  return `/${kept.join('/')}${path.endsWith('/') && kept.length > 0 ? '/' : ''}`;
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-transformation.html */
export const TRANSFORMATIONS: Readonly<Record<string, Transformation>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  COMPRESS_WHITE_SPACE: (text) => text.replace(/\s+/g, ' '),
  URL_DECODE: urlDecode,
  NORMALIZE_PATH: normalizePath,
};
