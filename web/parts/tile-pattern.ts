/** The motifs that a picture can have. */
const MOTIFS = ['waves', 'rings', 'scales', 'hills', 'pebbles'] as const;

/** How many palettes styles/tiles.css has. */
export const PALETTES = 6;

/**
 * The picture of a product that has none: a quiet motif in the colours of the shop, chosen by the SKU, so that a product
 * looks the same wherever it appears.
 */
export interface TilePattern {
  readonly motif: (typeof MOTIFS)[number];
  /** From 0 up to PALETTES. */
  readonly palette: number;
  /** From 0 to 1: moves the motif a little. */
  readonly shift: number;
  readonly letter: string;
}

/** The picture of a product. The same SKU has the same one everywhere. */
export function tilePattern(sku: string, name: string): TilePattern {
  const hash = hashOf(sku);
  return {
    motif: MOTIFS[hash % MOTIFS.length] ?? MOTIFS[0],
    palette: (hash >>> 8) % PALETTES,
    shift: ((hash >>> 16) & 0xff) / 0xff,
    letter: [...name.trim()][0]?.toLocaleUpperCase() ?? '',
  };
}

/**
 * FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), with the last step of MurmurHash3, so that motif,
 * palette and shift do not go together.
 */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) >>> 0;
  return (hash ^ (hash >>> 16)) >>> 0;
}
