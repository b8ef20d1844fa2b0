import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

interface ProblemProps {
  /** Accessible name of the section. */
  readonly label: string
  readonly title: ReactNode
  readonly children: ReactNode
}

/** Explanation of something that does not work, with its remedies. */
export function Problem({ label, title, children }: ProblemProps) {
  return (
    <section aria-label={label} className="flex gap-3 rounded-lg border border-bad/40 bg-surface p-4">
      <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-bad-soft text-bad">
        <CircleAlert aria-hidden="true" className="size-4.5" />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold">{title}</h2>
        {children}
      </div>
    </section>
  )
}
