/** Whole numbers as they are written in JSON, in and out of the bounds of every field, and what is no number. */
export const NUMBERS = [
  ...['0', '-0', '-1', '1', '2', '100', '100000', '100001', '99999999', '1000000000', '1e9', '1E+2', '1.0'],
  ...['2147483648', '4294967296', '9007199254740991', '9007199254740992', '9007199254740993'],
  ...['-9007199254740993', '18446744073709551616', '1e21', '1e308', '1e309', '-1e400', '1e-7', '5e-324'],
  ...['0.1', '0.30000000000000004', '1.5', '1.0000000000000001', '99999999999999999999.5'],
  ...['NaN', 'Infinity', '-Infinity', '01', '+1', '0x10', '1_000', '.5', '5.', '1e', '--1', '٣'],
];

/** Texts with characters that are often handled wrongly. */
export const TEXTS = [
  ...['', ' ', '\t', '0', '-1', '1e309', 'NaN', 'null', 'undefined', 'true', '[object Object]', '[]', '{}'],
  // Control characters, the end of a C string, of a header and of a log line.
  ...[
    '\u0000',
    'a\u0000b',
    '\u0007\u001b[31m',
    '\u007f',
    '\u0085',
    'a\r\nx-injected: 1',
    '{"level":"ERROR"}\n',
  ],
  // Halves of surrogate pairs, non-characters, a replacement character, a byte order mark.
  ...['\ud83d', '\udc00', 'a\udfffb', '\udc00\ud83d', '\ufffe', '\uffff', '\ufffd', '\ufeffA'],
  // Written from right to left, zero width, combining, beyond the first plane, one that doubles in capitals.
  ...[
    '\u202eevil\u202c',
    '\u200b',
    'A\u200dB',
    '\u2066x',
    'Z͑ͫ̓ͪ̂ͫ̽͏̴̙',
    'e\u0301',
    'é',
    '👩‍👩‍👧‍👦',
    '𝕊𝕂𝕌',
    'ﬁ',
    'ß',
    'İ',
    '１',
  ],
  // What means something to what is behind.
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    '../../etc/passwd',
    '%00',
    '%2e%2e',
  ],
  ...[
    'ORDER#1',
    'PRODUCT#',
    '#',
    'COUPON.THANKS10-00000-00000-00000',
    '$where',
    "' OR 1=1 --",
    '${7*7}',
    '{{7*7}}',
  ],
  ...[
    '<script>alert(1)</script>',
    '=1+1',
    '"',
    '\\',
    '\u2028',
    'a'.repeat(65),
    'a'.repeat(3000),
    '😀'.repeat(300),
  ],
];

/** Names that objects of JavaScript have already, and some more. */
export const NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'],
  ...[
    'then',
    'toJSON',
    'length',
    'message',
    'stack',
    'code',
    'status',
    '',
    ' ',
    '0',
    '$ref',
    '$schema',
    'then',
  ],
  ...[
    '\u0000',
    '\ud83d',
    '\u202e',
    'a'.repeat(5000),
    'x.y',
    'x[0]',
    'pk',
    'sk',
    ':v',
    '#n',
    'price',
    'total',
    'admin',
  ],
];

/** How deep values are nested: far beyond what recursion can follow. */
const DEPTH = 10_000;

/** How long lists are. */
const LENGTH = 20_000;

/** Values as they are written in JSON; some are none. */
export const VALUES = [
  ...NUMBERS,
  ...TEXTS.map((text) => JSON.stringify(text)),
  // Half a surrogate pair and U+0000 as bytes of their own rather than escaped.
  ...['"\u0001"', '"\n"', '"\\x41"', '"\\ud83d"', '"\\u00"', '"', "'a'", '"a" "b"'],
  ...[
    'null',
    'true',
    'false',
    'undefined',
    '[]',
    '{}',
    '[null]',
    '[[]]',
    '{"":0}',
    '/**/1',
    '[1,]',
    '{"a":1,}',
    'TRUE',
  ],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"a":1,"a":2}'],
  '['.repeat(DEPTH) + ']'.repeat(DEPTH),
  '{"a":'.repeat(DEPTH) + '1' + '}'.repeat(DEPTH),
  '['.repeat(DEPTH),
  `[${'0,'.repeat(LENGTH)}0]`,
  `[${'{},'.repeat(LENGTH)}{}]`,
  JSON.stringify('a'.repeat(100_000)),
  '9'.repeat(5_000),
];
