import type { ExpressionTemplate } from '#expression/template'
import type { JsonValue } from './json.ts'

/** A read that tells whose account a connector's credentials belong to. */
export interface IdentityRule {
  readonly entity: string
  readonly action: string
  readonly params: { readonly [name: string]: JsonValue }
  /** Over `record` and `config`. Stays the same for an account, and differs between accounts of the service. */
  readonly id: ExpressionTemplate
  /** Over `record` and `config`; the first that gives a text is the account's name. */
  readonly names: readonly ExpressionTemplate[]
}
