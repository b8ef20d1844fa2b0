import type { SignInFailure } from '@bulkhead/contract/people/sign-in'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { insertRevocation } from '#access/tokens/revocation/revoking'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asIdentity, type Become } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { getMappedClaims, readProvidedRights } from '../directory/directory-rights.ts'
import { giveInvited } from '../invitations/give-invited.ts'
import { isLinkOf, takeInvitation } from '../invitations/take-invitation.ts'
import { lockMembership } from '../lock-people.ts'
import { hasPasskey } from '../passkeys/passkey-rows.ts'
import { sessionLacksFactor } from '../second-factor/required-factor.ts'
import { readSessionTimes } from '../sessions/session-limits.ts'
import { applyRights, type RightsChange } from './apply-rights.ts'
import type { OpenProvider } from './provider-rows.ts'
import { type ClaimedPerson, readPerson } from './read-claims.ts'
import type { Verified } from './verify-callback.ts'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
}

/** Person admitted by the claims of a provider. */
export interface Admitted {
  readonly person_id: string
  readonly identity_id: string
}

export interface AdmitOptions {
  /** Person, by a session, to whom the identity is linked. */
  readonly link?: { readonly person: string; readonly session: string }
  /** Token of the link by which the person came, as its hash in base64url. */
  readonly invitation?: string | undefined
  readonly request_id: string
}

/** Thrown if a verified identity is not admitted. */
export class NotAdmitted extends Error {
  readonly reason: SignInFailure

  constructor(reason: SignInFailure) {
    super(reason)
    this.reason = reason
  }
}

/**
 * Finds the person of a verified identity in the provider's organization, or creates the person. Then applies the
 * rights that the claims give. An identity is linked to an existing person only by a session of that person (`link`).
 * An equal address is not enough: it does not prove that both are the same person.
 *
 * @throws NotAdmitted
 */
export async function admitIdentity(
  { database, revocations }: Dependencies,
  provider: OpenProvider,
  verified: Verified,
  { link, invitation, request_id }: AdmitOptions,
): Promise<Admitted> {
  const made: Revocation[] = []
  const { organization } = provider
  const admitted = await asIdentity(database, 'read write', async (tx, become) => {
    const admission = { tx, become, provider, verified, invitation, request_id }
    const rows = await become({ role: 'bulkhead_organization', organization })
    const known = await findIdentity(rows, provider, verified)
    await assertUnchanged(rows, provider, known?.person_id ?? link?.person)
    if (link !== undefined) await assertMayLink(admission, link)
    const person_id =
      link === undefined
        ? await findPerson(admission, rows, known)
        : await linkPerson(rows, known, link.person)
    const identity_id = await keepIdentity(rows, provider, verified, known, person_id)
    if (link !== undefined) {
      await record(rows, 'identity.linked', { organization, person_id, subject_id: identity_id, request_id })
    }
    const rights = await readProvidedRights(rows, provider, identity_id, verified.claims)
    const change: RightsChange = {
      async revoke(right) {
        const revocation = { ...right, organization_id: organization }
        await insertRevocation(rows, revocation)
        made.push(revocation)
      },
      record: (event, subject_id) => record(rows, event, { organization, person_id, subject_id, request_id }),
    }
    await applyRights(rows, change, { ...rights, provider_id: provider.provider_id, person_id })
    return { person_id, identity_id }
  })
  revocations.apply(made)
  return admitted
}

interface Admission {
  readonly tx: ConfinedTransaction
  readonly become: Become
  readonly provider: OpenProvider
  readonly verified: Verified
  readonly invitation: string | undefined
  readonly request_id: string
}

interface KnownIdentity {
  readonly identity_id: string
  readonly person_id: string | null
  readonly user_name: string | null
  readonly active: boolean
  readonly deleted_at: Date | null
}

/**
 * Makes sure that nobody has changed, disabled or deleted the provider since the sign-in read its settings, and that
 * nobody does before the transaction ends. Otherwise a sign-in in progress would give rights that an owner has just
 * taken from the mappings. Locks the member first, as an owner who changes a provider does.
 */
async function assertUnchanged(
  tx: TenantTransaction,
  { provider_id, updated_at }: OpenProvider,
  person: string | undefined,
): Promise<void> {
  if (person !== undefined) await lockMembership(tx, person)
  const row = await tx
    .selectFrom('identity.providers')
    .select('updated_at')
    .where('provider_id', '=', provider_id)
    .where('enabled', '=', true)
    .forShare()
    .executeTakeFirst()
  if (row?.updated_at.getTime() !== updated_at.getTime()) throw new NotAdmitted('expired')
}

