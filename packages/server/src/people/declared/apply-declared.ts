import { randomBytes } from 'node:crypto'
import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { DeclaredSignIn } from '@bulkhead/contract/operator/declared-sign-in'
import type { Sender } from '@bulkhead/engine'
import { sql } from 'kysely'
import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asIdentity, type Become } from '#platform/database/roles/as-identity'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, lockText } from '#platform/database/schema/advisory-locks'
import { isUniqueViolation } from '#platform/database/schema/sqlstate'
import type { Keyring } from '#platform/vault/keyring'
import { assertEnteredIssuer } from '../providers/provider-client.ts'
import { type Applied, applyProvider, findNamed, type KeyedProvider } from './apply-provider.ts'
import { readIssuer } from './read-issuer.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly sender: Sender
  readonly revocations: RevocationFeed
}

/** Declared sign-in settings of an organization, with options for applying them. */
export interface Declaration {
  readonly organization: string
  readonly declared: DeclaredSignIn
  /** Client secrets by the path of their file. */
  readonly secrets: Readonly<Record<string, string>>
  /** Whether to roll back all changes at the end. Errors show as well. */
  readonly isCheck: boolean
  /** Whether to read the metadata of new providers first. */
  readonly isDiscovered: boolean
}

/**
 * Sets up the declared providers and domains of an organization in one transaction. Those that are not declared stay.
 * Each change is recorded without an actor.
 *
 * @returns The changes, in the order of the declaration: providers first.
 * @throws BulkheadError that names the field.
 */
export async function applyDeclared(
  { database, keyring, sender, revocations }: Dependencies,
  { organization, declared, secrets, isCheck, isDiscovered }: Declaration,
): Promise<readonly Applied[]> {
  const providers = readProviders(declared, secrets)
  if (isDiscovered) {
    const known = await asPrincipal(database, { organization }, 'read only', (tx) =>
      tx.selectFrom('identity.providers').select(['provider_id', 'name', 'issuer']).execute(),
    )
    for (const provider of providers) {
      if (findNamed(known, provider) !== undefined) continue
      const { issuer, client_id, client_secret = '' } = provider
      await naming(`${provider.field}.issuer`, () =>
        assertEnteredIssuer({ sender }, { issuer, client_id, client_secret }),
      )
    }
  }
  const work = async (identity: ConfinedTransaction, become: Become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    // Two concurrent runs would both find that a provider is missing, so they run one after the other.
    await lockText(tx, LOCKS.declaredProviders, organization)
    const applied: Applied[] = []
    const ended: Revocation[] = []
    // If passwords are off, a provider can be disabled only while another one is enabled. So disabled ones come last.
    for (const provider of [...providers].sort((a, b) => Number(isDisabled(a)) - Number(isDisabled(b)))) {
      const done = await naming(provider.field, () =>
        applyProvider({ identity, become, tx, keyring }, provider),
      )
      applied[provider.at] = done.applied
      ended.push(...done.ended)
    }
    for (const [at, domain] of (declared.domains ?? []).entries()) {
      applied.push(await applyDomain(tx, domain.toLowerCase(), `file.domains.${at}`))
    }
    if (isCheck) throw new TakenBack(applied)
    return { applied, ended }
  }
  try {
    const { applied, ended } = await asIdentity(database, 'read write', work)
    revocations.apply(ended)
    return applied
  } catch (error) {
    if (error instanceof TakenBack) return error.applied
    throw error
  }
}

/** Thrown to roll back the transaction of a check. */
class TakenBack extends Error {
  override readonly name = 'TakenBack'
  readonly applied: readonly Applied[]

  constructor(applied: readonly Applied[]) {
    super('Nothing is kept of a check.')
    this.applied = applied
  }
}

/** @throws BulkheadError `invalid_request` */
function readProviders(
  { providers = [] }: DeclaredSignIn,
  secrets: Declaration['secrets'],
): readonly KeyedProvider[] {
  const names = providers.map(({ name }) => name)
  return providers.map(({ client_secret_file: path, ...provider }, at) => {
    const field = `file.providers.${at}`
    if (names.indexOf(provider.name) < at) {
      throw invalid(`${field}.name`, `${field}.name is also that of another provider in the file`)
    }
    const client_secret = path !== undefined && Object.hasOwn(secrets, path) ? secrets[path] : undefined
    const issuer = readIssuer(provider.issuer, `${field}.issuer`)
    return { ...provider, at, field, issuer, ...(client_secret !== undefined && { client_secret }) }
  })
}

function isDisabled({ enabled }: KeyedProvider): boolean {
  return enabled === false
}

/** Runs `work`, and adds the name of the field to its errors. */
async function naming<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof BulkheadError) || error.cause !== undefined || error.message.startsWith('file.'))
      throw error
    const at = error.code === 'workspace_not_found' ? `${field}.mappings` : field
    throw new BulkheadError(error.code, `${at}: ${error.message}`)
  }
}

/**
 * Records a domain as the organization's because the operator says so. A proven domain stays as it is.
 *
 * @param field Name of the field in messages.
 * @throws BulkheadError `domain_taken`
 */
async function applyDomain(tx: TenantTransaction, domain: string, field: string): Promise<Applied> {
  const { organization: organization_id } = tx.scope
  const applied = { kind: 'domain', name: domain, fields: [], id: null } as const
  const known = await tx
    .selectFrom('identity.domains')
    .select('proven_at')
    .where('domain', '=', domain)
    .forUpdate()
    .executeTakeFirst()
  if (known !== undefined && known.proven_at !== null) return { ...applied, change: 'unchanged' }
  const proof = { proven_at: sql<Date>`now()`, proven_by: 'operator' as const }
  try {
    await tx
      .insertInto('identity.domains')
      .values({ organization_id, domain, challenge: randomBytes(24).toString('base64url'), ...proof })
      .onConflict((conflict) => conflict.columns(['organization_id', 'domain']).doUpdateSet(proof))
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new BulkheadError('domain_taken', `${field}: another organization has this domain already.`)
  }
  const event = 'domain.proven'
  await insertAuditRecord(tx, { organization_id, event, outcome: 'done', subject_id: organization_id })
  return { ...applied, change: 'proven' }
}
