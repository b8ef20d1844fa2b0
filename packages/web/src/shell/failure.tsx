import type { ErrorComponentProps } from '@tanstack/react-router'
import { Page } from '#ui/page.tsx'
import { ErrorState } from '#ui/show/states.tsx'

/** In place of a page that could not be shown. */
export function Failure({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="Error" heading={null}>
      <ErrorState
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={reset}
        level={1}
      />
    </Page>
  )
}
