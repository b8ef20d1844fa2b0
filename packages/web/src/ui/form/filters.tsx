import { Trans } from '@lingui/react/macro'
import { ListFilter } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '../button.tsx'
import { cx } from '../cx.ts'

interface FiltersProps {
  /** Number of active filters. */
  readonly count: number
  readonly onClear: () => void
  readonly children: ReactNode
}

/** Filters of a list, in the line of what is before and after them. If there is no room, they are behind a button. */
export function Filters({ count, onClear, children }: FiltersProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        icon={<ListFilter />}
        className="@3xl/page:hidden"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Trans>Filters</Trans>
        {count > 0 && ` (${count})`}
      </Button>
      <div
        className={cx(
          'flex flex-wrap items-center gap-2 @3xl/page:contents @max-3xl/page:w-full',
          !isOpen && '@max-3xl/page:hidden',
        )}
      >
        {children}
        {count > 0 && (
          <Button variant="ghost" onClick={onClear}>
            <Trans>Clear</Trans>
          </Button>
        )}
      </div>
    </>
  )
}
