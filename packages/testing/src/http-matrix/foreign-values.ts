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

/** Values of no form that the reference has. */
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

/** References that are the same for every organization: there is no foreign one. */
const GLOBAL: ReadonlySet<Reference> = new Set(['definition', 'template'])

export function randomValue(reference: Reference): string {
  return RANDOM[reference]()
}

export function malformedValues(reference: Reference): readonly string[] {
  return MALFORMED[reference]
}

/** References to what belongs to an organization and to none of its workspaces. */
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

/** A value of someone else, and one that refers to nothing and looks like it: they must be answered alike. */
export interface ForeignPair {
  readonly foreign: string
  readonly twin: string
}

/** The values that `home` must not be able to tell from random ones. */
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

/** The same pair in capitals, which change nothing about an id. */
export function inCapitals(reference: Reference, { foreign, twin }: ForeignPair): ForeignPair[] {
  if (reference === 'workspace_name' || reference === 'cursor') return []
  return [{ foreign: foreign.toUpperCase(), twin: twin.toUpperCase() }]
}

/** A cursor is a position in time, so only one of the same time can be compared with it. */
function getTwin(reference: Reference, foreign: string): string {
  if (reference !== 'cursor') return randomValue(reference)
  const position = Buffer.from(foreign, 'base64url').toString('latin1')
  return getCursor(position.slice(0, -8) + randomBytes(4).toString('hex'))
}

function getCursor(position: string): string {
  return Buffer.from(position, 'latin1').toString('base64url')
}
