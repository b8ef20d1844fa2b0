import { PageFrame } from './page.tsx'
import { Skeleton, SkeletonRows } from './show/skeleton.tsx'

/** Placeholder for a page that is still loading. */
export function PagePending() {
  return (
    <PageFrame title={<Skeleton className="h-4 w-32" />}>
      <SkeletonRows rows={10} />
    </PageFrame>
  )
}
