import { Trans } from '@lingui/react/macro'
import type { Output } from '#api/api.ts'
import { Badge } from '#ui/show/badge.tsx'
export type AuditRecord = Output<'listAuditRecords'>['data'][number]

export function Outcome({
  record: { outcome, code },
  isQuiet = false,
}: {
  readonly record: Pick<AuditRecord, 'outcome' | 'code'>
  /** Whether to hide the usual outcome visually, as in lists. */
  readonly isQuiet?: boolean
}) {
  if (outcome === 'done' && isQuiet)
    return (
      <span className="sr-only">
        <Trans context="audit">done</Trans>
      </span>
    )
  return outcome === 'done' ? (
    <Badge tone="good" dot>
      <Trans context="audit">done</Trans>
    </Badge>
  ) : (
    <Badge tone="bad" dot {...(code !== null && { title: code })}>
      <Trans>refused</Trans>
    </Badge>
  )
}
