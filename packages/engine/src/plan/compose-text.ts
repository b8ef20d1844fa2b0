import type { Operation, Parameter } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import { plainText } from '#text/nested-pairs'
import { namesIn, renderTextTemplate } from '#text/text-template'

/**
 * Composes the string of a parameter from its parts.
 *
 * @throws {EngineError} `missing_parameter` for the first part; `invalid_parameter` for unbalanced brackets.
 */
export function composeText(
  operation: Operation,
  { name, composed = [] }: Parameter,
  lookUp: (part: string) => JsonValue | undefined,
): string {
  const toText = (part: string) => {
    const value = lookUp(part)
    return value === undefined || value === null ? undefined : partText(part, value)
  }
  const texts = composed.flatMap((template, index) => {
    const absent = namesIn(template).find((part) => toText(part) === undefined)
    if (absent === undefined) return [renderTextTemplate(template, toText)]
    if (index > 0) return []
    const message = `${operation.entity} ${operation.action} needs the parameter ${absent}, or ${name} in its place.`
    throw new EngineError('missing_parameter', message, { parameter: absent })
  })
  return texts.join(' ')
}

/**
 * Returns the parts that a caller must give without the whole string: those of the first template without a
 * default.
 */
export function neededParts(
  { parameters }: Pick<Operation, 'parameters'>,
  { composed }: Parameter,
): readonly string[] {
  return namesIn(composed?.[0] ?? []).filter((name) => {
    const part = parameters.find((one) => one.in === 'part' && one.name === name)
    return (part?.default ?? null) === null
  })
}

/** Returns the string of a part. It cannot close brackets or quotes that the document opened around it. */
function partText(name: string, value: JsonValue): string {
  const text = Array.isArray(value)
    ? value.map((element) => plainText(name, element)).join(', ')
    : plainText(name, value)
  if (isBalanced(text)) return text
  throw new EngineError(
    'invalid_parameter',
    `The parameter ${name} has brackets or quotes that do not match.`,
    {
      parameter: name,
    },
  )
}

const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/**
 * Returns whether all brackets outside single-quoted strings and all quotes are balanced. A character after `\` does
 * not count.
 */
export function isBalanced(text: string): boolean {
  const open: string[] = []
  for (const [token] of text.matchAll(/\\.|'(?:[^'\\]|\\.)*'?|[()[\]{}]/gs)) {
    if (token.startsWith('\\')) continue
    if (token.startsWith("'")) {
      if (token.length < 2 || !token.endsWith("'")) return false
    } else if (token in PAIRS) {
      if (open.pop() !== PAIRS[token]) return false
    } else open.push(token)
  }
  return open.length === 0
}
