import { t } from '@lingui/core/macro'
import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'

interface ReachLineProps {
  readonly isAllowed: boolean
  readonly children: ReactNode
}

/** Right that a token has or lacks. */
export function ReachLine({ isAllowed, children }: ReachLineProps) {
  return (
    <li className="flex min-w-0 list-none items-center gap-2">
      {isAllowed ? (
        <Check aria-label={t`allowed`} className="size-4 shrink-0 text-good" />
      ) : (
        <X aria-label={t`refused`} className="size-4 shrink-0 text-muted" />
      )}
      {children}
    </li>
  )
}
