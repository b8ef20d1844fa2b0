import { v7 as uuidv7 } from 'uuid'
import { type Principal, recordedActor } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Keyring } from '#platform/vault/keyring'
import { endOfKeeping, type FlowRecord, sealRecord } from '../oauth-flow.ts'

/**
 * Stores an authorization that begins, with the token and epochs of its caller.
 *
 * @returns The id of the authorization.
 */
export async function insertFlow(
  tx: TenantTransaction,
  keyring: Keyring,
  principal: Principal,
  workspace: string,
  state_hash: Buffer,
  record: FlowRecord,
): Promise<string> {
  const scope = { organization: principal.organization, workspace }
  const flow_id = uuidv7()
  await tx
    .insertInto('oauth_flows')
    .values({
      organization_id: scope.organization,
      workspace_id: scope.workspace,
      flow_id,
      state_hash,
      ...recordedActor(principal),
      session_id: principal.session ?? null,
      parent_id: principal.parent ?? null,
      secret_id: principal.secret ?? null,
      token_id: principal.token_id,
      organization_epoch: principal.epochs.organization,
      application_epoch: principal.epochs.application ?? null,
      workspace_epoch: principal.epochs.workspace ?? null,
      person_epoch: principal.epochs.person ?? null,
      sealed: await sealRecord(tx, keyring, scope, 'flow', flow_id, record),
      expires_at: endOfKeeping(),
    })
    .execute()
  return flow_id
}
