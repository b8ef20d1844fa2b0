import { randomBytes } from 'node:crypto'
import { DeclaredSignIn } from '@bulkhead/contract/operator/declared-sign-in'
import type { OperatorInput, ServedCommandName } from '@bulkhead/contract/operator/operator-commands'
import { faultOfWorkspaceName } from '@bulkhead/contract/values/workspace-name'
import { sql } from 'kysely'
import { QUOTAS, type Quotas } from '#access/limits/read-quotas'
import { newClientId, newClientSecret } from '#access/tokens/client-secret'
import { newSigningKey } from '#access/tokens/signing-keys'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import type { Services } from '#operations/services'
import { assertValid, getValidator } from '#operations/validation'
import { applyDeclared } from '#people/declared/apply-declared'
import { foldAddress } from '#people/email-address'
import { getRedirectUrl, PROVIDER_COLUMNS } from '#people/providers/provider-rows'
import { readSignInPolicy } from '#people/providers/sign-in-policy'
import { removePerson } from '#people/remove-person'
import { resetPerson } from '#people/reset-person'
import { announceNetworks } from '#people/sessions/allowed-networks'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { isForeignKeyViolation, isUniqueViolation } from '#platform/database/schema/sqlstate'
import { isUuid } from '#platform/identifiers'
import type { Keyring } from '#platform/vault/keyring'
import { createOrganization } from './create-organization.ts'
import { createSignUpLink } from './create-sign-up-link.ts'
import { OperatorError } from './operator-error.ts'
import { rewrapRemoteKeys } from './remote-key-rows.ts'
import { rotateKeys } from './rotate-keys.ts'

/** State of a KEK version in this database and this server. */
interface KeyVersionStatus {
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

interface Retirement {
  readonly version: number
  readonly retired: true
  readonly note: string
}

/** Owner of an organization, as shown to the operator. */
interface Owner {
  readonly organization_id: string
  readonly id: string
  readonly name: string
  readonly email: string
}

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
      `${rewrapped} keys were wrapped under version ${kek_version}, but ${left} are left: ${why}.`,
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

/** Records that a mail domain belongs to an organization. */
async function proveDomain(
  tx: ConfinedTransaction,
  given: string,
  organization_id: string,
): Promise<{ organization_id: string; domain: string; proven_by: 'operator' }> {
  const domain = given.toLowerCase()
  const proof = { proven_at: sql<Date>`now()`, proven_by: 'operator' as const }
  await tx
    .insertInto('identity.domains')
    .values({ organization_id, domain, challenge: randomBytes(24).toString('base64url'), ...proof })
    .onConflict((conflict) => conflict.columns(['organization_id', 'domain']).doUpdateSet(proof))
    .execute()
  return { organization_id, domain, proven_by: proof.proven_by }
}

/** Finds an organization. If none is named, finds the oldest one. Runs as the operator. @throws OperatorError */
async function findOrganization(
  tx: ConfinedTransaction,
  organization_id: string | undefined,
): Promise<string> {
  const organization = await tx
    .selectFrom('organizations')
    .select('organization_id')
    .$if(organization_id !== undefined, (rows) => rows.where('organization_id', '=', organization_id ?? null))
    .orderBy('organization_id')
    .limit(1)
    .executeTakeFirst()
  if (organization === undefined) throw noSuchOrganization()
  return organization.organization_id
}

function noSuchOrganization(): OperatorError {
  return new OperatorError('There is no such organization. See: bulkhead operator organizations list')
}

/**
 * Changes quotas of an organization. Omitted quotas stay. Runs as the operator. A running process uses the new quotas
 * within half a minute, or at once if its reader drops the old ones.
 *
 * @param quotas One or more quotas.
 * @returns All quotas after the change. Undefined if there is no such organization.
 */
export function setQuotas(
  tx: ConfinedTransaction,
  organization: string,
  quotas: Partial<Quotas>,
): Promise<Quotas | undefined> {
  return tx
    .updateTable('organizations')
    .set(quotas)
    .where('organization_id', '=', organization)
    .returning(QUOTAS)
    .executeTakeFirst()
}

/**
 * Lists owners by organization, oldest first. The owners of one organization are in the order in which they signed up.
 */
function listOwners(tx: ConfinedTransaction, organization_id?: string) {
  return tx
    .selectFrom('identity.members as m')
    .innerJoin('identity.people as p', 'p.id', 'm.person_id')
    .select(['m.organization_id', 'p.id', 'p.name', 'p.email', 'm.created_at'])
    .where('m.role', '=', 'owner')
    .$if(organization_id !== undefined, (rows) =>
      rows.where('m.organization_id', '=', organization_id ?? null),
    )
    .orderBy('m.organization_id')
    .orderBy('m.created_at')
    .orderBy('p.id')
    .execute()
}

/** Finds an owner by id or e-mail address. @throws OperatorError */
async function findOwner(tx: ConfinedTransaction, given: string): Promise<Owner> {
  const found = await tx
    .selectFrom('identity.members as m')
    .innerJoin('identity.people as p', 'p.id', 'm.person_id')
    .select(['m.organization_id', 'p.id', 'p.name', 'p.email'])
    .where('m.role', '=', 'owner')
    .$if(isUuid(given), (rows) => rows.where('p.id', '=', given.toLowerCase()))
    .$if(!isUuid(given), (rows) => rows.where('p.email', '=', foldAddress(given)))
    .orderBy('m.created_at')
    .limit(1)
    .executeTakeFirst()
  if (found === undefined) {
    throw new OperatorError('There is no such owner. See: bulkhead operator owners list')
  }
  return found
}

/**
 * Deletes the proof of a KEK version, so that servers start without it, and records that its number is used up. Runs as
 * the operator. The database itself rejects this while anything is wrapped under the version, even if another process
 * is wrapping at this moment.
 *
 * @throws OperatorError that says what still needs the version.
 */
export async function retireKey(
  tx: ConfinedTransaction,
  keyring: Keyring,
  version: number,
): Promise<Retirement> {
  const status = (await keyStatus(tx, keyring)).find((known) => known.version === version)
  if (status === undefined)
    throw new OperatorError(`There is no key version ${version}. See: bulkhead operator keys status`)
  if (status.retired_at !== null)
    throw new OperatorError(`Key version ${version} was already retired on ${status.retired_at}.`)
  if (status.wraps) {
    throw new OperatorError(
      `Key version ${version} is the one that wraps. Put a new key in front of it (BULKHEAD_KEY=${version + 1}:<new>,${version}:<old>), restart, rotate, then retire ${version}.`,
    )
  }
  const wrapped =
    status.workspace_keys + status.organization_keys + status.signing_keys + status.server_secrets
  if (wrapped > 0) throw stillNeeded(version, wrapped)
  try {
    await tx.deleteFrom('keyring_versions').where('version', '=', version).execute()
  } catch (error) {
    if (isForeignKeyViolation(error)) throw stillNeeded(version, 1)
    throw error
  }
  await tx.insertInto('retired_kek_versions').values({ version }).execute()
  return {
    version,
    retired: true,
    note: `Remove version ${version} from BULKHEAD_KEY and restart every server, then destroy every copy of it. From then on nobody can read backups that were made before the last rotation: make a new one now.`,
  }
}

function stillNeeded(version: number, count: number): OperatorError {
  return new OperatorError(
    `Key version ${version} still wraps ${count} ${count === 1 ? 'key' : 'keys'}. Run: bulkhead operator keys rotate. If they come back, a server still runs with version ${version} first in its BULKHEAD_KEY.`,
  )
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
