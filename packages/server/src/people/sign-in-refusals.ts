import type { ErrorCode } from '@bulkhead/contract/errors'
import type { OperationId } from '@bulkhead/contract/operations'
import type { SignInFailure } from '@bulkhead/contract/people/sign-in'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { createWindowCounter } from '#platform/cache/window-counter'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

const WINDOW_MS = 60_000
/** Records per minute of one person or provider: enough to show that somebody guesses, too few to fill a disk. */
const PER_WINDOW = 5
const REMEMBERED = 10_000

/** Refused sign-in. */
export interface RefusedSignIn {
  /** Operation that was refused. */
  readonly event: OperationId
  /** Given address, in lower case. It may belong to no person. */
  readonly email: string
  readonly code: ErrorCode
  readonly request_id: string
}

/** Failed sign-in by a provider. */
export interface FailedProviderSignIn {
  readonly organization: string
  readonly provider_id: string
  readonly reason: SignInFailure
  /** Person and session that wanted to link the provider. */
  readonly link: { readonly person: string; readonly session: string } | undefined
  readonly request_id: string
}

/** Records refused sign-ins of people. */
export interface SignInRefusals {
  /** Writes a record in a separate transaction, unless the person already had too many. Never throws. */
  record(refused: RefusedSignIn): Promise<void>
  /** Like {@link record}, for a provider. The record names no person, because nobody was identified. */
  recordProvider(failed: FailedProviderSignIn): Promise<void>
}

export function createSignInRefusals(
  { database, log }: { readonly database: Database; readonly log: Log },
  now: () => number = Date.now,
): SignInRefusals {
  const refusals = createWindowCounter(
    { name: 'sign_in_refusals', key: 'person or provider', max: REMEMBERED, windowMs: WINDOW_MS },
    now,
  )

  return {
    async record({ event, email, code, request_id }) {
      try {
        await asIdentity(database, 'read write', async (tx, become) => {
          const person = await tx
            .selectFrom('identity.people as p')
            .innerJoin('identity.members as m', 'm.person_id', 'p.id')
            .select(['p.id', 'm.organization_id'])
            .where('p.email', '=', email)
            .orderBy('m.created_at')
            .limit(1)
            .executeTakeFirst()
          if (person === undefined || refusals.count(person.id).count > PER_WINDOW) return
          const { id: subject_id, organization_id } = person
          const rows = await become({ role: 'bulkhead_organization', organization: organization_id })
          // The person has not been authenticated, so the record has a subject but no actor.
          await insertAuditRecord(rows, {
            organization_id,
            event,
            outcome: 'refused',
            code,
            subject_id,
            request_id,
          })
        })
      } catch (error) {
        log.warn({ err: error }, 'a refused sign-in could not be recorded')
      }
    },

    async recordProvider({ organization, provider_id, reason, link, request_id }) {
      if (refusals.count(provider_id).count > PER_WINDOW) return
      try {
        await asIdentity(database, 'read write', async (_tx, become) => {
          const rows = await become({ role: 'bulkhead_organization', organization })
          await insertAuditRecord(rows, {
            organization_id: organization,
            event: 'completeProviderSignIn' satisfies OperationId,
            outcome: 'refused',
            code: reason,
            subject_id: provider_id,
            person_id: link?.person ?? null,
            token_id: link?.session ?? null,
            request_id,
          })
        })
      } catch (error) {
        log.warn({ err: error }, 'a failed sign-in with a provider could not be recorded')
      }
    },
  }
}
