export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** OpenAPI 3 description, by the service itself or by somebody else, with its references intact. */
export interface Description {
  readonly openapi: string
  readonly info: Json
  readonly servers?: Json
  readonly paths: { readonly [path: string]: { readonly [method: string]: Json } }
  /** Components by kind (`schemas`, `parameters`…) and name. */
  readonly components: { readonly [kind: string]: { readonly [name: string]: Json } }
}

/**
 * Reduces a description to some paths and the components that they reach.
 *
 * @param paths Paths as the description spells them.
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

/** Returns the components that a value references, directly or through others. */
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
