import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { changePassword as operation } from '@bulkhead/contract/people'
import { recordAudit } from '#audit/record-audit'
import { deleteSessions, revokeSessions } from '#identity/end-sessions'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { RequestContext } from '#request/principal'

/** Gives the person who asks another password, and ends the person's other sessions. */
export async function changePassword(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const { database, identity, signInAttempts, revocations } = services
  const { person, session, organization } = context
  if (person === undefined || session === undefined) throw new TypeError('Only people have passwords.')
  const account = await readAccount(services, person)
  const known = account?.password ?? undefined
  // Whoever has a session of the person must not find the password out by it.
  const password = await signInAttempts.attempt(session, account?.email, async () =>
    known !== undefined && (await identity.isPassword(known, body.current_password))
      ? identity.hashPassword(body.new_password)
      : undefined,
  )
  if (password === undefined || known === undefined) throw wrongPassword()
  const ended = await asIdentity(database, 'read write', async (tx, become) => {
    // Before sessions end; see `isStillPassword`.
    const { numUpdatedRows } = await tx
      .updateTable('identity.accounts')
      .set({ password, updated_at: new Date() })
      .where('person_id', '=', person)
      .where('provider_id', '=', 'credential')
      .where('password', '=', known)
      .executeTakeFirst()
    // Another request changed it first.
    if (numUpdatedRows === 0n) throw wrongPassword()
    const sessions = await deleteSessions(tx, person, session)
    const rows = await become({ principal: context })
    await recordAudit(rows, context, { subject: person })
    return revokeSessions(rows, organization, sessions)
  })
  revocations.apply(ended)
  return { changed_at: new Date().toISOString(), ended_sessions: ended.length }
}

function readAccount({ database }: Services, person: string) {
  return asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.people as p')
      .innerJoin('identity.accounts as a', 'a.person_id', 'p.id')
      .select(['p.email', 'a.password'])
      .where('p.id', '=', person)
      .where('a.provider_id', '=', 'credential')
      .executeTakeFirst(),
  )
}

function wrongPassword(): BulkheadError {
  return new BulkheadError('wrong_password', 'The current password is wrong.')
}
