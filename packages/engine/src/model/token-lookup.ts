import type { TextTemplate } from '#text/text-template'

/**
 * A request with a new access token that finds the settings that belong to the token, such as the site of an account.
 */
export interface TokenLookup {
  /** URL at the origin of the API, which gets the token anyway. */
  readonly url: string
  /** Setting → member of the record that is its value. */
  readonly settings: ReadonlyMap<string, string>
  /** Rule that chooses among several records. Used once all settings in `text` are given. */
  readonly match?: { readonly member: string; readonly text: TextTemplate }
}
