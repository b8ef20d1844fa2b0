/**
 * Characters that no display name shows as they are: they break lines, or change the direction of the text after them.
 */
const UNPRINTED = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const EVERY_UNPRINTED = new RegExp(UNPRINTED, 'gu')
/** A character that can be seen. */
const VISIBLE = /[^\p{C}\p{Z}\p{M}]/u

/**
 * Returns what is wrong with a name for people, or undefined if it is valid. An invalid name is rejected, never changed.
 * Its length is a matter of the schema.
 */
export function faultOfDisplayName(name: string): string | undefined {
  if (!VISIBLE.test(name)) return 'must not be blank'
  if (UNPRINTED.test(name)) return 'must not contain control, line separator or direction characters'
  return undefined
}

/**
 * Returns a name from elsewhere as it can be shown; empty if it would be blank.
 *
 * @param most Maximum number of characters.
 */
export function toDisplayName(name: string, most: number): string {
  const plain = name.replaceAll(EVERY_UNPRINTED, ' ').replaceAll(/\s+/g, ' ').trim()
  return faultOfDisplayName(plain) === undefined ? [...plain].slice(0, most).join('') : ''
}
