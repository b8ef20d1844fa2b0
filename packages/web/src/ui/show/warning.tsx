import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Warning next to the content that it is about. */
export function Warning({ children }: { readonly children: ReactNode }) {
  return (
    <p className="flex gap-2 rounded-md border border-warn/30 bg-warn-soft px-3 py-2 text-sm">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  )
}
