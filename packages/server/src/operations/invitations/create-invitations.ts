import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { createInvitations as operation } from '@bulkhead/contract/people/invitations'
import { v7 as uuidv7 } from 'uuid'
import type { RequestContext } from '#access/request/principal'
import { recordAudit } from '#journal/audit/record-audit'
import { foldAddress } from '#people/email-address'
import { createInvitationLink } from '#people/invitations/invitation-link'
import { newMail, sendsMail, toInvitationMail } from '#people/invitations/invitation-mail'
import { lockAsking } from '#people/lock-people'
import { providerNotFound } from '#people/providers/provider-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { assertWorkspaces } from '#tenancy/workspaces/assert-workspaces'
import type { Handler } from '../handler.ts'

type Body = Input<typeof operation>['body']
type Invited = Output<typeof operation>['data'][number]

/** Invites people by email address. Nobody can give a higher role than their own. */
export const createInvitations: Handler<typeof operation> = async (
  { database, issuer, mailer },
  context,
  { body },
) => {
  const isSent = sendsMail(mailer, body.send_mail, true)
  // The addresses are sorted, so that two requests that invite the same people lock them in the same order.
  const emails = [...new Set(body.emails.map(foldAddress))].sort()
  return asPrincipal(database, context, 'read write', async (tx) => {
    const isOwner = (await lockAsking(tx, context.person)) === 'owner'
    if (body.role === 'owner' && !isOwner) throw onlyOwners()
    const provider_id = await findProvider(tx, body)
    const workspaces = await findWorkspaces(tx, body)
    const members = await tx
      .selectFrom('identity.members as m')
      .innerJoin('identity.people as p', 'p.id', 'm.person_id')
      .select('p.email')
      .where('p.email', 'in', emails)
      .execute()
    const known = new Set(members.map(({ email }) => email))
    const data: Invited[] = []
    for (const email of emails) {
      if (known.has(email)) data.push({ email, status: 'is_member' })
      else
        data.push(
          await invite(tx, context, issuer, {
            email,
            role: body.role,
            workspaces,
            provider_id,
            isOwner,
            isSent,
          }),
        )
    }
    return { data }
  })
}

async function invite(
  tx: TenantTransaction,
  context: RequestContext,
  publicUrl: string,
  {
    email,
    role,
    workspaces,
    provider_id,
    isOwner,
    isSent,
  }: {
    email: string
    role: Body['role']
    workspaces: string
    provider_id: string | null
    isOwner: boolean
    isSent: boolean
  },
): Promise<Invited> {
  const { url, token_hash, expires_at } = createInvitationLink(publicUrl)
  const rights = { role, workspaces, provider_id, invited_by: context.person ?? null }
  const mail = newMail(isSent)
  const link = { token_hash, expires_at, tries: 0, ...mail }
  const made = await tx
    .insertInto('identity.sign_up_links')
    .values({ organization_id: context.organization, link_id: uuidv7(), email, ...rights, ...link })
    .onConflict((conflict) => {
      const update = conflict
        .columns(['organization_id', 'email'])
        .where('email', 'is not', null)
        .doUpdateSet({ ...rights, ...link })
      // An admin must not change an invitation by which an owner invited an owner.
      return isOwner ? update : update.where('identity.sign_up_links.role', '!=', 'owner')
    })
    .returning('link_id')
    .executeTakeFirst()
  if (made === undefined) throw onlyOwners()
  await recordAudit(tx, context, { subject: made.link_id })
  return {
    email,
    status: 'invited',
    id: made.link_id,
    ...(!isSent && { sign_up_url: url }),
    expires_at: expires_at.toISOString(),
    mail: toInvitationMail(mail),
  }
}

function onlyOwners(): BulkheadError {
  return new BulkheadError('not_permitted', 'Only owners can invite owners.')
}

/** Returns the provider whose word takes the invitation. @throws BulkheadError `provider_not_found` */
async function findProvider(tx: TenantTransaction, { role, provider_id }: Body): Promise<string | null> {
  if (provider_id === undefined) return null
  if (role !== 'member') {
    throw invalid(
      'body.provider_id',
      `body.provider_id is only for invitations as member. An invitation as ${role} can be accepted only through its link.`,
    )
  }
  const row = await tx
    .selectFrom('identity.providers')
    .select('provider_id')
    .where('provider_id', '=', provider_id)
    .forKeyShare()
    .executeTakeFirst()
  if (row === undefined) throw providerNotFound()
  return row.provider_id
}

/** @returns Workspaces and levels as they are stored. @throws BulkheadError `workspace_not_found` */
async function findWorkspaces(tx: TenantTransaction, { workspaces = [] }: Body): Promise<string> {
  await assertWorkspaces(
    tx,
    workspaces.map(({ workspace_id }) => workspace_id),
  )
  const levels = new Map(
    workspaces.map(({ workspace_id, level }) => [workspace_id.toLowerCase(), level] as const),
  )
  return JSON.stringify([...levels].map(([workspace_id, level]) => ({ workspace_id, level })))
}
