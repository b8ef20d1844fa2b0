import type { Branding } from '@bulkhead/contract/organizations'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

export const BRANDING = [
  'name',
  'color_light',
  'color_dark',
  'support_url',
  'privacy_url',
  'logo_sha256',
  'updated_at',
] as const

/** Returns the organization's branding of the connect page. All null if there is none. */
export async function readBranding(tx: TenantTransaction, publicUrl: string): Promise<Branding> {
  const row = await tx.selectFrom('organization_branding').select(BRANDING).executeTakeFirst()
  return toBranding(row, publicUrl)
}

interface BrandingRow {
  readonly name: string | null
  readonly color_light: string | null
  readonly color_dark: string | null
  readonly support_url: string | null
  readonly privacy_url: string | null
  readonly logo_sha256: string | null
  readonly updated_at: Date
}

export function toBranding(row: BrandingRow | undefined, publicUrl: string): Branding {
  const { color_light: light = null, color_dark: dark = null, logo_sha256 } = row ?? {}
  return {
    name: row?.name ?? null,
    colors: light === null && dark === null ? null : { light, dark },
    support_url: row?.support_url ?? null,
    privacy_url: row?.privacy_url ?? null,
    logo_url: logo_sha256 ? `${publicUrl}/connect/logo/${logo_sha256}.png` : null,
    updated_at: row?.updated_at.toISOString() ?? null,
  }
}
