import type { ReactNode } from 'react'
import { Page } from '#ui/page.tsx'
import { PageTabs } from '#ui/page-tabs.tsx'

const TABS = [
  { to: '/settings/organization', label: 'Organization' },
  { to: '/settings/oauth-apps', label: 'OAuth apps' },
  { to: '/settings/account', label: 'Your account' },
] as const

export function SettingsPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Page title={title} heading="Settings" width="text" tabs={<PageTabs label="Settings" tabs={TABS} />}>
      <div className="flex flex-col gap-4">{children}</div>
    </Page>
  )
}
