import { invalid } from '@bulkhead/contract/errors'
import type { updateBranding as operation } from '@bulkhead/contract/organizations'
import { changeBranding } from '#tenancy/organizations/change-branding'
import type { Handler } from '../handler.ts'

/** Changes the branding of the organization's connect page. */
export const updateBranding: Handler<typeof operation> = async (services, context, { body }) => {
  const { name, colors, support_url, privacy_url } = body
  for (const field of ['support_url', 'privacy_url'] as const) {
    const url = body[field]
    if (url != null && !URL.canParse(url))
      throw invalid(`body.${field}`, `body.${field} must be an https URL.`)
  }
  return changeBranding(services, context, {
    ...(name !== undefined && { name }),
    ...(colors !== undefined && { color_light: colors?.light ?? null, color_dark: colors?.dark ?? null }),
    ...(support_url !== undefined && { support_url }),
    ...(privacy_url !== undefined && { privacy_url }),
  })
}
