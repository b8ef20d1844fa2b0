/** Secret in the form that connectors have, for strings that almost contain it. */
export const SECRET = 'ghp_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5'

/** Pieces for strings that cost a scanner the most: each class of escape, digits, punctuation and repetition. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  plain: 'x',
  words: 'The quick brown fox jumps over the lazy dog. ',
  spaces: ' ',
  newlines: '\r\n',
  ampersands: '&',
  'named entities': '&amp;',
  'other entities': '&nbsp;',
  'numeric entities': '&#1;',
  'hex entities': '&#x26;',
  'percent signs': '%',
  'percent escapes': '%41',
  'nested percent escapes': '%2525',
  'plus signs': '+',
  backslashes: '\\',
  'escaped quotes': '\\"',
  'unicode escapes': '\\u0041',
  'surrogate escapes': '\\ud83d\\ude00',
  'hex escapes': '\\x41',
  'octal escapes': '\\101',
  quotes: '"',
  apostrophes: "'",
  marks: "!'()*",
  digits: '1',
  'long numbers': '12345678901234567890 ',
  'hex pairs': '67:68:',
  base64: 'Z2hwX2FC',
  'beginnings of the secret': `${SECRET.slice(0, 29)}!`,
  'ends of the secret': `!${SECRET.slice(12)}`,
  secrets: `${SECRET} `,
  'secrets side by side': SECRET,
  commas: ',',
  dots: '.',
  slashes: '/',
  'dots and slashes': './',
  'equals signs': '=',
  semicolons: ';',
  brackets: '[{',
  braces: '{ a }',
  'accented letters': 'é',
  'Chinese characters': '一',
  emoji: '😀',
  'combining marks': '\u0301\u0323',
  'lone surrogates': '\ud800a',
  NUL: '\0',
  'links of a header': '<https://a.example/?p=2>; rel="next", ',
}

/**
 * Returns a string of some length that repeats a piece and ends with another character: many errors show only there.
 */
export function repeated(piece: string, length: number): string {
  return `${piece.repeat(Math.floor((length - 1) / piece.length))}~`
}

/** Functions that return strings of every kind, by the name of their piece. */
export const HOSTILE_TEXT_MAKERS: Readonly<Record<string, (bytes: number) => string>> = Object.fromEntries(
  Object.entries(HOSTILE_TEXTS).map(([name, piece]) => [
    name,
    (bytes: number) => repeated(piece, Math.floor((bytes * piece.length) / Buffer.byteLength(piece))),
  ]),
)
