import type { Effect } from '@bulkhead/sdk'
import { Badge } from '#ui/show/badge.tsx'

const LOOKS = {
  read: { tone: 'neutral', label: 'read' },
  write: { tone: 'accent', label: 'write' },
  destructive: { tone: 'bad', label: 'destructive' },
} as const

/** What an operation does at the service. */
export function EffectBadge({ effect }: { readonly effect: Effect }) {
  const { tone, label } = LOOKS[effect]
  return <Badge tone={tone}>{label}</Badge>
}
