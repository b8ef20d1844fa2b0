import { toDisplayName } from '@bulkhead/contract/values/display-name'
import type { ClaimNames } from '#platform/database/schema/tables/provider-tables'
import { foldAddress, isAddress } from '../email-address.ts'

/** Claims of a verified token, including those from userinfo. */
export type VerifiedClaims = Readonly<Record<string, unknown>>

/** A person's identity, from the claims. */
export interface ClaimedPerson {
  /** Folded. Undefined if the claim states none, several, or something else. */
  readonly email: string | undefined
  readonly email_verified: boolean
  readonly name: string | undefined
}

export const DEFAULT_CLAIMS: ClaimNames = { email: 'email', name: 'name', groups: 'groups' }

/** Finds a claim by its name. If no claim has the whole name, dots separate the names of nested members. */
export function findClaim(claims: VerifiedClaims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  return name.split('.').reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    return (value as VerifiedClaims)[part]
  }, claims)
}

/** Returns a claim as strings: one, or those of a list. */
export function toStrings(value: unknown): readonly string[] {
  return [value].flat().flatMap((one) => {
    if (typeof one === 'string') return [one]
    return typeof one === 'number' || typeof one === 'boolean' ? [String(one)] : []
  })
}

/** Reads the identity of a person. `email_verified` applies only to the claim `email`. */
export function readPerson(claims: VerifiedClaims, names: ClaimNames, trusts_email: boolean): ClaimedPerson {
  const [email, ...more] = toStrings(findClaim(claims, names.email))
  const [name] = toStrings(findClaim(claims, names.name))
  const isVerified =
    names.email === 'email' && (claims.email_verified === true || claims.email_verified === 'true')
  // An address that the provider says is not verified counts as unverified, whatever the settings say.
  const isDenied = claims.email_verified === false || claims.email_verified === 'false'
  return {
    email: email !== undefined && more.length === 0 && isAddress(email) ? foldAddress(email) : undefined,
    email_verified: isVerified || (trusts_email && !isDenied),
    name: toDisplayName(name ?? '', 255) || undefined,
  }
}
