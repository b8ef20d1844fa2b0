import type { Effect } from '@bulkhead/sdk'
import { msg } from '@lingui/core/macro'
import { i18n } from '#texts/i18n.ts'
import { Badge } from '#ui/show/badge.tsx'

const LOOKS = {
  read: { tone: 'neutral', label: msg`read` },
  write: { tone: 'accent', label: msg`write` },
  destructive: { tone: 'bad', label: msg`destructive` },
} as const

export function toEffectName(effect: Effect): string {
  return i18n._(LOOKS[effect].label)
}

/** Badge for the effect of an operation on the service. */
export function EffectBadge({ effect }: { readonly effect: Effect }) {
  return <Badge tone={LOOKS[effect].tone}>{toEffectName(effect)}</Badge>
}
