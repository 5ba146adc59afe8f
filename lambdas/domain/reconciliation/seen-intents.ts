import { createHash } from 'node:crypto';
import { CorruptRecord } from '../errors';

const BYTES = 6;

/** 48 bits of SHA-256: for one order without a charge to be taken for paid among a million takes 1 in 10^8. */
const hashOf = (intentId: string): number =>
  createHash('sha256').update(intentId).digest().readUIntBE(0, BYTES);

/**
 * Which intents were charged, for asking "was this one?". Kept as hashes: a million of them take 8 MB when they
 * are stored, a quarter of their ids.
 */
export class SeenIntents {
  private constructor(private readonly hashes: Set<number>) {}

  static none(): SeenIntents {
    return new SeenIntents(new Set());
  }

  /** The ones that `toText` told. Throws `CorruptRecord`. */
  static of(text: string): SeenIntents {
    const bytes = Buffer.from(text, 'base64');
    if (bytes.length % BYTES !== 0)
      throw new CorruptRecord(`${bytes.length} bytes of seen intents are no multiple of ${BYTES}.`);
    const hashes = new Set<number>();
    for (let at = 0; at < bytes.length; at += BYTES) hashes.add(bytes.readUIntBE(at, BYTES));
    return new SeenIntents(hashes);
  }

  get size(): number {
    return this.hashes.size;
  }

  has(intentId: string): boolean {
    return this.hashes.has(hashOf(intentId));
  }

  add(intentId: string): void {
    this.hashes.add(hashOf(intentId));
  }

  /** Base64 of the hashes. */
  toText(): string {
    const bytes = Buffer.alloc(this.hashes.size * BYTES);
    let at = 0;
    for (const hash of this.hashes) at = bytes.writeUIntBE(hash, at, BYTES);
    return bytes.toString('base64');
  }
}
