import { t } from '@lingui/core/macro'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useLanguage } from '#texts/language.ts'
import { Page } from '#ui/page.tsx'
import { ErrorState } from '#ui/show/states.tsx'

/** Page shown if another page fails to render. */
export function Failure({ error, reset }: ErrorComponentProps) {
  useLanguage()
  return (
    <Page title={t`Error`} heading={null}>
      <ErrorState
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={reset}
        level={1}
      />
    </Page>
  )
}
