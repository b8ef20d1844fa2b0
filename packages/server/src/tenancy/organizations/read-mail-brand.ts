import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { MailBrand } from '#platform/mail/render-mail'

/** Returns the branding of an organization's mails. */
export async function readMailBrand(tx: TenantTransaction, publicUrl: string): Promise<MailBrand> {
  const { name } = await tx.selectFrom('organizations').select('name').executeTakeFirstOrThrow()
  const row = await tx
    .selectFrom('organization_branding')
    .select(['name', 'color_light', 'logo_sha256'])
    .executeTakeFirst()
  const logo = row?.logo_sha256
  return {
    name: row?.name ?? name,
    color: row?.color_light ?? null,
    logo_url: logo ? `${publicUrl}/connect/logo/${logo}.png` : null,
  }
}
