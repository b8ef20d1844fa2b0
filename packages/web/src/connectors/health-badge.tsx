import { Badge } from '#ui/badge.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import type { Health } from './health.ts'

const STATES = {
  unused: { tone: 'neutral', label: 'not used yet' },
  works: { tone: 'good', label: 'works' },
  failing: { tone: 'bad', label: 'failing' },
  needs_reauthentication: { tone: 'warn', label: 'needs re-authentication' },
} as const

/** @param state Undefined while it is asked for. */
export function HealthBadge({ state }: { readonly state: Health['state'] | undefined }) {
  if (state === undefined) return <Skeleton className="h-5 w-20 rounded-full!" />
  const { tone, label } = STATES[state]
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}
