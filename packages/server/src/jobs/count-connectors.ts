import { NIL } from 'uuid'
import type { Definitions } from '#connectors/definitions/load-definitions'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { createTally, OTHER } from '#platform/metrics/tally'
import { listOrganizations } from '#tenancy/organizations/list-organizations'

/** Maximum number of rows that a step reads. */
const MOST_ROWS = 2_000
/** Factor of a round's duration for the pause after it, so that counting takes at most a fiftieth of the time. */
const PAUSE_FACTOR = 50

const connectors = createTally({
  name: 'bulkhead_connectors',
  help: 'Connectors of all organizations by service and state, as of the last count; each process counts all of them.',
  type: 'gauge',
  labels: ['service', 'state'],
  most: 3_000,
})

/** Series that were shown. If they have no connectors any more, they are shown as 0. */
const shown = new Set<string>()

/** Progress of a round through all organizations. */
interface Round {
  readonly counts: Map<string, number>
  /** Organizations that were found and are not completely counted. */
  waiting: readonly string[]
  lastOrganization: string
  lastConnector: string
  spentMs: number
}

/**
 * Creates the job that counts connectors for `/metrics`, so that a request of `/metrics` reads nothing. The operator's
 * role lists organizations, and each organization's own role reads its connectors.
 *
 * @returns Function that runs a step and returns whether there is more.
 */
export function createConnectorCount(
  database: Database,
  log: Log,
  definitions: Pick<Definitions, 'byId'>,
): () => Promise<boolean> {
  let round: Round | undefined
  let nextAt = 0

  async function goOn(current: Round): Promise<boolean> {
    const [organization] = current.waiting
    if (organization === undefined) {
      current.waiting = await asOperator(database, log, 'list organizations to count connectors', (tx) =>
        listOrganizations(tx, current.lastOrganization),
      )
      current.lastOrganization = current.waiting.at(-1) ?? current.lastOrganization
      return current.waiting.length > 0
    }
    const rows = await asPrincipal(database, { organization }, 'read only', (tx) =>
      tx
        .selectFrom('connectors')
        .select(['connector_id', 'definition_id', 'status', 'failing'])
        .where('connector_id', '>', current.lastConnector)
        .orderBy('connector_id')
        .limit(MOST_ROWS)
        .execute(),
    )
    for (const { definition_id, status, failing } of rows) {
      const service = definitions.byId(definition_id)?.slug ?? OTHER
      const key = `${service} ${status === 'ready' && failing ? 'failing' : status}`
      current.counts.set(key, (current.counts.get(key) ?? 0) + 1)
    }
    const isWhole = rows.length < MOST_ROWS
    if (isWhole) current.waiting = current.waiting.slice(1)
    current.lastConnector = isWhole ? NIL : (rows.at(-1)?.connector_id ?? NIL)
    return true
  }

  return async () => {
    if (round === undefined && performance.now() < nextAt) return false
    round ??= {
      counts: new Map(),
      waiting: [],
      lastOrganization: NIL,
      lastConnector: NIL,
      spentMs: 0,
    }
    const began = performance.now()
    const hasMore = await goOn(round)
    round.spentMs += performance.now() - began
    if (hasMore) return true
    show(round.counts)
    nextAt = performance.now() + PAUSE_FACTOR * round.spentMs
    round = undefined
    return false
  }
}

function show(counts: ReadonlyMap<string, number>): void {
  for (const key of counts.keys()) shown.add(key)
  for (const key of shown) connectors.set(key.split(' '), counts.get(key) ?? 0)
}
