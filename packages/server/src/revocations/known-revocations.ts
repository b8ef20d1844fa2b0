import type { VerifiedClaims } from '#tokens/claims'
import { REVOCATION_SECONDS, type Revocation } from './revocation.ts'

/** The revocations of the last twenty minutes, in memory. */
export interface KnownRevocations {
  add(revocation: Revocation): void
  /** Whether one of them ends a token with these claims. */
  ends(claims: VerifiedClaims): boolean
}

/**
 * Keeps what was revoked for as long as a token could still carry it. Adding is idempotent and in any order
 * leads to the same answer, so a revocation may be learned twice.
 *
 * @param now Milliseconds since the epoch.
 */
export function createKnownRevocations(now: () => number = Date.now): KnownRevocations {
  /** Subject → the oldest epoch that still counts, and when this may be forgotten. */
  const oldest = new Map<string, { epoch: number; forgetAt: number }>()
  let sweepAt = 0

  function sweep() {
    if (now() < sweepAt) return
    sweepAt = now() + 60_000
    for (const [subject, { forgetAt }] of oldest) if (forgetAt < now()) oldest.delete(subject)
  }

  const isOlder = (subject: string, epoch: number) => epoch < (oldest.get(subject)?.epoch ?? 0)

  return {
    add({ kind, subject_id, epoch }) {
      if (kind === 'connector' || kind === 'refresh') return
      sweep()
      const known = oldest.get(subject_id)?.epoch ?? 0
      oldest.set(subject_id, {
        epoch: Math.max(known, epoch ?? Number.POSITIVE_INFINITY),
        forgetAt: now() + REVOCATION_SECONDS * 1000,
      })
    },
    ends({ jti, sub, session_id, organization_id, workspace_id, epochs }) {
      return (
        isOlder(jti, 0.5) ||
        (session_id !== undefined && isOlder(session_id, 0.5)) ||
        (epochs.application !== undefined && isOlder(sub, epochs.application)) ||
        isOlder(organization_id, epochs.organization) ||
        (workspace_id !== undefined && isOlder(workspace_id, epochs.workspace ?? 0))
      )
    },
  }
}
