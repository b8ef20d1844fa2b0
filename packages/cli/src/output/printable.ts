/** Characters that move a cursor or hide text: controls, bidirectional and other format characters, line separators. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
/** Zero-width joiner, which joins the parts of one emoji. */
const JOINER = '\u200d'

/**
 * Returns a string from elsewhere in a form that is safe to print on a screen: one line, without control characters.
 */
export function printable(text: string): string {
  return text.replaceAll(/\r?\n|\t/g, ' ').replaceAll(UNPRINTABLE, (one) => (one === JOINER ? one : '\ufffd'))
}

/** Returns JSON with the same meaning that is safe to print on a screen. */
export function printableJson(json: string): string {
  const escaped = (one: string) =>
    Array.from({ length: one.length }, (_, at) => one.charCodeAt(at).toString(16).padStart(4, '0'))
      .map((digits) => `\\u${digits}`)
      .join('')
  return json.replaceAll(UNPRINTABLE, (one) => (one === JOINER || one === '\n' ? one : escaped(one)))
}
