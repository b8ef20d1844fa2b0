/** A text with named holes, compiled: literal pieces and names alternate as they occur. */
export type TextTemplate = readonly (string | { readonly name: string })[]

/** The syntaxes of connector documents that only name a value. */
const HOLES = {
  /** `${field}`, of `auth_mapping`. */
  dollar: /\$\{([^{}]+)\}/g,
  /** `{{ name }}`, of `additional_headers` and `refreshUrl`. */
  double_braces: /\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}/g,
  /** `{{ name }}` with just these spaces, of GraphQL variables. */
  graphql: /\{\{ ([A-Za-z0-9_]+) \}\}/g,
} as const

/** Compiles a template. A hole that the syntax does not know stays as text. */
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

/** The names a template needs, in order, repeats included. */
export function namesIn(template: TextTemplate): readonly string[] {
  const known = names.get(template)
  if (known !== undefined) return known
  const found = template.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.name]))
  names.set(template, found)
  return found
}

/** Asked for on every call, and the same each time. */
const names = new WeakMap<TextTemplate, readonly string[]>()

/** Fills a template. A name without a value becomes empty text; ask {@link namesIn} first if that matters. */
export function renderTextTemplate(
  template: TextTemplate,
  lookUp: (name: string) => string | undefined,
): string {
  let text = ''
  for (const piece of template) text += typeof piece === 'string' ? piece : (lookUp(piece.name) ?? '')
  return text
}
