import { randomInt } from 'node:crypto';
import { type Random } from '../../domain/runtime';

const ID_ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';
const ID_LENGTH = 16;

/** Real randomness. Ids hold 82 bits: a collision among 10^9 of them has a chance of 10^-7. */
export const systemRandom: Random = {
  next: () => Math.random(),
  id: () => Array.from({ length: ID_LENGTH }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]).join(''),
};
