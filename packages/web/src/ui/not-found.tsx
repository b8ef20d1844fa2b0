import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Compass } from 'lucide-react'
import { useLanguage } from '#texts/language.ts'
import { ButtonLink } from './button.tsx'
import { Page } from './page.tsx'
import { EmptyState } from './show/states.tsx'

export function NotFound() {
  useLanguage()
  return (
    <Page title={t`Not found`} heading={null}>
      <EmptyState
        level={1}
        icon={<Compass />}
        title={t`Page not found`}
        actions={
          <ButtonLink to="/">
            <Trans>Go to the home page</Trans>
          </ButtonLink>
        }
      >
        <Trans>The address may be mistyped, or the page it led to was deleted.</Trans>
      </EmptyState>
    </Page>
  )
}
