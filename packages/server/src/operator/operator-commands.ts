import { DeclaredSignIn } from '@bulkhead/contract/operator/declared-sign-in'
import type { OperatorInput, ServedCommandName } from '@bulkhead/contract/operator/operator-commands'
import { faultOfWorkspaceName } from '@bulkhead/contract/values/workspace-name'
import { insertAuditRecord } from '#audit/insert-audit-record'
import { applyDeclared } from '#identity/declared/apply-declared'
import { getRedirectUrl, PROVIDER_COLUMNS } from '#identity/providers/provider-rows'
import { readSignInPolicy } from '#identity/providers/sign-in-policy'
import { removePerson } from '#identity/remove-person'
import { resetPerson } from '#identity/reset-person'
import { announceNetworks } from '#identity/sessions/allowed-networks'
import type { Services } from '#operations/services'
import { assertValid, getValidator } from '#operations/validation'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { isUniqueViolation } from '#platform/database/schema/sqlstate'
import { QUOTAS } from '#quotas/read-quotas'
import { newClientId, newClientSecret } from '#tokens/client-secret'
import { newSigningKey } from '#tokens/signing-keys'
import { createOrganization } from './create-organization.ts'
import { createSignUpLink } from './create-sign-up-link.ts'
import { findOrganization, noSuchOrganization } from './find-organization.ts'
import { findOwner, listOwners } from './find-owner.ts'
import { keyStatus } from './key-status.ts'
import { OperatorError } from './operator-error.ts'
import { proveDomain } from './prove-domain.ts'
import { rewrapRemoteKeys } from './remote-key-rows.ts'
import { retireKey } from './retire-key.ts'
import { rotateKeys } from './rotate-keys.ts'
import { setQuotas } from './set-quotas.ts'

/** Context of a command, in addition to its input. */
export interface CommandContext {
  readonly services: Services
  /** Aborted when the caller disconnects or the server stops. */
  readonly signal: AbortSignal
  onProgress(progress: { done: number; total: number }): void
}

/** Commands that return one value. The backup returns bytes. */
export type ValueCommandName = Exclude<ServedCommandName, 'backup'>

