import { Compass } from 'lucide-react'
import { ButtonLink } from '#ui/button.tsx'
import { Page } from '#ui/page.tsx'
import { EmptyState } from '#ui/states.tsx'

export function NotFound() {
  return (
    <Page title="Not found" heading={<span className="sr-only">Not found</span>}>
      <EmptyState
        icon={<Compass />}
        title="There is no such page"
        actions={<ButtonLink to="/">To the start</ButtonLink>}
      >
        The address may be mistyped, or what it led to was deleted.
      </EmptyState>
    </Page>
  )
}
