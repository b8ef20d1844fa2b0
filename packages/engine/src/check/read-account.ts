import { type ExpressionTemplate, renderExpressionTemplate } from '#expression/template'
import { ExpressionError } from '#expression/value'
import type { IdentityRule } from '#model/identity-rule'
import type { JsonValue } from '#model/json'

/** An account at an upstream. */
export interface Account {
  readonly id: string
  /** Name that people know the account by, or the id if the upstream gives no name. */
  readonly name: string
}

const LONGEST = 255

/**
 * Reads the account that credentials belong to from the result of the operation that the document names. Undefined if
 * the result does not identify an account.
 */
export function readAccount(
  { id, names }: IdentityRule,
  result: JsonValue,
  config: { readonly [name: string]: JsonValue },
): Account | undefined {
  const record = Array.isArray(result) ? (result[0] ?? null) : result
  const context = { names: { record, config } }
  const accountId = render(id, context)
  // A shortened id could match another account.
  if (accountId === undefined || accountId.length > LONGEST) return undefined
  const name = names.map((template) => render(template, context)).find((text) => text !== undefined)
  return { id: accountId, name: [...(name ?? accountId)].slice(0, LONGEST).join('') }
}

function render(
  template: ExpressionTemplate,
  context: { readonly names: { readonly [name: string]: JsonValue } },
): string | undefined {
  try {
    const text = toPlainText(renderExpressionTemplate(template, context))
    // A member without a value is rendered as JSON.
    return text === '' || text === 'null' ? undefined : text
  } catch (thrown) {
    if (thrown instanceof ExpressionError) return undefined
    throw thrown
  }
}

/** Removes control characters and marks of writing direction, which make a name look like another one. */
function toPlainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim()
}
