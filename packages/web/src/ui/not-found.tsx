import { useEffect } from 'react'
import { ButtonLink } from './button.tsx'
import { Compass } from './icons.tsx'
import { EmptyState } from './show/states.tsx'

export function NotFound() {
  useEffect(() => {
    document.title = 'Not found · Bulkhead'
  }, [])
  return (
    <EmptyState
      level={1}
      icon={<Compass />}
      title="Page not found"
      actions={<ButtonLink to="/">Go to the home page</ButtonLink>}
    >
      The address may be mistyped, or what it led to was deleted.
    </EmptyState>
  )
}
