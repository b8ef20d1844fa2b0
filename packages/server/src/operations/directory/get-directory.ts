import type { getDirectory as operation } from '@bulkhead/contract/people/directory'
import { countDirectory, listDirectoryTokens } from '#people/directory/directory-tokens'
import { findProvider } from '#people/providers/provider-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Returns what the directory of a provider announced, and since when it may do so. */
export const getDirectory: Handler<typeof operation> = async (
  { database, issuer: publicUrl },
  context,
  { params },
) => {
  return asPrincipal(database, context, 'read only', async (tx) => {
    const provider_id = await findProvider(tx, params.provider_id)
    return {
      scim_url: `${publicUrl}/scim/v2`,
      tokens: await listDirectoryTokens(tx, provider_id),
      ...(await countDirectory(tx, provider_id)),
    }
  })
}
