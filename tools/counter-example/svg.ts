/** Attributes of an element; numbers are coordinates and are rounded to a tenth. */
export type Attributes = Readonly<Record<string, string | number>>;

/** An SVG element in text. Children are elements in text, or text from {@link text}. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? coordinate(value) : value)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** Text as it may stand in an element. */
export const text = (content: string): string => escapeXml(content);

/** Tenths are finer than any screen, and keep the file the same wherever it is drawn. */
const coordinate = (value: number): string => String(Math.round(value * 10) / 10);

const escapeXml = (content: string): string =>
  content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
