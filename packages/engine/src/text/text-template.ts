/** A compiled string with named placeholders: literal pieces and names, in order. */
export type TextTemplate = readonly (string | { readonly name: string })[]

/** Syntaxes of placeholders in connector documents. */
const HOLES = {
  /** `${field}`, used in `auth_mapping`. */
  dollar: /\$\{([^{}]+)\}/g,
  /** `{{ name }}`, used in `additional_headers` and `refreshUrl`. */
  double_braces: /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g,
  /** `{{ name }}` with exactly these spaces, used in GraphQL variables. */
  graphql: /\{\{ ([A-Za-z0-9_]+) \}\}/g,
} as const

/** Compiles a template. A placeholder that the syntax does not allow stays as text. */
export function compileTextTemplate(text: string, syntax: keyof typeof HOLES): TextTemplate {
  const pieces: (string | { readonly name: string })[] = []
  let end = 0
  for (const match of text.matchAll(HOLES[syntax])) {
    if (match.index > end) pieces.push(text.slice(end, match.index))
    pieces.push({ name: (match[1] ?? '').trim() })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push(text.slice(end))
  return Object.freeze(pieces)
}

/** Returns the names in a template, in order, including repetitions. */
export function namesIn(template: TextTemplate): readonly string[] {
  const known = names.get(template)
  if (known !== undefined) return known
  const found = template.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.name]))
  names.set(template, found)
  return found
}

/** Cached, because every call needs it and it never changes for a template. */
const names = new WeakMap<TextTemplate, readonly string[]>()

/** Fills a template. A name without a value becomes an empty string. Check {@link namesIn} first if that matters. */
export function renderTextTemplate(
  template: TextTemplate,
  lookUp: (name: string) => string | undefined,
): string {
  let text = ''
  for (const piece of template) text += typeof piece === 'string' ? piece : (lookUp(piece.name) ?? '')
  return text
}
