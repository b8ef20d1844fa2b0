import type { VerifiedClaims } from '../claims.ts'
import { REVOCATION_SECONDS, type Revocation, TOKEN_SECONDS } from './revocation.ts'
import { FIRST_PERSON_EPOCH, getLineage, rightsBehind } from './rights-behind.ts'

/** Revocations of the last twenty minutes, in memory. */
export interface KnownRevocations {
  /** Adds a revocation. @param ageSeconds Seconds since it was written. */
  add(revocation: Revocation, ageSeconds?: number): void
  /** Returns whether one of them ends a token with these claims. */
  ends(claims: VerifiedClaims): boolean
  /** Returns the number of an organization's revocations. */
  countOf(organization_id: string): number
  /** Returns revocations that no entry of `others` covers, with their ages. */
  missingIn(others: KnownRevocations): AgedRevocation[]
  /** Returns the oldest epoch of a subject that is still valid. Returns 0 if nothing is known about the subject. */
  epochOf(revocation: Pick<Revocation, 'organization_id' | 'kind' | 'subject_id'>): number
}

export interface AgedRevocation extends Revocation {
  readonly age_seconds: number
}

/** Oldest epoch that is still valid, and the time after which this entry may be deleted. */
interface Oldest {
  readonly kind: Revocation['kind']
  readonly subject_id: string
  /** Oldest valid epoch. Infinite if all tokens have ended. */
  readonly epoch: number
  readonly forgetAt: number
}

/** Kinds that announce a change and end no token. */
const ENDS_NOTHING: ReadonlySet<Revocation['kind']> = new Set(['connector', 'refresh', 'networks'])

/** Current revocations of an organization: kind and subject → oldest valid epoch. */
type Known = Map<string, Oldest>

/**
 * Creates the store. It keeps a revocation as long as a valid token could still rest on the right. Additions are
 * idempotent and their order does not matter, so a revocation may be added twice. An id proves nothing, since anyone
 * may send any id: a revocation of one organization ends only tokens of that organization, and only by its own kind.
 *
 * @param now Milliseconds since the epoch.
 */
export function createKnownRevocations(now: () => number = Date.now): KnownRevocations {
  const organizations = new Map<string, Known>()
  let sweepAt = 0

  function sweep() {
    if (now() < sweepAt) return
    sweepAt = now() + 60_000
    for (const [organization, known] of organizations) {
      for (const [subject, { forgetAt }] of known) if (forgetAt < now()) known.delete(subject)
      if (known.size === 0) organizations.delete(organization)
    }
  }

  const getEpoch: KnownRevocations['epochOf'] = ({ organization_id, kind, subject_id }) =>
    organizations.get(organization_id)?.get(getSubject(kind, subject_id))?.epoch ?? 0

  return {
    add({ organization_id, kind, subject_id, epoch }, ageSeconds = 0) {
      if (ENDS_NOTHING.has(kind)) return
      sweep()
      const known: Known = organizations.get(organization_id) ?? new Map()
      const subject = getSubject(kind, subject_id)
      const before = known.get(subject)
      known.set(subject, {
        kind,
        subject_id,
        epoch: Math.max(before?.epoch ?? 0, epoch ?? Number.POSITIVE_INFINITY),
        forgetAt: Math.max(before?.forgetAt ?? 0, now() + (REVOCATION_SECONDS - ageSeconds) * 1000),
      })
      organizations.set(organization_id, known)
    },
    ends(claims) {
      const { sub, session_id, organization_id, workspace_id, epochs } = claims
      const known = organizations.get(organization_id)
      if (known === undefined) return false
      const isOlder = (kind: Revocation['kind'], subject: string | undefined, epoch: number | undefined) =>
        subject !== undefined &&
        epoch !== undefined &&
        epoch < (known.get(getSubject(kind, subject))?.epoch ?? 0)
      return (
        rightsBehind(getLineage(claims)).some(({ kind, subject_id }) => isOlder(kind, subject_id, 0)) ||
        isOlder('application', sub, epochs.application) ||
        (session_id !== undefined && isOlder('member', sub, epochs.person ?? FIRST_PERSON_EPOCH)) ||
        isOlder('organization', organization_id, epochs.organization) ||
        isOlder('workspace', workspace_id, epochs.workspace)
      )
    },
    countOf: (organization_id) => organizations.get(organization_id)?.size ?? 0,
    missingIn(others) {
      return [...organizations].flatMap(([organization_id, known]) =>
        [...known.values()].flatMap(({ kind, subject_id, epoch, forgetAt }) => {
          const age_seconds = REVOCATION_SECONDS - (forgetAt - now()) / 1000
          if (age_seconds > TOKEN_SECONDS) return []
          if (others.epochOf({ organization_id, kind, subject_id }) >= epoch) return []
          return [
            {
              ...{ organization_id, kind, subject_id, age_seconds: Math.max(0, age_seconds) },
              epoch: Number.isFinite(epoch) ? epoch : null,
            },
          ]
        }),
      )
    },
    epochOf: getEpoch,
  }
}

function getSubject(kind: Revocation['kind'], id: string): string {
  return `${kind} ${id}`
}
