import type { JsonValue } from '#model/json'
import { encodeJson } from '#text/encode-text'
import { isRawNumber } from '#text/json-object'
import { evaluate } from './evaluate.ts'
import { FUNCTIONS, getApplication } from './functions.ts'
import { type Expression, parseExpression } from './parse.ts'
import { type ExpressionContext, ExpressionError, TimeValueBox, type Value } from './value.ts'

/** A compiled string with `{{ expressions }}`. */
export interface ExpressionTemplate {
  readonly text: string
  readonly pieces: readonly (string | Expression)[]
}

/**
 * Compiles a string with `{{ expressions }}`, or returns its error. Checks all references: an expression may use only
 * the given `names` and existing functions, methods and filters.
 */
export function compileExpressionTemplate(
  text: string,
  names: readonly string[],
): ExpressionTemplate | { readonly fault: string } {
  if (/\{[%#]/.test(text)) return { fault: 'has {% or {#; only {{ … }} is understood' }
  const pieces: (string | Expression)[] = []
  let end = 0
  for (const match of text.matchAll(/\{\{(.*?)\}\}/gs)) {
    if (match.index > end) pieces.push(text.slice(end, match.index))
    const expression = parseExpression(match[1] ?? '')
    if ('fault' in expression) return expression
    const unknown = unknownIn(expression, names)
    if (unknown !== undefined) return { fault: unknown }
    pieces.push(expression)
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push(text.slice(end))
  return { text, pieces }
}

/**
 * Renders a template to a string. True, false and null are written as in JSON.
 *
 * @throws {ExpressionError}
 */
export function renderExpressionTemplate(template: ExpressionTemplate, context: ExpressionContext): string {
  let text = ''
  for (const piece of template.pieces)
    text += typeof piece === 'string' ? piece : toText(evaluate(piece, context))
  return text
}

function toText(value: Value): string {
  if (value instanceof TimeValueBox) throw new ExpressionError('a time needs strftime()')
  if (typeof value !== 'object' || value === null) return String(value)
  return isRawNumber(value) ? value.rawJSON : (encodeJson(value) ?? '')
}

function unknownIn(expression: Expression, names: readonly string[]): string | undefined {
  if (expression.kind === 'name' && !names.includes(expression.name)) {
    const known = names.length === 0 ? 'only functions can be used here' : `use ${names.join(', ')}`
    return `names ${expression.name}; ${known}`
  }
  if (expression.kind === 'function' && !FUNCTIONS.has(expression.name)) {
    return `calls ${expression.name}(); there are ${[...FUNCTIONS.keys()].join(', ')}`
  }
  if (
    (expression.kind === 'method' || expression.kind === 'filter') &&
    getApplication(expression) === undefined
  ) {
    return `uses the unknown ${expression.kind} ${expression.name}`
  }
  for (const part of partsByDatabase(expression)) {
    const unknown = unknownIn(part, names)
    if (unknown !== undefined) return unknown
  }
  return undefined
}

function partsByDatabase(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'list':
      return expression.items
    case 'function':
      return expression.args
    case 'method':
    case 'filter':
      return [expression.of, ...expression.args]
    case 'binary':
      return [expression.left, expression.right]
    case 'choice':
      return [expression.condition, expression.then, expression.otherwise]
    case 'member':
    case 'not':
    case 'negative':
      return [expression.of]
    default:
      return []
  }
}

/** Returns whether a value is a string that contains an expression. */
export function isTemplated(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.includes('{{')
}
