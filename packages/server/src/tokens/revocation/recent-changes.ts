import type { Revocation } from './revocation.ts'

/** Subjects of the changes that this process has learned of lately, so that a call can ask what changed since it began. */
export interface RecentChanges {
  /** Returns the number of the last change. Later changes have higher numbers. */
  last(): number
  /** Returns whether one of an organization's subjects may have changed after the change with this number. */
  hasChangedSince(number: number, organization_id: string, subjects: readonly string[]): boolean
  add(revocation: Revocation): void
  /** Makes everything count as changed: nobody knows what another database server lacks. */
  addUnknown(): void
}

/** Milliseconds for which a change is remembered at least. Longer than any call takes. */
const KEPT_MS = 120_000

/** @param now Milliseconds of a monotonic clock. */
export function createRecentChanges(now: () => number = () => performance.now()): RecentChanges {
  let last = 0
  /** Number of the last change that was forgotten, or whose subjects are unknown. */
  let forgotten = 0
  let recent = new Map<string, number>()
  let older = new Map<string, number>()
  let olderUntil = 0
  let renewAt = now() + KEPT_MS

  function renew() {
    if (now() < renewAt) return
    forgotten = Math.max(forgotten, olderUntil)
    older = recent
    olderUntil = last
    recent = new Map()
    renewAt = now() + KEPT_MS
  }

  return {
    last: () => last,
    hasChangedSince(number, organization_id, subjects) {
      if (number === last) return false
      if (number < forgotten) return true
      return subjects.some((subject) => {
        const key = getKey(organization_id, subject)
        return (recent.get(key) ?? older.get(key) ?? 0) > number
      })
    },
    add({ organization_id, kind, subject_id }) {
      // New tokens of a connector take nothing away.
      if (kind === 'refresh') return
      renew()
      last += 1
      recent.set(getKey(organization_id, subject_id), last)
    },
    addUnknown() {
      last += 1
      forgotten = last
    },
  }
}

/** Anyone may send any id, so a change of one organization concerns no other. */
function getKey(organization_id: string, subject_id: string): string {
  return `${organization_id} ${subject_id}`
}
