/*
 * Characters that encodings replace by each other: a form writes `+` for a space, base64url has `-` and `_`, and pairs
 * of hexadecimal digits are separated by `:`, `-` or a space.
 */
const ALIKE: readonly (readonly [characters: string, one: string])[] = [
  ['+-:', ' '],
  ['_', '/'],
]

const aligned = new Uint8Array(256).map((_, byte) => byte)
for (const [characters, one] of ALIKE) {
  for (const character of characters) aligned[character.charCodeAt(0)] = one.charCodeAt(0)
}

/** Table of the byte to compare for each byte: a space for `+`, `-` and `:`, and `/` for `_`. */
export const ALIGNED: Readonly<Uint8Array> = aligned

/** Table like {@link ALIGNED}, with the letters A to Z in lower case. */
export const FOLDED: Readonly<Uint8Array> = aligned.map((byte) =>
  byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte,
)
