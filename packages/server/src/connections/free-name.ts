import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, lockText } from '#platform/database/schema/advisory-locks'

const MOST_CHARACTERS = 255

interface Workspace {
  readonly workspace_id: string
}

/**
 * Returns a name for a connector without a given one: the usual name, with a number if the workspace has that name
 * already. Concurrent callers take turns until they commit. Given names may repeat.
 */
export async function freeName(
  tx: TenantTransaction,
  { workspace_id }: Workspace,
  usual: string,
): Promise<string> {
  await lockText(tx, LOCKS.connectorNames, workspace_id)
  const rows = await tx
    .selectFrom('connectors')
    .select('name')
    .where('workspace_id', '=', workspace_id)
    .execute()
  const taken = new Set(rows.map(({ name }) => name))
  const characters = [...usual]
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${number}`
    const name = characters.slice(0, MOST_CHARACTERS - suffix.length).join('') + suffix
    if (!taken.has(name)) return name
  }
}
