import type { Output } from '#api/api.ts'
import { Badge } from '#ui/show/badge.tsx'
export type AuditRecord = Output<'listAuditRecords'>['data'][number]

export function Outcome({
  record: { outcome, code },
}: {
  readonly record: Pick<AuditRecord, 'outcome' | 'code'>
}) {
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
