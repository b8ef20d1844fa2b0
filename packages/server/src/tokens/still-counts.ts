import { BulkheadError } from '@bulkhead/contract/errors'
import { asAuthenticatorWithin } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Principal } from '#request/principal'
import { areSameEpochs, type EpochScope, readEpochs, selectEpochs } from './read-epochs.ts'
import { FIRST_PERSON_EPOCH, type Lineage, rightsBehind } from './revocation/rights-behind.ts'

/** A principal as far as the database knows whether it still counts. */
export type Countable = Lineage & Pick<Principal, 'organization' | 'workspace' | 'application' | 'epochs'>

/** Asks the database whether nothing was revoked that the principal rests on. */
export async function stillCounts(database: Database, principal: Countable): Promise<boolean> {
  const current = await readEpochs(database, getEpochScope(principal))
  return current !== undefined && areSameEpochs(current, principal.epochs)
}

/**
 * Asks again within the transaction that is about to write, after a wait in which rights may have ended.
 *
 * @throws BulkheadError `unauthenticated`
 */
export async function assertStillCounts(tx: TenantTransaction, principal: Countable): Promise<void> {
  const scope = getEpochScope(principal)
  const current = await asAuthenticatorWithin(tx, (below) => selectEpochs(below, scope))
  if (current !== undefined && areSameEpochs(current, principal.epochs)) return
  throw new BulkheadError(
    'unauthenticated',
    'What this was begun with was revoked in the meantime. Begin again.',
  )
}

function getEpochScope(principal: Countable): EpochScope {
  const { organization, workspace, application, person, epochs } = principal
  return {
    organization,
    rights: rightsBehind(principal),
    ...(application !== undefined && { application }),
    ...(person !== undefined && { person: { id: person, epoch: epochs.person ?? FIRST_PERSON_EPOCH } }),
    // An application may act in a workspace without being bound to its epoch.
    ...(epochs.workspace !== undefined && workspace !== undefined && { workspace }),
  }
}
