import type { ReactNode } from 'react'
import { Page } from '#ui/page.tsx'
import { PageTabs } from '#ui/page-tabs.tsx'

interface AccessPageProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

const TABS = [
  { to: '/access/applications', label: 'Applications' },
  { to: '/access/tokens', label: 'Token workbench' },
  { to: '/access/mcp', label: 'MCP' },
] as const

/** Around the pages about who reaches what, and how. */
export function AccessPage({ title, actions, children }: AccessPageProps) {
  return (
    <Page title={title} heading="Access" actions={actions} tabs={<PageTabs label="Access" tabs={TABS} />}>
      {children}
    </Page>
  )
}
