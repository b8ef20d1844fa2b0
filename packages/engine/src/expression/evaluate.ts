import { isDeepStrictEqual } from 'node:util'
import type { JsonValue } from '#model/json'
import { ownMember } from '#text/json-object'
import { FUNCTIONS, getApplication } from './functions.ts'
import type { BinaryExpression, Expression } from './parse.ts'
import { type ExpressionContext, ExpressionError, TimeValueBox, type Value } from './value.ts'

// Own code: it bounds work and size, and never runs code from a document. Template engines allow loops and undefined
// names.

/**
 * Evaluates an expression strictly: an undefined name or member is an error and not an empty value. Filters hide
 * private records, so they must fail if the flag that they read is missing.
 *
 * @throws {ExpressionError} If a name or member is undefined, or the expression has no value.
 */
export function evaluate(expression: Expression, context: ExpressionContext): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'list':
      return expression.items.map((item) => toJson(evaluate(item, context)))
    case 'name':
      return defined(ownMember(context.names, expression.name), expression.name)
    case 'member':
      return defined(ownMember(evaluate(expression.of, context), expression.name), expression.name)
    case 'function': {
      const call = FUNCTIONS.get(expression.name)
      if (call === undefined) throw new ExpressionError(`there is no function ${expression.name}`)
      return call(evaluateAll(expression.args, context), context)
    }
    case 'method':
    case 'filter': {
      const apply = getApplication(expression)
      if (apply === undefined) throw new ExpressionError(`there is no ${expression.kind} ${expression.name}`)
      return apply(evaluate(expression.of, context), evaluateAll(expression.args, context))
    }
    case 'not':
      return !isTruthy(evaluate(expression.of, context))
    case 'negative': {
      const value = evaluate(expression.of, context)
      if (typeof value !== 'number') throw new ExpressionError('only a number has a minus')
      return -value
    }
    case 'choice':
      return evaluate(
        isTruthy(evaluate(expression.condition, context)) ? expression.then : expression.otherwise,
        context,
      )
    case 'binary':
      return combine(expression, context)
  }
}

function evaluateAll(expressions: readonly Expression[], context: ExpressionContext): Value[] {
  return expressions.map((one) => evaluate(one, context))
}

function combine({ operator, left, right }: BinaryExpression, context: ExpressionContext): Value {
  const first = evaluate(left, context)
  if (operator === 'and') return isTruthy(first) ? evaluate(right, context) : first
  if (operator === 'or') return isTruthy(first) ? first : evaluate(right, context)
  const second = evaluate(right, context)
  if (operator === '==') return isEqual(first, second)
  if (operator === '!=') return !isEqual(first, second)
  if (operator === 'in') return isIn(first, second)
  if (typeof first === 'number' && typeof second === 'number') {
    return operator === '+' ? first + second : first - second
  }
  if (operator === '+' && typeof first === 'string' && typeof second === 'string') return first + second
  return shifted(operator, first, second)
}

function shifted(operator: '+' | '-', first: Value, second: Value): Value {
  if (!(first instanceof TimeValueBox) || !(second instanceof TimeValueBox)) {
    throw new ExpressionError(`${operator} does not go with these values`)
  }
  const [a, b] = [first.time, second.time]
  if (b.kind === 'moment' && (operator === '+' || a.kind === 'span')) {
    throw new ExpressionError(`${operator} does not go with two moments`)
  }
  const kind = a.kind === b.kind ? 'span' : 'moment'
  return new TimeValueBox({ kind, ms: operator === '+' ? a.ms + b.ms : a.ms - b.ms })
}

function isEqual(first: Value, second: Value): boolean {
  if (typeof first === 'object' && typeof second === 'object') return isDeepStrictEqual(first, second)
  return first === second
}

function isIn(member: Value, whole: Value): boolean {
  if (typeof whole === 'string' && typeof member === 'string') return whole.includes(member)
  if (Array.isArray(whole)) return whole.some((element) => isEqual(element, member))
  if (typeof member === 'string') return ownMember(whole, member) !== undefined
  throw new ExpressionError('in needs a list or a string')
}

function isTruthy(value: Value): boolean {
  if (value === null || value === false || value === 0 || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || value instanceof TimeValueBox || Object.keys(value).length > 0
}

function defined(value: JsonValue | undefined, name: string): JsonValue {
  if (value === undefined) throw new ExpressionError(`${name} is not there`)
  return value
}

function toJson(value: Value): JsonValue {
  if (value instanceof TimeValueBox) throw new ExpressionError('a time cannot be in a list')
  return value
}
