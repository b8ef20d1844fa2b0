/** A JSON value of an API's description. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** An OpenAPI 3 description by the service itself or by somebody else, references intact. */
export interface Description {
  readonly openapi: string
  readonly info: Json
  readonly servers?: Json
  readonly paths: { readonly [path: string]: { readonly [method: string]: Json } }
  /** Kind (`schemas`, `parameters`…) → name → component. */
  readonly components: { readonly [kind: string]: { readonly [name: string]: Json } }
}

/**
 * A description cut down to some paths and the components that these reach, since Prism takes seconds to start
 * with a large one.
 *
 * @param paths As the description writes them.
 */
export function cutDown(whole: Description, paths: readonly string[]): Description {
  const kept = Object.fromEntries(
    paths.map((path) => {
      const item = whole.paths[path]
      if (item === undefined) throw new Error(`The description has no path ${path}`)
      return [path, item]
    }),
  )
  const { openapi, info, servers } = whole
  const components = reachedFrom(kept, whole.components)
  return { openapi, info, ...(servers !== undefined && { servers }), paths: kept, components }
}

/** The components that a value references, and those that they reference in turn. */
function reachedFrom(start: Json, components: Description['components']) {
  const reached: Record<string, Record<string, Json>> = {}
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref' && typeof member === 'string') follow(member)
      else visit(member)
    }
  }
  const follow = (reference: string): void => {
    const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? []
    const component = components[kind]?.[name]
    if (component === undefined) throw new Error(`The description has no ${reference}`)
    const ofKind = reached[kind] ?? {}
    if (name in ofKind) return
    reached[kind] = ofKind
    ofKind[name] = component
    visit(component)
  }
  visit(start)
  return reached
}

/**
 * A description as Prism serves it well:
 * - a schema that is `nullable` without a `type` gets null as an alternative, since Prism cannot compile the
 *   original and then silently accepts everything in its place;
 * - what answers as `application/json` also answers as the media type that GitHub recommends to ask for,
 *   which its description leaves out;
 * - an example that is a reference in the wrong place is put right;
 * - answers require nothing, since examples often lack some of what their schemas require.
 */
export function forPrism(description: Description): object {
  return Object(adapted(description, false))
}

function adapted(value: unknown, isAnswer: boolean): unknown {
  if (Array.isArray(value)) return value.map((element) => adapted(element, isAnswer))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, member]) => {
    if (key === 'example') return [[key, member] as const]
    if (key === 'examples') return [[key, withReferencesAsExamples(member)] as const]
    if (key === 'required' && isAnswer && Array.isArray(member)) return []
    return [[key, adapted(member, isAnswer || key === 'responses' || key === 'schemas')] as const]
  })
  const { nullable, ...rest } = Object.fromEntries(entries)
  if (nullable === true && !('type' in rest)) return { anyOf: [rest, { type: 'null' }] }
  const json = rest['application/json']
  const media = json === undefined ? {} : { 'application/vnd.github+json': json }
  return { ...rest, ...media, ...(nullable !== undefined && { nullable }) }
}

function withReferencesAsExamples(examples: { readonly [name: string]: Json }) {
  const entries = Object.entries(examples).map(([name, example]) => {
    const value = typeof example === 'object' && example !== null && 'value' in example ? example.value : null
    const isReference = typeof value === 'object' && value !== null && '$ref' in value
    return [name, isReference ? value : example] as const
  })
  return Object.fromEntries(entries)
}
