import type { Input, Output } from '@bulkhead/contract/operation'
import type { getDirectory as operation } from '@bulkhead/contract/people/directory'
import { countDirectory, listDirectoryTokens } from '#identity/directory/directory-tokens'
import { findProvider } from '#identity/providers/provider-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Returns what the directory of a provider announced, and since when it may do so. */
export async function getDirectory(
  { database, issuer: publicUrl }: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, context, 'read only', async (tx) => {
    const provider_id = await findProvider(tx, params.provider_id)
    return {
      scim_url: `${publicUrl}/scim/v2`,
      tokens: await listDirectoryTokens(tx, provider_id),
      ...(await countDirectory(tx, provider_id)),
    }
  })
}
