import type { ExpressionTemplate } from '#expression/template'
import type { JsonValue } from './json.ts'

/** A read operation that identifies the account of a connector's credentials. */
export interface IdentityRule {
  readonly entity: string
  readonly action: string
  readonly params: { readonly [name: string]: JsonValue }
  /**
   * Template over `record` and `config` for the account's id. It is stable for an account, and distinct among accounts
   * of the service.
   */
  readonly id: ExpressionTemplate
  /** Templates over `record` and `config`. The first that yields a string is the account's name. */
  readonly names: readonly ExpressionTemplate[]
}
