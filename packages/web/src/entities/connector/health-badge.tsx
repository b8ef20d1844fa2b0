import { Badge } from '#ui/show/badge.tsx'
import type { Health } from './health.ts'

const STATES = {
  unused: { tone: 'neutral', label: 'not used yet' },
  works: { tone: 'good', label: 'working' },
  failing: { tone: 'bad', label: 'failing' },
  needs_reauthentication: { tone: 'warn', label: 'needs re-authentication' },
} as const

interface HealthBadgeProps {
  readonly state: Health['state']
  /** In a list, where it is seen only if something is to be done. */
  readonly isQuiet?: boolean
}

export function HealthBadge({ state, isQuiet = false }: HealthBadgeProps) {
  const { tone, label } = STATES[state]
  if (isQuiet && state === 'works') return <span className="sr-only">{label}</span>
  if (isQuiet && state === 'unused') return <span className="text-subtle">{label}</span>
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}
