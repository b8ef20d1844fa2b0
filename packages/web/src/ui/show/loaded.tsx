import type { ReactNode } from 'react'
import { ErrorState } from './states.tsx'

/** State of something that is read from the server. */
export interface ReadState<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly isFetching: boolean
  readonly refetch: () => unknown
}

interface LoadedProps<T> {
  readonly read: ReadState<T>
  /** Shown until there is data, and as tall. */
  readonly skeleton: ReactNode
  readonly children: (data: T) => ReactNode
}

/** Shows what was read; until then its skeleton, or what went wrong and a way to try again. */
export function Loaded<T>({ read, skeleton, children }: LoadedProps<T>) {
  const { data, error, isFetching, refetch } = read
  if (data !== undefined) return children(data)
  return error === null ? skeleton : <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
}
