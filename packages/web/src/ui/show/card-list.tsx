import type { ReactNode } from 'react'
import { Card } from '../page.tsx'
import { Loaded, type ReadState } from './loaded.tsx'
import { SkeletonRows } from './skeleton.tsx'

interface CardListProps<T> {
  readonly read: ReadState<{ readonly data: readonly T[] }>
  /** Content of the card that is shown if the list is empty. */
  readonly empty: ReactNode
  readonly children: (items: readonly T[]) => ReactNode
}

const SKELETON = <SkeletonRows rows={3} />

/** Short list with a card for each item. While it loads, or if it is empty, one card says so. */
export function CardList<T>({ read, empty, children }: CardListProps<T>) {
  if (read.data !== undefined && read.data.data.length > 0) return children(read.data.data)
  return (
    <Card>
      <Loaded read={read} skeleton={SKELETON}>
        {() => empty}
      </Loaded>
    </Card>
  )
}
