/** A connection of an export, before it is known whether it can be taken. */
export interface Connection {
  /** Its id there. */
  readonly id: string
  /** Provider or toolkit, as it is called there. */
  readonly service: string
  /** Name of the workspace; undefined if the export names nobody. */
  readonly workspace: string | undefined
  readonly secrets: Secrets
  /** Further values by name, as a subdomain. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Why it cannot be taken, whatever it is of. */
  readonly fault?: string
}

/** Secrets that a connection authenticates with. */
export type Secrets =
  | { readonly kind: 'oauth2'; readonly access_token: string; readonly refresh_token: string | undefined }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'none' }

/** Returns a text of an object; undefined for anything else, and for an empty one. */
export function textIn(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(memberOf, value)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** Returns the members of an object; none of anything else. */
export function membersIn(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  const found = path.reduce<unknown>(memberOf, value)
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? { ...found } : {}
}

function memberOf(value: unknown, name: string): unknown {
  const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return isHolder ? (value as Record<string, unknown>)[name] : undefined
}
