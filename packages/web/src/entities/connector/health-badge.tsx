import { msg } from '@lingui/core/macro'
import { i18n } from '#texts/i18n.ts'
import { Badge } from '#ui/show/badge.tsx'
import type { Health } from './health.ts'

const STATES = {
  unused: { tone: 'neutral', label: msg`not used yet` },
  works: { tone: 'good', label: msg`working` },
  failing: { tone: 'bad', label: msg`failing` },
  needs_reauthentication: { tone: 'warn', label: msg`needs re-authentication` },
} as const

interface HealthBadgeProps {
  readonly state: Health['state']
  /** In a list, where it is seen only if something is to be done. */
  readonly isQuiet?: boolean
}

export function HealthBadge({ state, isQuiet = false }: HealthBadgeProps) {
  const { tone, label: name } = STATES[state]
  const label = i18n._(name)
  if (isQuiet && state === 'works') return <span className="sr-only">{label}</span>
  if (isQuiet && state === 'unused') return <span className="text-subtle">{label}</span>
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}
