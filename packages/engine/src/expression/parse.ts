import type { JsonValue } from '#model/json'
import { type Token, tokenize } from './tokenize.ts'

/** A compiled expression of the few constructs that connector documents use. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: JsonValue }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'function'; readonly name: string; readonly args: readonly Expression[] }
  | ApplyExpression
  | { readonly kind: 'not' | 'negative'; readonly of: Expression }
  | BinaryExpression
  | {
      readonly kind: 'choice'
      readonly condition: Expression
      readonly then: Expression
      readonly otherwise: Expression
    }

/** A method or filter applied to a value. */
export interface ApplyExpression {
  readonly kind: 'method' | 'filter'
  readonly of: Expression
  readonly name: string
  readonly args: readonly Expression[]
}

export interface BinaryExpression {
  readonly kind: 'binary'
  readonly operator: 'or' | 'and' | '==' | '!=' | 'in' | '+' | '-'
  readonly left: Expression
  readonly right: Expression
}

/** Parses an expression. Returns its error, worded as the end of a sentence, if it is invalid. */
export function parseExpression(text: string): Expression | { readonly fault: string } {
  try {
    const parser = createParser(tokenize(text))
    const expression = parser.choice()
    parser.end()
    return expression
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return { fault: thrown.message }
    throw thrown
  }
}

const MAX_DEPTH = 40

function createParser(tokens: readonly Token[]) {
  let at = 0
  let depth = 0
  const peek = () => tokens[at]
  const isNext = (text: string) => peek()?.kind === 'symbol' && peek()?.text === text
  const take = (text: string) => {
    if (!isNext(text)) return false
    at += 1
    return true
  }
  const assertNext = (text: string) => {
    if (!take(text)) throw new SyntaxError(`has ${peek()?.text ?? 'nothing'} where ${text} should be`)
  }
  const nameNext = (): string => {
    const token = peek()
    // A member may be named `true` or `in`.
    if (token === undefined || !/^[A-Za-z_]/.test(token.text))
      throw new SyntaxError('lacks a name after . or |')
    at += 1
    return token.text
  }
  const listUntil = (close: string): Expression[] => {
    const items: Expression[] = []
    while (!isNext(close)) {
      items.push(choice())
      if (!take(',')) break
    }
    assertNext(close)
    return items
  }
  const leftToRight = (operators: readonly BinaryExpression['operator'][], operand: () => Expression) => {
    let left = operand()
    for (;;) {
      const operator = operators.find((one) => take(one))
      if (operator === undefined) return left
      left = { kind: 'binary', operator, left, right: operand() }
    }
  }

  // From the loosest binding to the tightest.
  const choice = (): Expression => {
    depth += 1
    if (depth > MAX_DEPTH) throw new SyntaxError('is nested too deeply')
    const then = leftToRight(['or'], conjunction)
    depth -= 1
    if (!take('if')) return then
    const condition = leftToRight(['or'], conjunction)
    assertNext('else')
    return { kind: 'choice', condition, then, otherwise: choice() }
  }
  const conjunction = () => leftToRight(['and'], negation)
  const negation = (): Expression => {
    let count = 0
    while (take('not')) count += 1
    const of = comparison()
    if (count === 0) return of
    return count % 2 === 1 ? { kind: 'not', of } : { kind: 'not', of: { kind: 'not', of } }
  }
  const comparison = () => leftToRight(['==', '!=', 'in'], sum)
  const sum = () => leftToRight(['+', '-'], signed)
  const signed = (): Expression => (take('-') ? { kind: 'negative', of: postfix() } : postfix())
  const postfix = (): Expression => {
    let of = primary()
    for (;;) {
      if (take('.')) {
        const name = nameNext()
        of = take('(') ? { kind: 'method', of, name, args: listUntil(')') } : { kind: 'member', of, name }
      } else if (take('|')) {
        const name = nameNext()
        of = { kind: 'filter', of, name, args: take('(') ? listUntil(')') : [] }
      } else return of
    }
  }
  const primary = (): Expression => {
    const token = peek()
    if (token === undefined) throw new SyntaxError('ends too early')
    at += 1
    if (token.kind === 'literal') return { kind: 'literal', value: token.value }
    if (token.kind === 'name') {
      return take('(')
        ? { kind: 'function', name: token.text, args: listUntil(')') }
        : { kind: 'name', name: token.text }
    }
    if (token.text === '[') return { kind: 'list', items: listUntil(']') }
    if (token.text !== '(') throw new SyntaxError(`has ${token.text} where a value should be`)
    const inner = choice()
    assertNext(')')
    return inner
  }
  return {
    choice,
    end() {
      const token = peek()
      if (token !== undefined) throw new SyntaxError(`goes on with ${token.text} after its end`)
    },
  }
}
