import { msg, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { translated } from '#texts/translated.ts'
import { Page } from '#ui/page.tsx'
import { PageTabs } from '#ui/page-tabs.tsx'

interface AccessPageProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

const TABS = [
  { to: '/access/applications', label: msg`Applications` },
  { to: '/access/tokens', label: msg`Token workbench` },
  { to: '/access/agents', label: msg`Connected agents` },
  { to: '/access/keys', label: msg`Keys` },
  { to: '/access/mcp', label: msg`MCP` },
] as const

/** Frame of the pages about applications, agents, tokens and keys. */
export function AccessPage({ title, actions, children }: AccessPageProps) {
  const isAdmin = useIsAdmin()
  const { data: workspace } = useWorkspace(useCurrentWorkspace())
  const tabs = TABS.filter(({ to }) => {
    // Only owners and admins see applications. Keys also belong to the managers of the workspace.
    if (to === '/access/applications') return isAdmin
    if (to === '/access/keys') return isAdmin || workspace?.level === 'manager'
    return true
  })
  return (
    <Page
      title={title}
      heading={t`Access`}
      actions={actions}
      tabs={<PageTabs label={t`Access`} tabs={translated(tabs)} />}
    >
      {children}
    </Page>
  )
}
