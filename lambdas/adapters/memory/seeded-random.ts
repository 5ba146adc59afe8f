import { type Random } from '../../domain/runtime';

const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** `Random` that repeats itself for a seed: mulberry32 (T. Ettinger, public domain), 32 bits of state. */
export class SeededRandom implements Random {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  id(): string {
    return Array.from({ length: 16 }, () => ID_ALPHABET[Math.floor(this.next() * 36)]).join('');
  }
}
