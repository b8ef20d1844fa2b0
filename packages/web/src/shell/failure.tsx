import { t } from '@lingui/core/macro'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useLanguage } from '#texts/language.ts'
import { Page } from '#ui/page.tsx'
import { ErrorState } from '#ui/show/states.tsx'

/** Page shown if another page fails to render. */
export function Failure({ error, reset }: ErrorComponentProps) {
  useLanguage()
  const router = useRouter()
  function retry() {
    reset()
    // What failed may have been a read of the router, such as the one of the session.
    router.invalidate()
  }
  return (
    <Page title={t`Error`} heading={null}>
      <ErrorState
        error={error instanceof Error ? error : new Error(String(error))}
        onRetry={retry}
        level={1}
      />
    </Page>
  )
}
