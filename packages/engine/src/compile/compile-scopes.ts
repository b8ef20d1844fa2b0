import type { DocumentReader, Fields } from '#document/document-reader'
import type { AuthOption, Definition, Operation, ScopeUse } from '#model/definition'
import { listNames } from '#text/list-names'

/** Reads the scopes that an operation needs. All of them are needed together. */
export function readScopes(fields: Fields): Pick<Operation, 'scopes'> {
  const scopes = fields.texts('x-bulkhead-scopes')
  return scopes === undefined ? {} : { scopes }
}

/**
 * Adds the scopes that operations state to every auth option with OAuth consent. `x-airbyte-oauth-scopes` applies only
 * to entities without such an operation. A scope that no option knows is reported.
 */
export function withOperationScopes(
  options: readonly AuthOption[],
  entities: Definition['entities'],
  reader: DocumentReader,
  root: Fields,
): readonly AuthOption[] {
  const operations = [...entities.values()].flatMap((actions) => [...actions.values()])
  const stated = operations.filter(({ scopes }) => scopes !== undefined)
  if (stated.length === 0) return options
  const known = options.flatMap(({ oauth }) => (oauth === undefined ? [] : [oauth.scopes]))
  for (const { entity, action, scopes = [] } of known.length === 0 ? [] : stated) {
    const unknown = scopes.filter((scope) => !known.some((names) => names.has(scope)))
    if (unknown.length === 0) continue
    reader.report(
      root.at,
      `x-bulkhead-scopes of ${entity} ${action} names ${listNames(unknown)}, which no flow has`,
    )
  }
  const covered = new Set(stated.map(({ entity }) => entity))
  return options.map((option) => {
    const { oauth } = option
    if (oauth === undefined) return option
    const others = oauth.scope_uses.flatMap((use) => {
      const rest = use.entities.filter((entity) => !covered.has(entity))
      return rest.length === 0 ? [] : [{ ...use, entities: rest }]
    })
    const scope_uses = [...oauth.scopes.keys()].flatMap((scope) => getUses(scope, stated))
    return { ...option, oauth: { ...oauth, scope_uses: [...scope_uses, ...others] } }
  })
}

function getUses(scope: string, operations: readonly Operation[]): ScopeUse[] {
  return (['read', 'write'] as const).flatMap((mode) => {
    const users = operations.filter(({ effect, scopes = [] }) => effect === mode && scopes.includes(scope))
    const entities = [...new Set(users.map(({ entity }) => entity))]
    return entities.length === 0 ? [] : [{ scope, mode, entities }]
  })
}
