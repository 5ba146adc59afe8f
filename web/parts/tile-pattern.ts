/**
 * Pictures for products that have none: a quiet pattern in the colours of the shop, chosen by the SKU, so that a
 * product looks the same wherever it appears.
 */
export interface TilePattern {
  readonly kind: 'waves' | 'rings' | 'weave' | 'hills';
  readonly palette: Palette;
  /** From 0 to 1: moves the pattern a little. */
  readonly shift: number;
  readonly letter: string;
}

/** Background, two tones of the pattern, and the letter; light enough behind the letter for it to be read. */
export interface Palette {
  readonly ground: string;
  readonly near: string;
  readonly far: string;
  readonly ink: string;
}

const PALETTES: readonly Palette[] = [
  { ground: '#dfe9e4', near: '#9fc0b4', far: '#c3d8cf', ink: '#17433b' },
  { ground: '#efe3d3', near: '#d9b48a', far: '#e6cfb2', ink: '#5c3a14' },
  { ground: '#e0e6ee', near: '#a3b6cf', far: '#c5d1e0', ink: '#233a5a' },
  { ground: '#f0e0db', near: '#d6a597', far: '#e5c6bc', ink: '#642c1e' },
  { ground: '#e8e6d6', near: '#bdb98a', far: '#d5d2b3', ink: '#45421a' },
  { ground: '#e7e0ea', near: '#b9a5c4', far: '#d2c5d9', ink: '#43295a' },
];
const KINDS: readonly TilePattern['kind'][] = ['waves', 'rings', 'weave', 'hills'];

/** The pattern of a product. The same SKU has the same one everywhere. */
export function tilePattern(sku: string, name: string): TilePattern {
  const hash = fnv1a(sku);
  return {
    kind: KINDS[hash % KINDS.length] ?? 'waves',
    palette: PALETTES[(hash >>> 8) % PALETTES.length] ?? (PALETTES[0] as Palette),
    shift: ((hash >>> 16) & 0xff) / 0xff,
    letter: [...name.trim()][0]?.toLocaleUpperCase() ?? '',
  };
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/): short, and spreads similar SKUs. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