/**
 * Makes sure that the session that began to link has not ended, so that a person who lost it in the meantime links
 * nothing, and that it does not end before the transaction does. A sign-in by a provider is a second factor, so a
 * session that lacks one links none if the person has a passkey. The membership is locked before.
 */
async function assertMayLink(
  { tx, become, provider: { organization } }: Admission,
  { person, session }: { readonly person: string; readonly session: string },
): Promise<void> {
  await become({ role: 'bulkhead_identity' })
  const row = await tx
    .selectFrom('identity.sessions')
    .select('id')
    .where('id', '=', session)
    .where('person_id', '=', person)
    .forShare()
    .executeTakeFirst()
  const times = row && (await readSessionTimes(tx, organization, session))
  if (times === undefined) throw new NotAdmitted('expired')
  const lacksFactor = await sessionLacksFactor(tx, { organization, person, session })
  if (lacksFactor && (await hasPasskey(tx, organization, person))) throw new NotAdmitted('expired')
  await become({ role: 'bulkhead_organization', organization })
}

/**
 * Finds the identity of a subject. At the first sign-in of a user whom the directory added, that is the identity of
 * this user. It is found by the id at the provider, or by the address if it is verified.
 */
async function findIdentity(
  tx: TenantTransaction,
  provider: OpenProvider,
  { issuer, subject, claims }: Verified,
): Promise<KnownIdentity | undefined> {
  const identities = () =>
    tx
      .selectFrom('identity.identities')
      .select(['identity_id', 'person_id', 'user_name', 'active', 'deleted_at'])
      .where('provider_id', '=', provider.provider_id)
      .forUpdate()
  const known = await identities()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (known !== undefined && known.person_id !== null) return known
  const { email, email_verified } = readPerson(claims, provider.claims, provider.trusts_email)
  const announced = await identities()
    .where('subject', 'is', null)
    .where(({ eb, or }) =>
      or([
        eb('external_id', '=', subject),
        ...(email !== undefined && email_verified ? [eb('email', '=', email)] : []),
      ]),
    )
    .orderBy(sql`deleted_at is not null`)
    // People can change their address at some providers, and their id at none.
    .orderBy(sql`external_id is not distinct from ${subject}`, 'desc')
    .limit(1)
    .executeTakeFirst()
  if (announced === undefined || known === undefined) return announced ?? known
  // The person was removed, and the directory has added the user again since.
  if (announced.person_id === null) return known
  await tx.deleteFrom('identity.identities').where('identity_id', '=', known.identity_id).execute()
  return announced
}

/** Stores the identity and the time of this sign-in. @returns The id of the identity. */
async function keepIdentity(
  tx: TenantTransaction,
  provider: OpenProvider,
  { issuer, subject, claims }: Verified,
  known: KnownIdentity | undefined,
  person_id: string,
): Promise<string> {
  const { provider_id, organization } = provider
  const claimed = JSON.stringify(getMappedClaims(provider, claims))
  const { email, email_verified } = readPerson(claims, provider.claims, provider.trusts_email)
  // By this address the directory finds an identity that it did not add.
  const address = email !== undefined && email_verified ? { email } : {}
  if (known !== undefined) {
    const isAnnounced = known.user_name !== null && known.deleted_at === null
    await tx
      .updateTable('identity.identities')
      .set({
        ...{ person_id, issuer, subject, claimed, refreshed_at: sql<Date>`now()` },
        ...(!isAnnounced && {
          ...address,
          user_name: null,
          external_id: null,
          active: true,
          deleted_at: null,
        }),
      })
      .where('identity_id', '=', known.identity_id)
      .execute()
    return known.identity_id
  }
  const identity_id = uuidv7()
  const row = await tx
    .insertInto('identity.identities')
    .values({
      ...{ organization_id: organization, identity_id, provider_id, issuer, subject, person_id, claimed },
      ...address,
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'provider_id', 'issuer', 'subject']).doNothing(),
    )
    .returning('identity_id')
    .executeTakeFirst()
  // Two concurrent requests brought the same identity, and the other one won.
  if (row === undefined) throw new NotAdmitted('expired')
  return identity_id
}

async function linkPerson(
  tx: TenantTransaction,
  known: KnownIdentity | undefined,
  person: string,
): Promise<string> {
  if (known !== undefined && known.person_id !== null && known.person_id !== person) {
    throw new NotAdmitted('address_in_use')
  }
  if (isInactive(known)) throw new NotAdmitted('removed')
  const member = await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('person_id', '=', person)
    .forShare()
    .executeTakeFirst()
  if (member === undefined) throw new NotAdmitted('removed')
  return person
}

