import { Skeleton, SkeletonRows } from './show/skeleton.tsx'

/** A page on its way. */
export function PagePending() {
  return (
    <div className="mx-auto w-full max-w-5xl px-4 pt-5 sm:px-8 sm:pt-7">
      <Skeleton className="mb-7 h-7 w-44" />
      <SkeletonRows />
    </div>
  )
}
