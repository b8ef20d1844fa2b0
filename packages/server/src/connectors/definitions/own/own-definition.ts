import type { Definition } from '@bulkhead/engine'

/** Definition that an organization added. */
export interface OwnDefinition extends Definition {
  readonly organization_id: string
}

/** Returns the id of a definition if its organization added it; null for one that everybody has. */
export function getOwnId(definition: Definition): string | null {
  return 'organization_id' in definition ? definition.definition_id : null
}
