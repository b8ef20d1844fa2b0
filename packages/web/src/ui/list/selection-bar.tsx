import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatNumber } from '#texts/format.ts'
import { IconButton } from '../icon-button.tsx'
import { useShortcuts } from '../use-shortcuts.ts'

interface SelectionBarProps {
  /** Number of selected rows. At 0 the bar is hidden. */
  readonly count: number
  /** Progress of the running action, shown in place of the actions. */
  readonly progress: string | undefined
  readonly onClear: () => void
  readonly children: ReactNode
}

/** Actions on the selected rows, above the end of the list. */
export function SelectionBar(props: SelectionBarProps) {
  return props.count === 0 ? null : <ShownBar {...props} />
}

function ShownBar({ count, progress, onClear, children }: SelectionBarProps) {
  useShortcuts({ Escape: onClear })
  return (
    <div
      role="toolbar"
      aria-label={t`Selected rows`}
      className="fixed inset-x-3 bottom-4 z-30 mx-auto flex w-fit flex-wrap items-center justify-center gap-1.5 rounded-xl bg-raised p-1.5 pl-3.5 text-sm shadow-float"
    >
      <span role="status" className="mr-1.5 whitespace-nowrap font-medium tabular-nums">
        {progress ?? t`${{ count: formatNumber(count) }} selected`}
      </span>
      {progress === undefined && children}
      <IconButton label={t`Clear the selection`} icon={<X />} onClick={onClear} size="sm" />
    </div>
  )
}
