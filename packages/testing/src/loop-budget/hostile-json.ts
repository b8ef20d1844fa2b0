import { HOSTILE_TEXTS, repeated } from './hostile-texts.ts'

/** Function that returns JSON of about a number of bytes. */
export type MakeJson = (bytes: number) => string

function getList(element: (index: number) => string): MakeJson {
  return (bytes) => `[${join(element, bytes)}]`
}

function getObject(member: (index: number) => string): MakeJson {
  return (bytes) => `{${join(member, bytes)}}`
}

function join(part: (index: number) => string, bytes: number): string {
  const parts: string[] = []
  for (let length = 2, index = 0; length < bytes; index += 1) {
    const next = part(index)
    parts.push(next)
    length += next.length + 1
  }
  return parts.join(',')
}

function nested(open: string, middle: string, close: string, levels: number): MakeJson {
  const one = open.repeat(levels) + middle + close.repeat(levels)
  return getList(() => one)
}

const STRUCTURES: Readonly<Record<string, MakeJson>> = {
  records: getList((index) =>
    JSON.stringify({
      id: index,
      node_id: `I_${index}`,
      title: `Issue number ${index}`,
      state: 'open',
      user: { login: `user${index}`, id: index * 7, site_admin: false },
      labels: [{ id: 1, name: 'bug', color: 'ff0000' }],
      created_at: '2026-01-01T00:00:00Z',
      body: `Some text of issue ${index}, which goes on for a while & has "quotes".\nAnd a second line.`,
    }),
  ),
  'records with escapes': getList(
    (index) => `{"id":${index},"url":"https:\\/\\/a.example\\/${index}","name":"\\u00e9t\\u00e9"}`,
  ),
  'records with long ids': getList((index) => `{"id":${10n ** 18n + BigInt(index)},"name":"Name ${index}"}`),
  'short records': getList((index) => `{"id":${index},"name":"Name ${index}","active":true}`),
  'empty objects': getList(() => '{}'),
  'empty lists': getList(() => '[]'),
  'lists of one': getList(() => '[1]'),
  'objects of one': getList(() => '{"a":1}'),
  'nested lists': nested('[', '1', ']', 50),
  'nested objects': nested('{"a":', '1', '}', 50),
  'very deep lists': (bytes) => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2),
  'very deep objects': (bytes) => `${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}`,
  'one digit': getList(() => '1'),
  'two digits': getList(() => '42'),
  fractions: getList(() => '1.5'),
  'long fractions': getList((index) => `0.${(10n ** 17n + BigInt(index)).toString()}`),
  exponents: getList(() => '1e5'),
  'large exponents': getList(() => '1e300'),
  '15 digits': getList(() => '123456789012345'),
  '16 digits': getList(() => '1234567890123456'),
  '19 digits': getList((index) => (10n ** 18n + BigInt(index)).toString()),
  'one long number': (bytes) => `[1${'2'.repeat(bytes - 3)}]`,
  'a long number, then small ones': (bytes) => `[1234567890123456789,${join(() => '1', bytes - 22)}]`,
  literals: getList((index) => ['true', 'false', 'null'][index % 3] ?? 'null'),
  'empty strings': getList(() => '""'),
  'short strings that differ': getList((index) => `"${index.toString(36)}"`),
  'long strings that differ': getList((index) => `"${index.toString(36).padStart(24, 'a')}"`),
  coordinates: getList((index) => `[${(index / 7).toFixed(6)},${(index / 11).toFixed(6)}]`),
  'names that differ': getObject((index) => `"n${index.toString(36)}":1`),
  'names that differ, one in each object': getList((index) => `{"n${index.toString(36)}":1}`),
  'names with dots': getObject((index) => `"a.b${index}":1`),
  'numbers as names': getObject((index) => `"${index}":1`),
  'large numbers as names': getObject((index) => `"${index * 4001}":1`),
  'the same name': getObject(() => '"a":1'),
  'the name __proto__': getObject(() => '"__proto__":1'),
  'objects of a thousand members': getList(
    () => `{${Array.from({ length: 1000 }, (_, index) => `"k${index}":1`).join(',')}}`,
  ),
  'white space': (bytes) => `[${' '.repeat(bytes - 2)}]`,
  'records of dotted names': getList(() => '{"a.b":{"c.d":1},"a":{"b.c":{"d":1}}}'),
}

const STRINGS = Object.entries(HOSTILE_TEXTS).map(([name, piece]): [string, MakeJson] => [
  `a string of ${name}`,
  (bytes) =>
    JSON.stringify([repeated(piece, Math.floor(bytes / (JSON.stringify(piece).length - 2)) * piece.length)]),
])
const SHORT_STRINGS = Object.entries(HOSTILE_TEXTS).map(([name, piece]): [string, MakeJson] => [
  `short strings of ${name}`,
  getList(() => JSON.stringify(repeated(piece, 60))),
])

/** Classes of JSON that cost a parser, scanner or walker the most. */
export const HOSTILE_JSON: Readonly<Record<string, MakeJson>> = {
  ...STRUCTURES,
  ...Object.fromEntries(STRINGS),
  ...Object.fromEntries(SHORT_STRINGS),
  'escaped ASCII': (bytes) => `["${'\\u0061'.repeat(bytes / 6)}"]`,
  'escaped Chinese characters': (bytes) => `["${'\\u4e00'.repeat(bytes / 6)}"]`,
  'an unfinished string': (bytes) => `["${'\\"'.repeat(bytes / 2)}`,
}
