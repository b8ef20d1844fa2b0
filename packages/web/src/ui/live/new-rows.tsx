import { Trans } from '@lingui/react/macro'
import { ArrowUp } from 'lucide-react'
import { Button } from '../button.tsx'

const MANY = 100

interface NewRowsProps {
  /** Number of rows that wait to be shown. */
  readonly count: number
  readonly onShow: () => void
  readonly className?: string
}

/** Button that shows the new rows of a list, and scrolls to them. Renders nothing if there are none. */
export function NewRows({
  count,
  onShow,
  className = '-translate-x-1/2 fixed bottom-5 left-1/2 z-30',
}: NewRowsProps) {
  if (count === 0) return null
  return (
    <Button
      variant="primary"
      icon={<ArrowUp />}
      className={className}
      onClick={() => {
        onShow()
        document.querySelector('[data-scroll]')?.scrollTo({ top: 0 })
      }}
    >
      {count >= MANY ? <Trans>100 or more new</Trans> : <Trans>{count} new</Trans>}
    </Button>
  )
}
