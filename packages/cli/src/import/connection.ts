/** Connection in an export, before it is known whether it can be imported. */
export interface Connection {
  /** Id in the export. Empty if the entry has none. */
  readonly id: string
  /** Provider or toolkit, by its name in the export. */
  readonly service: string
  /** Name of the workspace. Undefined if the export names no owner. */
  readonly workspace: string | undefined
  readonly secrets: Secrets
  /** Further values by name, such as a subdomain. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Reason why the connection cannot be imported, whatever its service is. */
  readonly fault?: string
}

/** Secrets that a connection authenticates with. */
export type Secrets =
  | { readonly kind: 'oauth2'; readonly access_token: string; readonly refresh_token: string | undefined }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'none' }

/** Returns a string inside an object. Undefined if the value is empty or no string. */
export function textIn(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(getMember, value)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** Returns the members of an object. Empty for any other value. */
export function membersIn(value: unknown, ...path: readonly string[]): Readonly<Record<string, unknown>> {
  const found = path.reduce<unknown>(getMember, value)
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? { ...found } : {}
}

function getMember(value: unknown, name: string): unknown {
  const isHolder = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
  return isHolder ? (value as Record<string, unknown>)[name] : undefined
}
