/**
 * Folds an e-mail address for comparison: ASCII letters become lower case, all others stay. `toLowerCase` would make a
 * `k` of the Kelvin sign (U+212A), and so one address of two.
 */
export function foldAddress(address: string): string {
  return address.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/**
 * Returns whether a text from elsewhere is an e-mail address: visible ASCII before the `@`, as at sign-up, and no
 * characters that nobody sees behind it.
 */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[!-?A-~]+@[^\s@\p{C}]+$/u.test(text)
}
