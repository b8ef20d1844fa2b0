import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { BackgroundTasks } from '#platform/background-tasks'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { type Mailer, SEND_WITHIN_MS } from '#platform/mail/mailer'
import { type MailBrand, renderMail } from '#platform/mail/render-mail'
import { readMailBrand } from '#tenancy/organizations/read-mail-brand'
import { createInvitationLink } from './invitation-link.ts'

/** Time after which another process takes over a mail. */
const LEASE_SECONDS = SEND_WITHIN_MS / 1000 + 60
/** Time after which the next mail no longer waits for one that the SMTP server has not accepted. */
const NEXT_AFTER_MS = 15_000
/** Maximum number of mails in progress. */
const MOST_AT_ONCE = 8
/** Seconds until the next attempt. The last value applies to all later attempts. */
const WAITS = [10, 30, 60, 300, 900, 3_600]

interface Dependencies {
  readonly database: Database
  readonly mailer: Mailer | undefined
  readonly publicUrl: string
  readonly backgroundTasks: BackgroundTasks
  readonly log: Log
}

/**
 * Creates the job that sends waiting invitations. Tokens are not stored, so each attempt creates a new link and only the
 * link in the newest mail is valid.
 *
 * @returns Step that sends one invitation and returns whether there may be more.
 */
export function createInvitationMailing({
  database,
  mailer,
  publicUrl,
  backgroundTasks,
  log,
}: Dependencies): () => Promise<boolean> {
  let inProgress = 0
  return async () => {
    if (mailer === undefined || inProgress === MOST_AT_ONCE) return false
    const claimed = await claim(database, publicUrl)
    if (claimed === undefined) return false
    const done = new AbortController()
    inProgress += 1
    const sending = send(database, mailer, claimed)
      .catch((error: unknown) => log.error({ err: error }, 'the outcome of a mail could not be stored'))
      .finally(() => {
        inProgress -= 1
        done.abort()
      })
    backgroundTasks.add(sending)
    await sleep(NEXT_AFTER_MS, undefined, { signal: done.signal, ref: false }).catch(() => {})
    return true
  }
}

type Claimed = NonNullable<Awaited<ReturnType<typeof claim>>>

/** Sends a claimed invitation and stores the outcome. */
async function send(database: Database, mailer: Mailer, claimed: Claimed): Promise<void> {
  const { organization_id, link_id, token_hash, email, tries, mail } = claimed
  const failed = await mailer.send(email, mail)
  const wait = WAITS[Math.min(tries, WAITS.length - 1)] as number
  await asIdentity(database, 'read write', (tx) =>
    tx
      .updateTable('identity.sign_up_links')
      .set({
        mail_state: failed === undefined ? 'sent' : failed.isFinal ? 'failed' : 'waiting',
        mail_failure: failed?.failure ?? null,
        mail_at:
          failed === undefined || failed.isFinal
            ? sql<Date>`now()`
            : sql<Date>`now() + make_interval(secs => ${wait})`,
      })
      .where('organization_id', '=', organization_id)
      .where('link_id', '=', link_id)
      // An invitation that was renewed in the meantime has another hash.
      .where('token_hash', '=', token_hash)
      .execute(),
  )
}

/**
 * Claims the invitation that has waited longest and gives it a new link. The claim ends after the time that sending may
 * take.
 */
function claim(database: Database, publicUrl: string) {
  return asIdentity(database, 'read write', async (tx, become) => {
    const due = await tx
      .selectFrom('identity.sign_up_links')
      .select(['organization_id', 'link_id', 'email', 'invited_by', 'expires_at', 'mail_tries'])
      .where('mail_state', '=', 'waiting')
      .where('mail_at', '<=', sql<Date>`now()`)
      .where('expires_at', '>', sql<Date>`now()`)
      .orderBy('mail_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (due === undefined || due.email === null) return undefined
    const { organization_id, link_id, email, expires_at, mail_tries: tries } = due
    const { url, token_hash } = createInvitationLink(publicUrl)
    await tx
      .updateTable('identity.sign_up_links')
      .set({
        token_hash,
        mail_tries: tries + 1,
        mail_at: sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`,
      })
      .where('organization_id', '=', organization_id)
      .where('link_id', '=', link_id)
      .execute()
    const inviting = await tx
      .selectFrom('identity.people')
      .select('name')
      .where('id', '=', due.invited_by)
      .executeTakeFirst()
    const brand = await readMailBrand(
      await become({ role: 'bulkhead_organization', organization: organization_id }),
      publicUrl,
    )
    const mail = renderInvitation({ brand, url, expires_at, email, by: inviting?.name })
    return { organization_id, link_id, token_hash, email, tries, mail }
  })
}

interface Invitation {
  readonly brand: MailBrand
  readonly url: string
  readonly expires_at: Date
  readonly email: string
  /** Name of the person who invites, if there still is one. */
  readonly by: string | undefined
}

function renderInvitation({ brand, url, expires_at, email, by }: Invitation) {
  const until = expires_at.toUTCString().replace(/:\d\d GMT$/, ' UTC')
  return renderMail({
    subject: `You are invited to ${brand.name}`,
    paragraphs: [
      `${by ?? brand.name} invites you to ${brand.name}.`,
      `Sign up with this address, ${email}. The link works once, until ${until}.`,
    ],
    button: { label: 'Sign up', url },
    notes: ['If you did not expect this mail, ignore it: without the link nothing happens.'],
    brand,
  })
}
