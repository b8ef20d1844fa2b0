const MARKS = /[!'()*]/g

/** Percent-encodes everything but `A-Z a-z 0-9 _ . - ~`, or gives undefined if the text is not Unicode. */
export function encodeStrictly(text: string): string | undefined {
  if (!text.isWellFormed()) return undefined
  return encodeURIComponent(text).replace(
    MARKS,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** As {@link encodeStrictly}, but a space becomes `+`, as in forms and queries. */
export function encodeForm(text: string): string | undefined {
  return encodeStrictly(text)?.replaceAll('%20', '+')
}

/** JSON text, or undefined for what cannot be JSON: a cycle, a bigint, or nesting beyond the stack. */
export function encodeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}
