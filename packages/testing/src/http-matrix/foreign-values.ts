import { randomBytes, randomUUID } from 'node:crypto'
import type { Reference } from '@bulkhead/contract/values/shapes'
import { newName, type TenantFixture } from './tenant-fixture.ts'

/** Values that refer to nothing. */
const RANDOM: Readonly<Record<Reference, () => string>> = {
  organization: randomUUID,
  workspace: randomUUID,
  connector: randomUUID,
  definition: randomUUID,
  own_definition: randomUUID,
  template: randomUUID,
  application: randomUUID,
  secret: randomUUID,
  person: randomUUID,
  invitation: randomUUID,
  agent_grant: randomUUID,
  agent_client: randomUUID,
  passkey: randomUUID,
  provider: randomUUID,
  domain: () => `${newName()}.example`,
  tool_call: randomUUID,
  session: randomUUID,
  webhook_endpoint: randomUUID,
  webhook_delivery: randomUUID,
  connect_session: randomUUID,
  workspace_key: randomUUID,
  workspace_name: newName,
  cursor: () => getCursor(randomUUID()),
}

/** Values that are malformed for every reference. */
const MALFORMED: Readonly<Record<Reference, readonly string[]>> = {
  organization: ['not-a-uuid', '*'],
  workspace: ['not-a-uuid', '*', "' or true --"],
  connector: ['not-a-uuid', '*', "' or true --"],
  definition: ['not-a-uuid'],
  own_definition: ['not-a-uuid', '*'],
  template: ['not-a-uuid'],
  application: ['not-a-uuid', '*'],
  secret: ['not-a-uuid', '*'],
  person: ['not-a-uuid', '*'],
  invitation: ['not-a-uuid', '*'],
  agent_grant: ['not-a-uuid', '*'],
  agent_client: ['not-a-uuid', '*'],
  passkey: ['not-a-uuid', '*'],
  provider: ['not-a-uuid', '*'],
  domain: ['not a domain', '*'],
  tool_call: ['not-a-uuid', '*'],
  session: ['not-a-uuid', '*'],
  webhook_endpoint: ['not-a-uuid', '*'],
  webhook_delivery: ['not-a-uuid', '*'],
  connect_session: ['not-a-uuid', '*'],
  workspace_key: ['not-a-uuid', '*'],
  workspace_name: [' leading', 'zero\u200bwidth', 'cafe\u0301'],
  cursor: ['not-a-cursor', getCursor("' or true --")],
}

/** References with the same values in every organization. None is foreign. */
const GLOBAL: ReadonlySet<Reference> = new Set(['definition', 'template'])

export function randomValue(reference: Reference): string {
  return RANDOM[reference]()
}

export function malformedValues(reference: Reference): readonly string[] {
  return MALFORMED[reference]
}

/** References to objects that belong to an organization and to none of its workspaces. */
const OF_ORGANIZATION: ReadonlySet<Reference> = new Set([
  'application',
  'secret',
  'person',
  'invitation',
  'agent_grant',
  'agent_client',
  'passkey',
  'provider',
  'domain',
  'webhook_endpoint',
  'webhook_delivery',
  'own_definition',
])

/**
 * Another tenant's value, and a similar value that refers to nothing. The server must give the same response to both.
 */
export interface ForeignPair {
  readonly foreign: string
  readonly twin: string
}

/** Returns the values that `home` must not be able to tell from random ones. */
export function foreignPairs(
  reference: Reference,
  home: TenantFixture,
  others: readonly TenantFixture[],
): ForeignPair[] {
  if (GLOBAL.has(reference)) return []
  const own = home.values[reference]
  const holders = OF_ORGANIZATION.has(reference)
    ? others.filter(({ tenant }) => tenant !== home.tenant)
    : others
  const values = new Set(holders.map(({ values }) => values[reference]).filter((value) => value !== own))
  return [...values].map((foreign) => ({ foreign, twin: getTwin(reference, foreign) }))
}

/** Returns the pair in capitals, which mean the same in an id. */
export function inCapitals(reference: Reference, { foreign, twin }: ForeignPair): ForeignPair[] {
  if (reference === 'workspace_name' || reference === 'cursor') return []
  return [{ foreign: foreign.toUpperCase(), twin: twin.toUpperCase() }]
}

/**
 * Returns a value that refers to nothing and resembles the foreign one. A cursor is a position in time, so its twin has
 * the same time.
 */
function getTwin(reference: Reference, foreign: string): string {
  if (reference !== 'cursor') return randomValue(reference)
  const position = Buffer.from(foreign, 'base64url').toString('latin1')
  return getCursor(position.slice(0, -8) + randomBytes(4).toString('hex'))
}

function getCursor(position: string): string {
  return Buffer.from(position, 'latin1').toString('base64url')
}
