import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Mailer } from '#platform/mail/mailer'
import { type MailBrand, renderMail } from '#platform/mail/render-mail'
import { readMailBrand } from '#tenancy/organizations/read-mail-brand'
import { createEmailLink, EMAIL_LINK_MINUTES, isEmailTaken } from './email-link.ts'
import { lockPassword } from './lock-password.ts'

interface Dependencies {
  readonly database: Database
  readonly mailer: Mailer
  readonly publicUrl: string
  readonly log: Log
}

/** Address that a person wants to sign in with. */
interface WantedEmail {
  readonly organization: string
  readonly person: string
  /** Session that the person wants it in. */
  readonly session: string
  readonly email: string
}

/**
 * Mails a link to the address that a person wants to sign in with, unless the address belongs to somebody, or the
 * session has ended. Never throws.
 */
export async function mailEmailLink(
  { database, mailer, publicUrl, log }: Dependencies,
  { organization, person, session, email }: WantedEmail,
): Promise<void> {
  try {
    const made = await asIdentity(database, 'read write', async (tx, become) => {
      // A change of the password, which ends the links and the other sessions of the person, locks this row first.
      await lockPassword(tx, person)
      const row = await tx
        .selectFrom('identity.sessions')
        .select('id')
        .where('id', '=', session)
        .executeTakeFirst()
      if (row === undefined || (await isEmailTaken(tx, email))) return undefined
      const url = await createEmailLink(tx, { person, email }, publicUrl)
      const rows = await become({ role: 'bulkhead_organization', organization })
      return { url, brand: await readMailBrand(rows, publicUrl) }
    })
    if (made === undefined) return
    const { url, brand } = made
    await mailer.send(
      email,
      renderMail({
        subject: `Confirm your address for ${brand.name}`,
        // The mail contains no name of a person: if the address belongs to somebody else, the mail must not carry a
        // string that the requester wrote.
        paragraphs: [
          `Somebody asked to sign in to ${brand.name} with ${email} from now on.`,
          `The link works once, for ${EMAIL_LINK_MINUTES} minutes.`,
        ],
        button: { label: 'Confirm the address', url },
        notes: ['If that was not you, ignore this mail: nothing changes.'],
        brand,
      }),
    )
  } catch (error) {
    log.warn({ err: error }, 'a link for a new address could not be sent')
  }
}

/** Notifies the old address of a person that the address has changed. */
export async function mailEmailChanged(
  mailer: Mailer,
  { before, email, brand }: { readonly before: string; readonly email: string; readonly brand: MailBrand },
): Promise<void> {
  await mailer.send(
    before,
    renderMail({
      subject: `Your address for ${brand.name} was changed`,
      paragraphs: [`From now on you sign in to ${brand.name} with ${email}, and no longer with ${before}.`],
      notes: [
        'If that was not you, tell an admin of your organization at once: somebody knows your password.',
      ],
      brand,
    }),
  )
}
