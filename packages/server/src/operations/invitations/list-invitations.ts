import type { listInvitations as operation } from '@bulkhead/contract/people/invitations'
import { MAIL_COLUMNS, toInvitationMail } from '#people/invitations/invitation-mail'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { nextPage, readPage, toPage } from '#platform/keyset'
import type { Handler } from '../handler.ts'

/** Lists invitations by id, which is by age. */
export const listInvitations: Handler<typeof operation> = async ({ database }, principal, { query }) => {
  const { limit, after } = readPage(query)
  const rows = await asPrincipal(database, principal, 'read only', (tx) =>
    tx
      .selectFrom('identity.sign_up_links')
      .select([
        'link_id',
        'email',
        'role',
        'workspaces',
        'invited_by',
        'created_at',
        'expires_at',
        'provider_id',
      ])
      .select(MAIL_COLUMNS)
      .$if(after !== undefined, (found) => found.where('link_id', '>', after as string))
      .orderBy('link_id')
      .limit(limit + 1)
      .execute(),
  )
  return toPage(
    rows,
    limit,
    ({ link_id, email, role, workspaces, invited_by, created_at, expires_at, provider_id, ...mail }) => ({
      id: link_id,
      // Links of the operator have no address, but no database policy shows them here.
      email: email ?? '',
      role: role ?? 'member',
      workspaces: workspaces ?? [],
      invited_by: invited_by ?? '',
      created_at: created_at.toISOString(),
      expires_at: expires_at.toISOString(),
      provider_id,
      mail: toInvitationMail(mail),
    }),
    ({ link_id }) => nextPage('/api/v1/invitations', query, link_id),
  )
}
