import type { Caller } from '@bulkhead/testing/caller'
import { CONNECTORS, MINT, WORKSPACES } from '@bulkhead/testing/caller'
import type { Random } from '@bulkhead/testing/random'
import { enterWorkspace, type KnownConnector, type KnownWorkspace, type Ledger } from './ledger.ts'
import type { MarkingUpstream } from './marking-upstream.ts'

/** Number of verified objects. */
export interface Verification {
  readonly workspaces: number
  readonly connectors: number
  /** Contradictions to acknowledged changes. Empty means success. */
  readonly faults: string[]
}

/** Number of objects to verify again among those unchanged since the last verification. */
const OLD_ONES = 20
const AT_ONCE = 8

/**
 * Compares the server with the ledger: every workspace by id and name. Of the used workspaces and of some others,
 * executes every connector. The observed state settles unsure changes: it may be either outcome, but nothing in
 * between.
 */
export async function verifyLedger(
  caller: Caller,
  ledger: Ledger,
  upstream: MarkingUpstream,
  random: Random,
): Promise<Verification> {
  const faults: string[] = []
  let connectors = 0
  const listed = await listAll(caller)
  for (const [id, name] of listed) {
    if (ledger.workspaces.has(id) || name === 'default') continue
    if (ledger.triedNames.has(name)) enterWorkspace(ledger, id, name)
    else faults.push(`workspace ${id} "${name}" was never asked for`)
  }
  ledger.triedNames.clear()

  const known = [...ledger.workspaces.values()]
  for (const workspace of known) settleWorkspace(workspace)
  const old = known.filter(({ touched }) => !touched)
  const sample = Array.from({ length: Math.min(OLD_ONES, old.length) }, () => random.of(old))
  const chosen = [...new Set([...known.filter(({ touched }) => touched), ...sample])]
  let at = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let workspace = chosen[at++]; workspace !== undefined; workspace = chosen[at++])
        await lookInto(workspace)
    }),
  )
  return { workspaces: listed.size, connectors, faults }

  function settleWorkspace(workspace: KnownWorkspace) {
    const name = listed.get(workspace.id)
    if (name === undefined && workspace.fate === 'living')
      faults.push(`workspace ${workspace.id} "${workspace.names}" was acknowledged and is lost`)
    if (name !== undefined && workspace.fate === 'deleted')
      faults.push(`workspace ${workspace.id} was deleted and is back`)
    if (name !== undefined && !workspace.names.includes(name))
      faults.push(`workspace ${workspace.id} is named "${name}", not "${workspace.names}"`)
    workspace.fate = name === undefined ? 'deleted' : 'living'
    if (name !== undefined) workspace.names = [name]
  }

  async function lookInto(workspace: KnownWorkspace) {
    workspace.touched = false
    if (workspace.fate === 'deleted') return lookForTraces(workspace)
    const [name = ''] = workspace.names
    const minted = await caller.call('POST', MINT, { workspace_name: name, create_workspace: false })
    if (minted.status !== 200 || minted.body.workspace_id !== workspace.id)
      faults.push(`"${name}" mints ${minted.status} ${minted.body.workspace_id}, not ${workspace.id}`)
    const { body } = await caller.call('GET', `${CONNECTORS}?workspace_id=${workspace.id}`)
    const found = new Set<string>(body.data.map(({ id }: { id: string }) => id))
    for (const id of found) await lookAtConnector(workspace, id)
    for (const connector of workspace.connectors.values()) {
      if (found.has(connector.id)) continue
      if (connector.fate === 'living')
        faults.push(`connector ${connector.id} was acknowledged and is not listed`)
      if (connector.fate === 'deleted') await expectNoConnector(connector.id)
      connector.fate = 'deleted'
    }
    workspace.tried.clear()
  }

  async function lookAtConnector(workspace: KnownWorkspace, id: string) {
    const connector: KnownConnector = workspace.connectors.get(id) ?? {
      id,
      secrets: [...workspace.tried],
      fate: 'unsure',
    }
    workspace.connectors.set(id, connector)
    if (connector.fate === 'deleted') faults.push(`connector ${id} was deleted and is back`)
    connector.fate = 'living'
    connectors += 1
    const mark = `verify-${ledger.next()}`
    const { status, body } = await caller.call('POST', `${CONNECTORS}/${id}/execute`, {
      entity: 'things',
      action: 'get',
      params: { id: mark },
    })
    const sent = upstream.take(mark)
    const secret = connector.secrets.find((one) => sent === `Bearer ${one}`)
    if (status !== 200) faults.push(`connector ${id} is listed and executes ${status} ${body.code}`)
    else if (secret === undefined)
      faults.push(`connector ${id} sent "${sent}", not one of "${connector.secrets}"`)
    else connector.secrets = [secret]
  }

  async function lookForTraces(workspace: KnownWorkspace) {
    const { status } = await caller.call('GET', `${WORKSPACES}/${workspace.id}`)
    if (status !== 404) faults.push(`workspace ${workspace.id} was deleted and answers ${status}`)
    for (const connector of workspace.connectors.values()) {
      connector.fate = 'deleted'
      await expectNoConnector(connector.id)
    }
  }

  async function expectNoConnector(id: string) {
    const { status } = await caller.call('POST', `${CONNECTORS}/${id}/execute`, {
      entity: 'things',
      action: 'get',
      params: { id: 'gone' },
    })
    if (status !== 404) faults.push(`connector ${id} was deleted and executes ${status}`)
  }
}

/** Returns names by id, from all pages. */
async function listAll(caller: Caller): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (let path: string | null = `${WORKSPACES}?limit=100`; path !== null; ) {
    const { status, body } = await caller.call('GET', path)
    if (status !== 200) throw new Error(`Listing workspaces answered ${status}.`)
    for (const { id, name } of body.data) names.set(id, name)
    path = body.next
  }
  return names
}
