import { Badge } from '#ui/show/badge.tsx'
import type { Health } from './health.ts'

const STATES = {
  unused: { tone: 'neutral', label: 'not used yet' },
  works: { tone: 'good', label: 'working' },
  failing: { tone: 'bad', label: 'failing' },
  needs_reauthentication: { tone: 'warn', label: 'needs re-authentication' },
} as const

export function HealthBadge({ state }: { readonly state: Health['state'] }) {
  const { tone, label } = STATES[state]
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}