/** Finds the person of an identity: a known person, an invited one, or one from a domain whose people are admitted. */
async function findPerson(
  admission: Admission,
  rows: TenantTransaction,
  known: KnownIdentity | undefined,
): Promise<string> {
  if (known !== undefined && known.person_id !== null) return known.person_id
  const { provider, verified } = admission
  const claimed = readPerson(verified.claims, provider.claims, provider.trusts_email)
  const email = getEntryAddress(known, claimed)
  const isProven = await hasProven(rows, email)
  const hasLink = await cameByLink(admission, email)
  const { provider_id } = provider
  const invitation = await takeInvitation(rows, email, { hasLink, provider_id, isProven })
  if (invitation !== undefined) {
    const role = { role: invitation.role ?? ('member' as const), role_origin: 'given' as const }
    const person = await addPerson(admission, { ...claimed, email }, role)
    if (!(await giveInvited(rows, invitation, person))) throw new NotAdmitted('not_invited')
    return person
  }
  assertAdmitsUninvited(known, provider, isProven)
  // The rights that the claims give are applied afterwards, to everybody who comes.
  const role = { role: 'member', role_origin: 'provider', role_provider_id: provider_id } as const
  return addPerson(admission, { ...claimed, email }, role)
}

/** Returns the address by which somebody without a person may come in. @throws NotAdmitted if nobody may by it. */
export function getEntryAddress(
  known: Pick<KnownIdentity, 'active' | 'deleted_at'> | undefined,
  { email, email_verified }: ClaimedPerson,
): string {
  if (isInactive(known)) throw new NotAdmitted('removed')
  if (email === undefined) throw new NotAdmitted(known === undefined ? 'no_address' : 'removed')
  if (!email_verified) throw new NotAdmitted(known === undefined ? 'address_unverified' : 'removed')
  return email
}

/** @throws NotAdmitted if the provider admits somebody only by an invitation. */
export function assertAdmitsUninvited(
  known: object | undefined,
  { admits }: Pick<OpenProvider, 'admits'>,
  isProven: boolean,
): void {
  if (known !== undefined) throw new NotAdmitted('removed')
  if (admits !== 'domain' || !isProven) throw new NotAdmitted('not_invited')
}

/** Returns whether the directory has set the user to inactive. Then even an invitation admits nobody. */
function isInactive(known: Pick<KnownIdentity, 'active' | 'deleted_at'> | undefined): boolean {
  return known !== undefined && !known.active && known.deleted_at === null
}

/** Returns whether the person came by the link of the address's invitation. */
async function cameByLink(
  { tx, become, provider: { organization }, invitation }: Admission,
  email: string,
): Promise<boolean> {
  if (invitation === undefined) return false
  await become({ role: 'bulkhead_identity' })
  const token_hash = Buffer.from(invitation, 'base64url')
  const isLink = await isLinkOf(tx, { token_hash, organization, email })
  await become({ role: 'bulkhead_organization', organization })
  return isLink
}

/** Returns whether the organization has proven that it owns the domain of an address. Runs as the organization. */
export async function hasProven(tx: TenantTransaction, email: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.domains')
    .select('domain')
    .where('domain', '=', email.slice(email.lastIndexOf('@') + 1))
    .where('proven_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds a person without a password. Fails if the address belongs to somebody, in this organization or another. */
async function addPerson(
  { tx, become, provider: { organization }, request_id }: Admission,
  { email, name }: ClaimedPerson & { readonly email: string },
  role: {
    readonly role: 'owner' | 'admin' | 'member'
    readonly role_origin: 'given' | 'provider'
    readonly role_provider_id?: string
  },
): Promise<string> {
  await become({ role: 'bulkhead_identity' })
  const id = uuidv7()
  const added = await tx
    .insertInto('identity.people')
    .values({ id, name: name ?? email, email })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (added === undefined) throw new NotAdmitted('address_in_use')
  await tx
    .insertInto('identity.members')
    .values({ organization_id: organization, person_id: id, ...role })
    .execute()
  const rows = await become({ role: 'bulkhead_organization', organization })
  await record(rows, 'person.signed_up', { organization, person_id: id, subject_id: id, request_id })
  return id
}

function record(
  tx: TenantTransaction,
  event: 'person.signed_up' | 'identity.linked' | 'person.role_changed',
  about: {
    readonly organization: string
    readonly person_id: string
    readonly subject_id: string
    readonly request_id: string
  },
): Promise<void> {
  const { organization: organization_id, ...rest } = about
  return insertAuditRecord(tx, { organization_id, event, outcome: 'done', ...rest })
}
