import type { JsonValue } from '#model/json'
import type { MetaSource } from '#model/pagination'
import { compileJsonPath, matchJsonPath } from './json-path.ts'
import { linkTarget } from './link-header.ts'

/** Compiles `$.a.b`, `@link.next` or `@header.X-Total`. Returns undefined if the string is none of them. */
export function compileMetaSource(text: string): MetaSource | undefined {
  const [, kind, rest] = /^@(link|header)\.(.+)$/.exec(text.trim()) ?? []
  if (kind === 'link' && rest !== undefined) return { from: 'link', rel: rest }
  if (kind === 'header' && rest !== undefined) return { from: 'header', name: rest.toLowerCase() }
  const path = compileJsonPath(text.trim())
  return path === undefined ? undefined : { from: 'body', path }
}

/** Returns the value at a source in a response, or null. */
export function metaValue(
  source: MetaSource,
  response: { readonly headers: Readonly<Record<string, string>> },
  body: JsonValue,
): JsonValue {
  switch (source.from) {
    case 'body':
      return matchJsonPath(source.path, body)[0] ?? null
    case 'link':
      return linkTarget(response.headers.link, source.rel) ?? null
    case 'header':
      return Object.hasOwn(response.headers, source.name) ? (response.headers[source.name] ?? null) : null
  }
}
