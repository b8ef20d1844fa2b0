import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

interface DisclosureProps {
  readonly label: ReactNode
  readonly open?: boolean
  readonly children: ReactNode
}

/** Collapsible section for details that few readers need. */
export function Disclosure({ label, open, children }: DisclosureProps) {
  return (
    <details open={open} className="group rounded-lg border border-line bg-surface open:pb-4">
      <summary className="flex h-10 list-none items-center gap-2 rounded-lg px-3 text-muted text-sm transition-colors hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden="true" className="size-4 transition-transform group-open:rotate-90" />
        {label}
      </summary>
      <div className="px-4 pt-1">{children}</div>
    </details>
  )
}
