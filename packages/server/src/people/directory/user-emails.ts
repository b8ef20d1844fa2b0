import type { EmailKind } from '#platform/database/schema/tables/provider-tables'
import { foldAddress } from '../email-address.ts'
import { type Change, getSingle, readBody, readText, type Values } from './scim-values.ts'

/** Kind of an address of which the directory says nothing. */
export const WORK: EmailKind = { type: 'work', primary: false }

/** The one address that is kept of those that the directory has of a user. */
export interface KeptEmail {
  /** In lower case. */
  readonly email: string | null
  /** Undefined if the directory sent no address, so that the userName counts. */
  readonly email_kind: EmailKind | undefined
}

const NONE: KeptEmail = { email: null, email_kind: undefined }

/** Reads the emails of a user: the primary one is kept, else that for work, else the first. @throws ScimError */
export function readEmails(value: unknown): KeptEmail {
  const found = toList(value)
    .map((one) => readEmail(one))
    .filter(({ email }) => email !== null)
  return (
    found.find(({ email_kind }) => email_kind?.primary) ??
    found.find(({ email_kind }) => email_kind?.type === 'work') ??
    found[0] ??
    NONE
  )
}

/**
 * Applies a PATCH of `emails` or `emails.value`. A change of another address than the kept one changes nothing, unless
 * the other one would have been kept. @throws ScimError
 */
export function changeEmails(kept: KeptEmail, { op, path, where, value }: Change): KeptEmail {
  const { type, primary } = kept.email_kind ?? WORK
  // The kept one is shown as the primary one.
  const known: Values = { value: kept.email, type, primary: true }
  const isKept = Object.entries(where).every(
    ([name, text]) => String(known[name]).toLowerCase() === text.toLowerCase(),
  )
  if (!isKept && where.value !== undefined) return kept
  const single = path === 'emails.value' ? readText(path, getSingle(value)) : undefined
  if (op === 'remove' || single === null) return isKept ? NONE : kept
  if (single !== undefined)
    return prefer(kept, readEmail({ ...(isKept ? { type, primary } : where), value: single }))
  const list = toList(value)
  if (op === 'replace' && Object.keys(where).length === 0) return readEmails(list)
  return list.map((one) => readEmail({ ...where, ...readBody(one) })).reduce(prefer, kept)
}

function prefer(kept: KeptEmail, other: KeptEmail): KeptEmail {
  const { type, primary } = kept.email_kind ?? WORK
  const { email, email_kind = WORK } = other
  if (email === null) return kept
  const isWork = email_kind.type === 'work' && !primary
  return kept.email === null || email_kind.primary || email_kind.type === type || isWork ? other : kept
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return typeof value === 'string' ? [{ value }] : [value].flat()
}

function readEmail(given: unknown): KeptEmail {
  const { value, type, primary } = readBody(given)
  const address = readText('emails.value', value)
  return {
    email: address === null ? null : foldAddress(address),
    email_kind: {
      type: readText('emails.type', type)?.toLowerCase() ?? WORK.type,
      primary: String(primary).toLowerCase() === 'true',
    },
  }
}
