/** Controls, bidirectional and other format characters, line separators: what moves a cursor or hides text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
/** Joins the parts of one picture. */
const JOINER = '\u200d'

/** A text of somebody else that is safe to put on a screen: one line, and nothing in it acts. */
export function printable(text: string): string {
  return text.replaceAll(/\r?\n|\t/g, ' ').replaceAll(UNPRINTABLE, (one) => (one === JOINER ? one : '\ufffd'))
}

/** JSON that is safe to put on a screen, and means the same. */
export function printableJson(json: string): string {
  const escaped = (one: string) =>
    Array.from({ length: one.length }, (_, at) => one.charCodeAt(at).toString(16).padStart(4, '0'))
      .map((digits) => `\\u${digits}`)
      .join('')
  return json.replaceAll(UNPRINTABLE, (one) => (one === JOINER || one === '\n' ? one : escaped(one)))
}
