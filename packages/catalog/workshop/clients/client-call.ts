import type { Description, Json } from '@bulkhead/testing/upstreams/description'

/** Request that a service's own client can send: names from its code, without types. */
export interface ClientCall {
  readonly method: string
  /** Path with `{placeholders}`. */
  readonly path: string
  readonly query: readonly string[]
  readonly body: readonly string[]
}

/** Returns the calls of a client as an OpenAPI description in which every value is allowed. */
export function descriptionOfCalls(title: string, calls: readonly ClientCall[]): Description {
  const paths: Record<string, Record<string, Json>> = {}
  for (const { method, path, query, body } of calls) {
    const schema = { type: 'object', properties: Object.fromEntries(body.map((name) => [name, {}])) }
    const holes = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        parameters: [
          ...holes.map((name) => ({ name, in: 'path', required: true, schema: {} })),
          ...query.map((name) => ({ name, in: 'query', schema: {} })),
        ],
        ...(body.length > 0 && { requestBody: { content: { 'application/json': { schema } } } }),
        responses: { '200': { description: 'As the client expects it' } },
      },
    }
  }
  return { openapi: '3.1.0', info: { title, version: '1' }, paths, components: {} }
}

/** Returns the first group of every match, without duplicates. */
export function matchAll(text: string, pattern: RegExp): readonly string[] {
  return [
    ...new Set(
      [...text.matchAll(pattern)].map((match) => match.slice(1).find((part) => part !== undefined) ?? ''),
    ),
  ]
}

/**
 * Returns the member names of a type in TypeScript declarations: of an interface, or of all alternatives of a union.
 * Reads only the first level of indentation.
 */
export function membersOfType(declarations: string, name: string): readonly string[] {
  const start = new RegExp(`\\b(?:interface ${name}\\b|type ${name} =)`).exec(declarations)?.index
  if (start === undefined) return []
  const end = declarations.slice(start).search(/^\}(?! \|)/m)
  return matchAll(declarations.slice(start, start + end), /^ {4}(?:["']([^"']+)["']|(\w+))\??:/gm)
}
