import { ButtonLink } from './button.tsx'
import { Compass } from './icons.tsx'
import { Page } from './page.tsx'
import { EmptyState } from './show/states.tsx'

export function NotFound() {
  return (
    <Page title="Not found" heading={null}>
      <EmptyState
        level={1}
        icon={<Compass />}
        title="Page not found"
        actions={<ButtonLink to="/">Go to the home page</ButtonLink>}
      >
        The address may be mistyped, or what it led to was deleted.
      </EmptyState>
    </Page>
  )
}
