import type { Principal } from '#access/request/principal'
import type { VerifiedClaims } from '../claims.ts'
import type { Revocation } from './revocation.ts'

/** Ids of the rights behind a token or session, apart from those with an epoch. */
export type Lineage = Pick<Principal, 'token_id' | 'parent' | 'secret' | 'session' | 'person'>

/**
 * Epoch of a membership for claims without one, from earlier versions. The memberships of that time began with this
 * epoch.
 */
export const FIRST_PERSON_EPOCH = 1

/** Right that ends with a revocation of its kind and subject. */
export type Right = Pick<Revocation, 'kind' | 'subject_id'>

/** Lists the rights behind a token. If one of them is revoked, the token is invalid. */
export function rightsBehind({ token_id, parent, secret, session, person }: Lineage): readonly Right[] {
  const rights: Right[] = [{ kind: 'token', subject_id: token_id }]
  if (parent !== undefined) rights.push({ kind: 'token', subject_id: parent })
  if (session !== undefined) rights.push({ kind: 'token', subject_id: session })
  if (secret !== undefined) rights.push({ kind: 'secret', subject_id: secret })
  if (person !== undefined) rights.push({ kind: 'person', subject_id: person })
  return rights
}

/** Reads the lineage of a token from its claims. */
export function getLineage({ jti, sub, session_id, parent_id, secret_id }: VerifiedClaims): Lineage {
  return {
    token_id: jti,
    ...(parent_id !== undefined && { parent: parent_id }),
    ...(secret_id !== undefined && { secret: secret_id }),
    // The subject of a token is a person only if it was minted in a session.
    ...(session_id !== undefined && { session: session_id, person: sub }),
  }
}
