import type { ErrorComponentProps } from '@tanstack/react-router'
import { ErrorState } from '#ui/show/states.tsx'

/** In place of a page that could not be shown. */
export function Failure({ error, reset }: ErrorComponentProps) {
  return (
    <main className="flex min-h-[60dvh] items-center justify-center">
      <ErrorState
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={reset}
        level={1}
      />
    </main>
  )
}
