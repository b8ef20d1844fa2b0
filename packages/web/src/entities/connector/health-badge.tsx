import { msg } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { i18n } from '#texts/i18n.ts'
import { Badge } from '#ui/show/badge.tsx'
import { Time } from '#ui/show/time.tsx'
import type { Health } from './health.ts'
import { useLastCheck } from './last-check.ts'

const STATES = {
  unused: { tone: 'neutral', label: msg`not used yet` },
  works: { tone: 'good', label: msg`working` },
  failing: { tone: 'bad', label: msg`failing` },
  needs_reauthentication: { tone: 'warn', label: msg`needs re-authentication` },
} as const

interface HealthBadgeProps {
  readonly state: Health['state']
  readonly connector_id: string
  /** Whether to mute states that need no action, as in lists. */
  readonly isQuiet?: boolean
}

export function HealthBadge({ state, connector_id, isQuiet = false }: HealthBadgeProps) {
  const check = useLastCheck(connector_id)
  const { tone, label: name } = STATES[state]
  if (state === 'unused' && check !== undefined) return <Checked {...check} />
  const label = i18n._(name)
  if (isQuiet && state === 'works') return <span className="sr-only">{label}</span>
  if (isQuiet && state === 'unused') return <span className="text-subtle">{label}</span>
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}

/** Result of the last check, for a connector without calls. */
function Checked({ status, at }: NonNullable<ReturnType<typeof useLastCheck>>) {
  if (status === 'failed') {
    return (
      <Badge tone="bad" dot>
        <Trans>check failed</Trans>
      </Badge>
    )
  }
  if (status !== 'succeeded')
    return (
      <span className="text-subtle">
        <Trans>not checked</Trans>
      </span>
    )
  return (
    <span className="text-muted">
      <Trans>
        checked <Time at={at} />
      </Trans>
    </span>
  )
}
