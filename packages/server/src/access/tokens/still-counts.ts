import { BulkheadError } from '@bulkhead/contract/errors'
import { asAuthenticatorWithin } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, shareTexts } from '#platform/database/schema/advisory-locks'
import type { Principal } from '../request/principal.ts'
import { areSameEpochs, type EpochScope, readEpochs, selectEpochs } from './read-epochs.ts'
import { FIRST_PERSON_EPOCH, type Lineage, rightsBehind } from './revocation/rights-behind.ts'

/** Fields of a principal that decide whether it is still valid. */
export type Countable = Lineage & Pick<Principal, 'organization' | 'workspace' | 'application' | 'epochs'>

/** Tells from the database whether all rights behind a principal are still valid. */
export async function stillCounts(database: Database, principal: Countable): Promise<boolean> {
  const current = await readEpochs(database, getEpochScope(principal))
  return current !== undefined && areSameEpochs(current, principal.epochs)
}

/**
 * Checks the rights again within the transaction that is about to write, after a wait in which they may have ended.
 *
 * @throws BulkheadError `unauthenticated`
 */
export async function assertStillCounts(tx: TenantTransaction, principal: Countable): Promise<void> {
  const scope = getEpochScope(principal)
  const current = await asAuthenticatorWithin(tx, (below) => selectEpochs(below, scope))
  if (current !== undefined && areSameEpochs(current, principal.epochs)) return
  throw new BulkheadError(
    'unauthenticated',
    'The token or session that began this was revoked in the meantime. Begin again.',
  )
}

/**
 * Does what {@link assertStillCounts} does. Until the transaction ends, transactions that revoke one of the rights wait,
 * so that they find what this one writes. Rights with an epoch need no lock, because the epoch is stored permanently.
 *
 * @throws BulkheadError `unauthenticated`
 */
export async function holdRights(tx: TenantTransaction, principal: Countable): Promise<void> {
  const { person } = principal
  const ids = [
    ...(person === undefined ? [] : [person]),
    ...rightsBehind(principal).map((one) => one.subject_id),
  ]
  await shareTexts(tx, LOCKS.rights, ids)
  await assertStillCounts(tx, principal)
}

function getEpochScope(principal: Countable): EpochScope {
  const { organization, workspace, application, person, epochs } = principal
  return {
    organization,
    rights: rightsBehind(principal),
    ...(application !== undefined && { application }),
    ...(person !== undefined && { person: { id: person, epoch: epochs.person ?? FIRST_PERSON_EPOCH } }),
    // An application's token may act in a workspace without depending on the workspace's epoch.
    ...(epochs.workspace !== undefined && workspace !== undefined && { workspace }),
  }
}
