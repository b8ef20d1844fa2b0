import {
  MOST_DIRECTORY_TOKENS,
  type createDirectoryToken as operation,
} from '@bulkhead/contract/people/directory'
import { v7 as uuidv7 } from 'uuid'
import { recordAudit } from '#journal/audit/record-audit'
import { newDirectoryToken } from '#people/directory/directory-token'
import { endDirectoryTokens, listDirectoryTokens } from '#people/directory/directory-tokens'
import { lockOwner } from '#people/lock-people'
import { holdProvider } from '#people/providers/provider-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Creates a token with which a directory announces people and groups. */
export const createDirectoryToken: Handler<typeof operation> = async (
  { database, issuer: publicUrl },
  context,
  { params },
) => {
  const { organization: organization_id, person } = context
  const { token, hash: token_hash } = newDirectoryToken()
  const tokens = await asPrincipal(database, context, 'read write', async (tx) => {
    await lockOwner(tx, person)
    const { provider_id } = await holdProvider(tx, params.provider_id)
    await endDirectoryTokens(tx, provider_id, MOST_DIRECTORY_TOKENS - 1)
    await tx
      .insertInto('identity.directory_tokens')
      .values({ organization_id, token_id: uuidv7(), provider_id, token_hash, created_by: person ?? null })
      .execute()
    await recordAudit(tx, context, { subject: provider_id })
    return listDirectoryTokens(tx, provider_id)
  })
  return { scim_url: `${publicUrl}/scim/v2`, token, tokens }
}
