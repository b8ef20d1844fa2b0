import { BulkheadError } from '@bulkhead/contract/errors'
import type { unlinkProvider as operation } from '@bulkhead/contract/people/sign-in'
import { recordAudit } from '#journal/audit/record-audit'
import { lockMembership } from '#people/lock-people'
import { endProvidedRights } from '#people/providers/end-provided-rights'
import { endIdentitySessions } from '#people/providers/end-provider-sessions'
import { findProvider, providerNotFound } from '#people/providers/provider-rows'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Handler } from '../handler.ts'

/**
 * Unlinks a provider from the calling person's account. Ends the rights that it gave and the sessions that it began.
 */
export const unlinkProvider: Handler<typeof operation> = async (
  { database, revocations },
  context,
  { params },
) => {
  const { organization, person = '' } = context
  const { provider_id, ended } = await asIdentity(database, 'read write', async (identity, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    const provider_id = await findProvider(tx, params.provider_id)
    const rows = await tx
      .selectFrom('identity.identities')
      .select(['identity_id', 'provider_id', 'user_name', 'subject'])
      .where('person_id', '=', person)
      .orderBy('identity_id')
      .forUpdate()
      .execute()
    const own = rows.filter((row) => row.provider_id === provider_id)
    if (own.length === 0) throw providerNotFound()
    // A sign-in by the provider is a second factor, and a session without one removes none.
    if (context.lacks_factor !== undefined) {
      throw new BulkheadError(
        'not_permitted',
        'Your organization requires a second factor. Sign in with the provider or a passkey first, or set up an app.',
      )
    }
    if (own.some(({ user_name }) => user_name !== null)) {
      throw refused('The directory of your organization manages this account. Ask its admins.')
    }
    // Before the password, as all that lock both.
    await lockMembership(tx, person)
    await become({ role: 'bulkhead_identity' })
    const password = await identity
      .selectFrom('identity.passwords')
      .select('person_id')
      .where('person_id', '=', person)
      .where('hash', 'is not', null)
      .forShare()
      .executeTakeFirst()
    await become({ role: 'bulkhead_organization', organization })
    const others = rows.filter((row) => row.provider_id !== provider_id && row.subject !== null)
    const hasOther = await hasEnabled(
      tx,
      others.map((row) => row.provider_id),
    )
    const hasPassword = password !== undefined && (await takesPasswords(tx))
    if (!hasOther && !hasPassword) {
      throw refused('You could not sign in without it. Set a password, or link another provider, first.')
    }
    await recordAudit(tx, context, { subject: provider_id })
    const rights = await endProvidedRights(tx, provider_id, person)
    const ids = own.map(({ identity_id }) => identity_id)
    const sessions = await endIdentitySessions(identity, become, organization, ids)
    await tx.deleteFrom('identity.identities').where('identity_id', 'in', ids).execute()
    return { provider_id, ended: [...rights, ...sessions] }
  })
  revocations.apply(ended)
  return { provider_id, unlinked_at: new Date().toISOString() }
}

async function hasEnabled(tx: TenantTransaction, providers: readonly string[]): Promise<boolean> {
  if (providers.length === 0) return false
  const row = await tx
    .selectFrom('identity.providers')
    .select('provider_id')
    .where('provider_id', 'in', providers)
    .where('enabled', '=', true)
    .executeTakeFirst()
  return row !== undefined
}

async function takesPasswords(tx: TenantTransaction): Promise<boolean> {
  const policy = await tx.selectFrom('identity.sign_in_policies').select('passwords').executeTakeFirst()
  return policy?.passwords !== false
}

function refused(message: string): BulkheadError {
  return new BulkheadError('sign_in_policy_refused', message)
}
