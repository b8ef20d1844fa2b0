import { createHash } from 'node:crypto'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { setBrandingLogo as operation } from '@bulkhead/contract/organizations'
import type { Services } from '#operations/services'
import { changeBranding } from '#organizations/change-branding'
import { encodeLogo } from '#organizations/encode-logo'
import type { RequestContext } from '#request/principal'

/** Sets the logo of the connect page. */
export async function setBrandingLogo(
  services: Services,
  context: RequestContext,
  { body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const logo = await encodeLogo(body.data)
  const logo_sha256 = createHash('sha256').update(logo).digest('hex')
  return changeBranding(services, context, { logo, logo_sha256 })
}
