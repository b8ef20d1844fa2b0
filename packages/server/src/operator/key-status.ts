import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Keyring } from '#platform/vault/keyring'

/** State of a KEK version in this database and this server. */
export interface KeyVersionStatus {
  readonly version: number
  /** Whether the keyring of the responding server contains the version. */
  readonly in_keyring: boolean
  /** Whether the responding server wraps under the version. */
  readonly wraps: boolean
  readonly workspace_keys: number
  readonly organization_keys: number
  readonly signing_keys: number
  readonly server_secrets: number
  /** Time of retirement by `keys retire`, as ISO-8601. */
  readonly retired_at: string | null
}

/** Reads how much each KEK version wraps, highest version first. Runs as the operator. */
export async function keyStatus(tx: ConfinedTransaction, keyring: Keyring): Promise<KeyVersionStatus[]> {
  const { rows } = await sql<{
    version: number
    workspace_keys: string
    organization_keys: string
    signing_keys: string
    server_secrets: string
    retired_at: Date | null
  }>`
    with wrapped as (
      select kek_version as version, count(*) as workspaces, 0 as organizations, 0 as signing, 0 as secrets
        from workspace_keys group by 1
      union all select kek_version, 0, count(*), 0, 0 from organization_keys group by 1
      union all select kek_version, 0, 0, count(*), 0 from signing_keys group by 1
      union all select kek_version, 0, 0, 0, count(*) from server_secrets group by 1
      union all select version, 0, 0, 0, 0 from keyring_versions
      union all select version, 0, 0, 0, 0 from retired_kek_versions
      union all select unnest(${`{${keyring.versions.join(',')}}`}::integer[]), 0, 0, 0, 0
    )
    select w.version, sum(workspaces) as workspace_keys, sum(organizations) as organization_keys,
      sum(signing) as signing_keys, sum(secrets) as server_secrets,
      (select r.retired_at from retired_kek_versions r where r.version = w.version) as retired_at
    from wrapped w group by w.version order by w.version desc
  `.execute(tx)
  return rows.map((row) => ({
    version: row.version,
    in_keyring: keyring.versions.includes(row.version),
    wraps: row.version === keyring.current,
    workspace_keys: Number(row.workspace_keys),
    organization_keys: Number(row.organization_keys),
    signing_keys: Number(row.signing_keys),
    server_secrets: Number(row.server_secrets),
    retired_at: row.retired_at?.toISOString() ?? null,
  }))
}
