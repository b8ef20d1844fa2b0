import type { ReactNode } from 'react'
import { cx } from '../cx.ts'

const TONES = {
  neutral: 'bg-sunken text-muted ring-line',
  good: 'bg-good-soft text-good ring-good/20',
  warn: 'bg-warn-soft text-warn ring-warn/25',
  bad: 'bg-bad-soft text-bad ring-bad/20',
  accent: 'bg-accent-soft text-accent ring-accent/20',
} as const
export type Tone = keyof typeof TONES

interface BadgeProps {
  readonly tone?: Tone
  /** Whether to show a dot before the text, as for a state. */
  readonly dot?: boolean
  readonly title?: string
  readonly children: ReactNode
}

export function Badge({ tone = 'neutral', dot = false, title, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full px-2 font-medium text-2xs ring-1 ring-inset',
        TONES[tone],
      )}
    >
      {dot && <span aria-hidden="true" className="size-1.5 rounded-full bg-current" />}
      {children}
    </span>
  )
}
