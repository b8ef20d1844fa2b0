import type { TextTemplate } from '#text/text-template'

/** A read with a new access token that says which settings belong to it, such as the site of an account. */
export interface TokenLookup {
  /** At the origin of the API, where the token goes anyway. */
  readonly url: string
  /** Setting → member of the record that is its value. */
  readonly settings: ReadonlyMap<string, string>
  /** Chooses among several records, once all settings that the text names are given. */
  readonly match?: { readonly member: string; readonly text: TextTemplate }
}
