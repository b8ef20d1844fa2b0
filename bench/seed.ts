import { randomUUID } from 'node:crypto'
import { newDataKey, openDataKey } from '@bulkhead/server/platform/vault/data-keys'
import { type Keyring, parseKeyring } from '@bulkhead/server/platform/vault/keyring'
import { sealCredentials } from '@bulkhead/server/platform/vault/sealed-values'
import type { AdminQuery } from '@bulkhead/testing/admin-query'
import { withAdmin } from '@bulkhead/testing/admin-query'
import type { Store } from '@bulkhead/testing/engines'

export const BENCH_DEFINITION = '3f0a4b52-9f0c-4b7e-8d55-0f3d6c1b7a01'

/** Seeded workspace with connectors. */
export interface SeededWorkspace {
  readonly name: string
  readonly connectors: readonly string[]
}

/** Size of the seeded store. */
export interface SeedSize {
  /** Workspaces with connectors. */
  readonly workspaces: number
  readonly connectorsEach: number
  /** Workspaces without any connector. */
  readonly furtherWorkspaces: number
}

const CHUNK = 500
const FURTHER_CHUNK = 50_000

/** Fills a store whose server is stopped. Uses SQL, because a million mints would take longer than the bench. */
export function seed(
  store: Store,
  key: string,
  upstream: string,
  { workspaces, connectorsEach, furtherWorkspaces }: SeedSize,
): Promise<SeededWorkspace[]> {
  const keyring = parseKeyring(key, 'the key of the bench')
  return withAdmin(store, async (query) => {
    await query('set search_path = bulkhead')
    const [{ organization_id: organization } = {}] = await query('select organization_id from organizations')
    const seeded: SeededWorkspace[] = []
    for (let from = 0; from < workspaces; from += CHUNK) {
      const count = Math.min(CHUNK, workspaces - from)
      seeded.push(
        ...(await addWorkspaces(query, keyring, String(organization), upstream, from, count, connectorsEach)),
      )
    }
    // Foreign keys are checked by cached plans. Plans made for empty tables would scan all rows for each check.
    await query('analyze')
    for (let from = 0; from < furtherWorkspaces; from += FURTHER_CHUNK) {
      await addFurther(query, String(organization), from, Math.min(FURTHER_CHUNK, furtherWorkspaces - from))
    }
    // On a store in use, autovacuum has already run. Here it would run during the measurement. The embedded database
    // has no autovacuum.
    if (store.postgres !== undefined)
      for (const command of ['vacuum analyze', 'checkpoint']) await query(command)
    return seeded
  })
}

async function addWorkspaces(
  query: AdminQuery,
  keyring: Keyring,
  organization: string,
  upstream: string,
  from: number,
  count: number,
  connectorsEach: number,
): Promise<SeededWorkspace[]> {
  const rows = Array.from({ length: count }, (_, index) => {
    const workspace = randomUUID()
    const wrapped = newDataKey(keyring, { organization, workspace })
    const dataKey = openDataKey(keyring, { organization, workspace }, wrapped)
    const connectors = Array.from({ length: connectorsEach }, () => {
      const connector = randomUUID()
      const context = { organization, workspace, connector, purpose: 'api' as const, origins: [upstream] }
      const sealed = sealCredentials(dataKey, context, { token: `bench_${randomUUID()}` })
      return { connector, sealed: hex(sealed) }
    })
    return { name: `seeded ${from + index}`, workspace, wrapped, connectors }
  })
  const insert = (into: string, values: readonly string[]) =>
    query(`insert into ${into} values ${values.map((value) => `(${value})`).join(',')}`)
  const owner = `'${organization}'`
  await insert(
    'workspace_names (organization_id, name, workspace_id)',
    rows.map(({ workspace, name }) => `${owner}, '${name}', '${workspace}'`),
  )
  await insert(
    'workspaces (organization_id, workspace_id, name, name_folded)',
    rows.map(({ workspace, name }) => `${owner}, '${workspace}', '${name}', '${name}'`),
  )
  await insert(
    'workspace_keys (organization_id, workspace_id, kek_version, wrapped_dek)',
    rows.map(
      ({ workspace, wrapped }) =>
        `${owner}, '${workspace}', ${wrapped.kek_version}, ${hex(wrapped.wrapped_dek)}`,
    ),
  )
  const connectors = rows.flatMap(({ workspace, connectors }) =>
    connectors.map(({ connector, sealed }) => ({ key: `${owner}, '${workspace}', '${connector}'`, sealed })),
  )
  if (connectors.length > 0) {
    await insert(
      'connectors (organization_id, workspace_id, connector_id, definition_id, name, auth_option, settings, base_url)',
      connectors.map(
        ({ key }) => `${key}, '${BENCH_DEFINITION}', 'bench', 'benchToken', '{}', '${upstream}'`,
      ),
    )
    await insert(
      'connector_credentials (organization_id, workspace_id, connector_id, purpose, origins, sealed)',
      connectors.map(({ key, sealed }) => `${key}, 'api', array['${upstream}'], ${sealed}`),
    )
  }
  return rows.map(({ name, connectors }) => ({
    name,
    connectors: connectors.map(({ connector }) => connector),
  }))
}

async function addFurther(
  query: AdminQuery,
  organization: string,
  from: number,
  count: number,
): Promise<void> {
  await query(`
    with made as (
      select gen_random_uuid() as id, 'further ' || n as name from generate_series(${from + 1}, ${from + count}) n
    ), named as (
      insert into workspace_names (organization_id, name, workspace_id) select '${organization}', name, id from made
    ), keyed as (
      insert into workspace_keys (organization_id, workspace_id, kek_version, wrapped_dek)
      select '${organization}', id, 1, decode(repeat('00', 60), 'hex') from made
    )
    insert into workspaces (organization_id, workspace_id, name, name_folded)
    select '${organization}', id, name, name from made`)
}

function hex(bytes: Uint8Array): string {
  return `'\\x${Buffer.from(bytes).toString('hex')}'`
}
