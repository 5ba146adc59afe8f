import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { type RawRequest } from '../../../support/raw-http';
import { type Break } from './draft';

const body = (change: (bytes: Buffer) => Buffer): Break => ({
  bytes: (request) => ({ ...request, body: change(request.body) }),
});

/** Bytes that stand between others. */
const inserted = (bytes: Buffer, index: number, more: Buffer): Buffer => {
  const place = index % (bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, place), more, bytes.subarray(place)]);
};

const ODD_BYTES = [
  'ff',
  'c328',
  'eda080',
  'f4908080',
  '00',
  'efbbbf',
  '0d0a',
  'c2a0',
  'e280a8',
  '22',
  '5c',
  '7b',
  '5d',
  '2c',
].map((hex) => Buffer.from(hex, 'hex'));

const BYTES: readonly fc.Arbitrary<Break>[] = [
  fc.nat(100_000).map((index) => body((bytes) => bytes.subarray(0, index % (bytes.length + 1)))),
  fc
    .tuple(fc.nat(100_000), fc.constantFrom(...ODD_BYTES))
    .map(([index, odd]) => body((bytes) => inserted(bytes, index, odd))),
  fc
    .tuple(fc.nat(100_000), fc.nat(7))
    .map(([index, bit]) =>
      body((bytes) =>
        Buffer.from(bytes.map((byte, place) => (place === index % bytes.length ? byte ^ (1 << bit) : byte))),
      ),
    ),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => body(() => Buffer.from(bytes))),
  fc
    .constantFrom(
      '',
      ' ',
      '\n',
      'null',
      '[]',
      '{}',
      '""',
      '\ufeff{}',
      '{}{}',
      'a=1&b=2',
      '<a/>',
      '--x\r\n\r\n--x--',
    )
    .map((text) => body(() => Buffer.from(text))),
  fc
    .constantFrom('\ufeff', ' \t\r\n', '//\n', ")]}',\n")
    .map((text) => body((bytes) => Buffer.concat([Buffer.from(text), bytes]))),
  fc.constant(body((bytes) => Buffer.concat([bytes, bytes]))),
  fc.constant(body((bytes) => Buffer.from(bytes.toString(), 'utf16le'))),
  fc.constant({
    bytes: (request: RawRequest) => ({
      ...request,
      headers: [...request.headers, ['content-encoding', 'gzip'] as const],
      body: gzipSync(request.body),
    }),
  }),
  // Just above what functions, Lambda and API Gateway take.
  fc
    .constantFrom(530_000, 6.2e6, 10.6e6)
    .map((size) =>
      body((bytes) => Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length), ' ')])),
    ),
];

/** A body whose bytes are not what they should be. */
export const BROKEN_BYTES: fc.Arbitrary<Break> = fc.oneof(...BYTES);
