import type { Output } from '#api/api.ts'
import { Badge } from '#ui/show/badge.tsx'
export type AuditRecord = Output<'listAuditRecords'>['data'][number]

export function Outcome({
  record: { outcome, code },
  isQuiet = false,
}: {
  readonly record: Pick<AuditRecord, 'outcome' | 'code'>
  /** In a list, where it is seen only if it is not the usual one. */
  readonly isQuiet?: boolean
}) {
  if (outcome === 'done' && isQuiet) return <span className="sr-only">done</span>
  return outcome === 'done' ? (
    <Badge tone="good" dot>
      done
    </Badge>
  ) : (
    <Badge tone="bad" dot {...(code !== null && { title: code })}>
      refused
    </Badge>
  )
}
