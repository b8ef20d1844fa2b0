import type { AuthOption, ScopeUse } from '#model/definition'

/** An entity that is wanted; absent modes mean both. */
export interface WantedEntity {
  readonly entity: string
  readonly modes?: readonly ('read' | 'write')[] | null | undefined
}

/**
 * The scopes to ask the owner for: those that the document says the wanted entities need, and of them no
 * writing one where a reading one is enough, with those that are always asked for. All scopes of the flow, where
 * the document does not say.
 *
 * @param wanted All entities, if null.
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
