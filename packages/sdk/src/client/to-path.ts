import { ConfigurationError } from './errors.ts'

/**
 * Returns a path with its `{places}` filled in. A value cannot leave its place: it is encoded, and an empty value or
 * one that URLs resolve as a step (`.`, `..`) is rejected.
 */
export function toPath(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_place, name: string) => {
    const value = values[name]
    if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
      throw new ConfigurationError(
        'invalid_argument',
        `\`${name}\` must be an id, not ${JSON.stringify(value)}.`,
      )
    }
    return encodeURIComponent(value)
  })
}

/** Returns a query string with its question mark, or `''`. Undefined values are left out; lists repeat their key. */
export function getQuery(values: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value].flat()) if (one !== undefined) query.append(name, String(one))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
