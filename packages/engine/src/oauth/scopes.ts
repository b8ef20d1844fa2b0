import type { AuthOption, ScopeUse } from '#model/definition'

/** An entity that a connector is meant to use. Absent modes mean both. */
export interface WantedEntity {
  readonly entity: string
  readonly modes?: readonly ('read' | 'write')[] | null | undefined
}

/**
 * Returns the scopes to request from the owner: those that the document assigns to the wanted entities, and the default
 * scopes. A writing scope is left out if a reading one is enough. If the document assigns no scopes to entities, all
 * scopes of the flow are returned.
 *
 * @param wanted Null means all entities.
 */
export function scopesFor(option: AuthOption, wanted: readonly WantedEntity[] | null): readonly string[] {
  const { scopes, scope_uses = [], default_scopes = [] } = option.oauth ?? {}
  const needed = scope_uses.filter((use) => wanted === null || isNeeded(use, scope_uses, wanted))
  const named = needed.length > 0 ? needed.map(({ scope }) => scope) : [...(scopes?.keys() ?? [])]
  return [...new Set([...named, ...default_scopes])]
}

function isNeeded(use: ScopeUse, all: readonly ScopeUse[], wanted: readonly WantedEntity[]): boolean {
  return wanted.some(({ entity, modes }) => {
    if (!use.entities.includes(entity)) return false
    const isWanted = (mode: 'read' | 'write') => (modes ?? ['read', 'write']).includes(mode)
    if (use.mode !== 'read_write') return isWanted(use.mode)
    if (isWanted('write')) return true
    return !all.some(({ mode, entities }) => mode === 'read' && entities.includes(entity))
  })
}
