import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Mailer } from '#platform/mail/mailer'
import { renderMail } from '#platform/mail/render-mail'
import { readMailBrand } from '#tenancy/organizations/read-mail-brand'
import { takesPasswords } from '../providers/sign-in-policy.ts'
import { createPasswordLink, PASSWORD_LINK_MINUTES, takePasswordLink } from './password-link.ts'

interface Dependencies {
  readonly database: Database
  readonly mailer: Mailer
  readonly publicUrl: string
  readonly log: Log
}

/**
 * Mails a link for a new password to the address of a person who has a password, if the organization accepts passwords
 * and no link was sent a short time ago. Never throws.
 */
export async function mailPasswordLink(
  { database, mailer, publicUrl, log }: Dependencies,
  email: string,
): Promise<void> {
  try {
    const made = await asIdentity(database, 'read write', async (tx, become) => {
      // A change of the address or the password, which ends the links, locks these rows too. So does the next request.
      const person = await tx
        .selectFrom('identity.people as p')
        .innerJoin('identity.passwords as w', 'w.person_id', 'p.id')
        .innerJoin('identity.members as m', 'm.person_id', 'p.id')
        .select(['p.id', 'm.organization_id'])
        .where('p.email', '=', email)
        .orderBy('m.created_at')
        .limit(1)
        .forNoKeyUpdate(['p', 'w'])
        .executeTakeFirst()
      if (person === undefined || !(await takesPasswords(tx, person.organization_id))) return undefined
      const url = await createPasswordLink(tx, person.id, publicUrl)
      if (url === undefined) return undefined
      const rows = await become({ role: 'bulkhead_organization', organization: person.organization_id })
      return { url, brand: await readMailBrand(rows, publicUrl) }
    })
    if (made === undefined) return
    const { url, brand } = made
    const failed = await mailer.send(
      email,
      renderMail({
        subject: `Choose a new password for ${brand.name}`,
        paragraphs: [
          `Somebody requested a new password for ${email}.`,
          `The link works once, for ${PASSWORD_LINK_MINUTES} minutes. Your other sessions end.`,
        ],
        button: { label: 'Choose a password', url },
        notes: ['If that was not you, ignore this mail: your password stays as it is.'],
        brand,
      }),
    )
    // Deletes the link, so that the person can try again at once. A newer one stays.
    if (failed !== undefined)
      await asIdentity(database, 'read write', (tx) => takePasswordLink(tx, new URL(url).hash.slice(1)))
  } catch (error) {
    log.warn({ err: error }, 'a link for a new password could not be sent')
  }
}
