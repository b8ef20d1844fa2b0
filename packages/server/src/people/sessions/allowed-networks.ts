import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { Revocation } from '#access/tokens/revocation/revocation'
import { insertRevocation } from '#access/tokens/revocation/revoking'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isInNetworks, readNetwork } from '#platform/networks'

/**
 * Reads the networks that an owner allows. They must include the address of the owner.
 *
 * @throws BulkheadError `invalid_request`, `sign_in_policy_refused`
 */
export function readNetworks(given: readonly string[], own: string): string[] {
  const networks = given.map((text, at) => {
    const { network, fault } = readNetwork(text)
    const field = `body.networks.${at}`
    if (network === undefined) throw invalid(field, `${field} ${fault}`)
    return network
  })
  if (networks.length > 0 && !isInNetworks(own, networks)) {
    throw new BulkheadError(
      'sign_in_policy_refused',
      `Your address ${own} is in none of the networks: you would lock yourself out. Add a network with this address. If it is a proxy's address, ask the operator to set BULKHEAD_TRUSTED_PROXIES first.`,
    )
  }
  return [...new Set(networks)]
}

/**
 * Tells all processes that the networks of the organization have changed. Runs as the organization.
 *
 * @returns The revocation, already written.
 */
export async function announceNetworks(tx: TenantTransaction): Promise<Revocation> {
  const { organization } = tx.scope
  const revocation: Revocation = {
    ...{ organization_id: organization, kind: 'networks', subject_id: organization },
    epoch: null,
  }
  await insertRevocation(tx, revocation)
  return revocation
}

/** Returns whether people of an organization may work from an address. Runs as `bulkhead_identity`. */
export async function isAllowedAddress(
  tx: ConfinedTransaction,
  organization: string,
  address: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.sign_in_policies')
    .select('networks')
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  return row === undefined || row.networks.length === 0 || isInNetworks(address, row.networks)
}
