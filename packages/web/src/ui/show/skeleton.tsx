import { Trans } from '@lingui/react/macro'
import { cx } from '../cx.ts'

/** Placeholder of the same size as content that is still loading. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span aria-hidden="true" className={cx('block animate-breathe rounded-md bg-line', className)} />
}

/** Placeholder for rows that are still loading. */
export function SkeletonRows({
  rows = 6,
  height = 'h-10',
}: {
  readonly rows?: number
  readonly height?: string
}) {
  return (
    <div role="status" className="divide-y divide-line">
      <span className="sr-only">
        <Trans>Loading</Trans>
      </span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all items are equal
        <div key={row} className={cx('flex items-center gap-4 px-(--gutter,1rem)', height)}>
          <Skeleton className="h-3.5 w-1/4" />
          <Skeleton className="h-3.5 w-16" />
          <Skeleton className="ml-auto h-3.5 w-20" />
        </div>
      ))}
    </div>
  )
}
