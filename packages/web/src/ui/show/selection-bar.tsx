import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { formatNumber } from '#texts/format.ts'
import { IconButton } from '../icon-button.tsx'
import { X } from '../icons.tsx'
import { useShortcuts } from '../use-shortcuts.ts'

interface SelectionBarProps {
  /** How many rows are selected; with none there is no bar. */
  readonly count: number
  /** What is being done, instead of what can be done. */
  readonly progress: string | undefined
  readonly onClear: () => void
  readonly children: ReactNode
}

/** What can be done with the selected rows of a list, above its end. */
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
      <IconButton label={t`Clear the selection`} icon={<X />} onClick={onClear} className="size-7" />
    </div>
  )
}