/** Handlers of the commands. A missing handler is a compile error. */
export const COMMANDS: {
  readonly [N in ValueCommandName]: (context: CommandContext, input: OperatorInput<N>) => Promise<unknown>
} = {
  async 'organizations create'({ services: { database, keyring, log } }, { name }) {
    const fault = faultOfWorkspaceName(name)
    if (fault !== undefined) throw new OperatorError(`The name ${fault}.`)
    const client = { client_id: newClientId(), client_secret: newClientSecret() }
    const organization_id = await asOperator(database, log, 'operator: organizations create', async (tx) => {
      const organization = await createOrganization(tx, keyring, name, client)
      await recordOperatorAct(tx, organization, 'organization.created')
      return organization
    })
    return { organization_id, name, ...client }
  },

  'organizations list': ({ services: { database, log } }) =>
    asOperator(database, log, 'operator: organizations list', (tx) =>
      tx
        .selectFrom('organizations')
        .select((rows) => [
          'organization_id',
          'name',
          'created_at',
          rows
            .selectFrom('workspaces')
            .select((counted) => counted.fn.countAll<string>().as('count'))
            .whereRef('workspaces.organization_id', '=', 'organizations.organization_id')
            .as('workspaces'),
          ...QUOTAS,
        ])
        .orderBy('organization_id')
        .execute()
        .then((rows) => rows.map((row) => ({ ...row, workspaces: Number(row.workspaces) }))),
    ),

  async 'organizations limit'({ services: { database, quotas, log } }, { organization_id, ...limits }) {
    const limited = await asOperator(database, log, 'operator: organizations limit', async (tx) => {
      const inForce = await setQuotas(tx, organization_id, limits)
      if (inForce === undefined) throw noSuchOrganization()
      await recordOperatorAct(tx, organization_id, 'organization.limited')
      return { organization_id, ...inForce }
    })
    quotas.forget(organization_id)
    return limited
  },

  'owners link': ({ services: { database, issuer, log } }, { organization_id }) =>
    asOperator(database, log, 'operator: owners link', async (tx) => {
      const organization = await findOrganization(tx, organization_id)
      const link = await createSignUpLink(tx, organization, issuer)
      await recordOperatorAct(tx, organization, 'owner.link_created')
      return link
    }),

  'owners list': ({ services: { database, log } }, { organization_id }) =>
    asOperator(database, log, 'operator: owners list', (tx) => listOwners(tx, organization_id)),

  async 'owners remove'({ services }, { owner }) {
    const { database, log } = services
    const found = await asOperator(database, log, 'operator: owners remove', (tx) => findOwner(tx, owner))
    const { organization_id: organization, id: person } = found
    await removePerson(services, { organization, person }, (tx) =>
      insertAuditRecord(tx, {
        organization_id: organization,
        event: 'person.removed',
        outcome: 'done',
        subject_id: person,
      }),
    )
    return found
  },

  async 'owners reset'({ services }, { owner }) {
    const { database, issuer, log } = services
    // The link comes first: an owner who has lost the password must not be left without a link.
    const { found, link } = await asOperator(database, log, 'operator: owners reset', async (tx) => {
      const found = await findOwner(tx, owner)
      return { found, link: await createSignUpLink(tx, found.organization_id, issuer, found.id) }
    })
    const { organization_id: organization, id: person, email } = found
    const ended_sessions = await resetPerson(services, { organization, person })
    return { ...link, id: person, email, ended_sessions }
  },

  async 'domains prove'({ services: { database, log } }, { domain, organization_id }) {
    try {
      return await asOperator(database, log, 'operator: domains prove', async (tx) => {
        const proven = await proveDomain(tx, domain, await findOrganization(tx, organization_id))
        await recordOperatorAct(tx, proven.organization_id, 'domain.proven')
        return proven
      })
    } catch (error) {
      if (isUniqueViolation(error)) throw new OperatorError('Another organization has this domain already.')
      throw error
    }
  },

  async 'providers apply'({ services }, { organization_id, file, secrets, check, without_discovery }) {
    assertValid(getValidator(DeclaredSignIn), file, 'file')
    const { database, log } = services
    const organization = await asOperator(database, log, 'operator: providers apply', (tx) =>
      findOrganization(tx, organization_id),
    )
    const options = { isCheck: check === true, isDiscovered: without_discovery !== true }
    return applyDeclared(services, { organization, declared: file as DeclaredSignIn, secrets, ...options })
  },

  async 'providers list'({ services: { database, issuer: publicUrl, log } }, { organization_id }) {
    const organization = await asOperator(database, log, 'operator: providers list', (tx) =>
      findOrganization(tx, organization_id),
    )
    const rows = await asPrincipal(database, { organization }, 'read only', (tx) =>
      tx.selectFrom('identity.providers').select(PROVIDER_COLUMNS).orderBy('provider_id').execute(),
    )
    return rows.map((row) => {
      const { provider_id: id, name, issuer, client_id, admits, enabled, mappings } = row
      const redirect_url = getRedirectUrl(publicUrl, organization)
      return { id, name, issuer, client_id, admits, enabled, mappings: mappings.length, redirect_url }
    })
  },

  async 'networks clear'({ services: { database, revocations, log } }, { organization_id }) {
    const organization = await asOperator(database, log, 'operator: networks clear', (tx) =>
      findOrganization(tx, organization_id),
    )
    const { networks, revocation } = await asPrincipal(
      database,
      { organization },
      'read write',
      async (tx) => {
        const { networks } = await readSignInPolicy(tx)
        await tx.updateTable('identity.sign_in_policies').set({ networks: [] }).execute()
        await insertAuditRecord(tx, {
          ...{ organization_id: organization, event: 'sign_in.updated', outcome: 'done' },
          subject_id: organization,
        })
        return { networks, revocation: await announceNetworks(tx) }
      },
    )
    revocations.apply([revocation])
    return { organization_id: organization, cleared: networks.join(', ') }
  },

  'keys status': ({ services: { database, keyring, log } }) =>
    asOperator(database, log, 'operator: keys status', (tx) => keyStatus(tx, keyring)),

  async 'keys rotate'({ services: { database, keyring, remoteKeys, log }, onProgress, signal }) {
    if (remoteKeys !== undefined) await rewrapRemoteKeys(database, keyring, remoteKeys, log)
    const { kek_version, rewrapped, unreadable, left } = await rotateKeys(database, keyring, log, {
      onProgress,
      signal,
    })
    if (left === 0) return { kek_version, rewrapped }
    const why =
      left === unreadable
        ? 'they do not open, and the log of the server names them'
        : `a server still wraps under another version, or a transaction holds them. Start every server with version ${kek_version} first in BULKHEAD_KEY and run this again`
    throw new OperatorError(
      `${rewrapped} keys were wrapped under version ${kek_version}, and ${left} are left: ${why}.`,
    )
  },

  'keys retire': ({ services: { database, keyring, log } }, { version }) =>
    asOperator(database, log, 'operator: keys retire', (tx) => retireKey(tx, keyring, version)),

  async 'keys replace-signing'({ services: { database, keyring, signingKeys, log } }) {
    const made = await newSigningKey(keyring)
    const replaced = await asOperator(database, log, 'operator: keys replace-signing', async (tx) => {
      const { numDeletedRows } = await tx.deleteFrom('signing_keys').executeTakeFirst()
      await tx.insertInto('signing_keys').values(made).execute()
      return Number(numDeletedRows)
    })
    await signingKeys.reload()
    return {
      key_id: made.key_id,
      replaced,
      note: 'Restart every server now: until then it accepts tokens that it verified before.',
    }
  },
}

/** Writes an audit record of what the operator did to an organization. It names no token, because there is none. */
async function recordOperatorAct(
  tx: ConfinedTransaction,
  organization_id: string,
  event: string,
): Promise<void> {
  await insertAuditRecord(tx, { organization_id, event, outcome: 'done', subject_id: organization_id })
}
