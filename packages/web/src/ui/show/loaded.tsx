import type { ReactNode } from 'react'
import { ErrorState } from './states.tsx'

/** State of a read from the server. */
export interface ReadState<T> {
  readonly data: T | undefined
  readonly error: Error | null
  readonly isFetching: boolean
  readonly refetch: () => unknown
}

interface LoadedProps<T> {
  readonly read: ReadState<T>
  /** Placeholder until the data is loaded, with the same height. */
  readonly skeleton: ReactNode
  readonly children: (data: T) => ReactNode
}

/** Shows loaded data. Before, shows the skeleton, or the error with a button to try again. */
export function Loaded<T>({ read, skeleton, children }: LoadedProps<T>) {
  const { data, error, isFetching, refetch } = read
  if (data !== undefined) return children(data)
  return error === null ? skeleton : <ErrorState error={error} onRetry={refetch} isRetrying={isFetching} />
}
