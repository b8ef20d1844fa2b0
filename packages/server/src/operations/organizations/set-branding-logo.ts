import { createHash } from 'node:crypto'
import type { setBrandingLogo as operation } from '@bulkhead/contract/organizations'
import { changeBranding } from '#tenancy/organizations/change-branding'
import type { Handler } from '../handler.ts'

/** Sets the logo of the connect page. */
export const setBrandingLogo: Handler<typeof operation> = async (services, context, { body }) => {
  const logo = await services.logoEncoder.encode(context.organization, body.data)
  const logo_sha256 = createHash('sha256').update(logo).digest('hex')
  await context.authenticateAgain()
  return changeBranding(services, context, { logo, logo_sha256 })
}
