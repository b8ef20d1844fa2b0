import type { VerifiedClaims } from '#tokens/claims'
import { REVOCATION_SECONDS, type Revocation, TOKEN_SECONDS } from './revocation.ts'
import { FIRST_PERSON_EPOCH, getLineage, rightsBehind } from './rights-behind.ts'

/** The revocations of the last twenty minutes, in memory. */
export interface KnownRevocations {
  /** @param ageSeconds How long ago it was written. */
  add(revocation: Revocation, ageSeconds?: number): void
  /** Whether one of them ends a token with these claims. */
  ends(claims: VerifiedClaims): boolean
  /** Returns the number of an organization's revocations. */
  countOf(organization_id: string): number
  /** Returns revocations that no entry of `others` covers, each with its age. */
  missingIn(others: KnownRevocations): AgedRevocation[]
  /** The oldest epoch of a subject that still counts; 0 when nothing of it is known. */
  epochOf(revocation: Pick<Revocation, 'organization_id' | 'kind' | 'subject_id'>): number
}

export interface AgedRevocation extends Revocation {
  readonly age_seconds: number
}

/** The oldest epoch that still counts, and when this may be forgotten. */
interface Oldest {
  readonly kind: Revocation['kind']
  readonly subject_id: string
  /** Infinite when all tokens are ended. */
  readonly epoch: number
  readonly forgetAt: number
}

/** Revocations of an organization that still count: kind and subject → oldest epoch. */
type Known = Map<string, Oldest>

/**
 * Keeps what was revoked for as long as a token could still carry it. Adding is idempotent and in any order
 * leads to the same answer, so a revocation may be learned twice. Ids are no authority: one of an organization
 * ends tokens of that organization alone, and as what it was revoked as, since anyone may name any id.
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
      if (kind === 'connector' || kind === 'refresh') return
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
