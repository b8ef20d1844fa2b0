import fc from 'fast-check'

/** Strings that have caused errors in some system. */
const TEXTS = [
  '',
  ' ',
  ' a',
  'a ',
  'a\0b',
  '\0',
  'a\nb',
  'a\r\nx: y',
  '\u200b',
  '\ufeffa',
  'a\u202eb',
  'Cafe\u0301',
  '\ud800',
  'a\udfffb',
  '🚢'.repeat(200),
  'x'.repeat(255),
  'x'.repeat(256),
  'x'.repeat(5_000),
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-1',
  '1e400',
  '0x10',
  'true',
  "'; drop table workspaces; --",
  '%00',
  '%zz',
  '../../etc/passwd',
  '$1',
  '{token}',
  '<script>',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  'http://169.254.169.254/',
  'http://[::1]/',
  'https://u:p@x.example/',
  'default',
]

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
)

const hostileNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1, 59, 60, 1200, 1201, 2 ** 31, 2 ** 53, 2 ** 63, 1e308, -1e308, 0.1, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Any JSON value, deeply nested ones included. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: hostileNumber },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      [],
      {},
      [[]],
      [null],
      { '': '' },
      { a: { b: {} } },
    ),
  },
  { weight: 1, arbitrary: fc.array(hostileText, { maxLength: 60 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 90 }).map((depth) => nested(depth)) },
)

/** Bodies that are invalid JSON, or barely valid. */
export const hostileBody: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '{',
    '}',
    '[]',
    'null',
    '"text"',
    '1e400',
    '{"a":1e400}',
    '{"a":9007199254740993}',
    '{"a":"\\ud800"}',
    '{"\\u0000":1}',
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{}}}',
    '{"a":1,"a":2}',
    `${'['.repeat(70)}${']'.repeat(70)}`,
    '['.repeat(100_000),
    '\ufeff{}',
    'x'.repeat(1_048_577),
  ),
  fc.string({ unit: 'binary', maxLength: 100 }),
)

/** Values of `Content-Type`, most of which the server rejects. */
export const contentType: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'text/plain',
      'application/x-www-form-urlencoded',
      'x',
      'application/json; charset=utf-16',
    ),
  },
)

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value }
  return value
}
