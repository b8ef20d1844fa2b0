import { msg, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { translated } from '#texts/translated.ts'
import { Page } from '#ui/page.tsx'
import { PageTabs } from '#ui/page-tabs.tsx'

const TABS = [
  { to: '/settings/organization', label: msg`Organization` },
  { to: '/settings/branding', label: msg`Branding` },
  { to: '/settings/definitions', label: msg`Own APIs` },
  { to: '/settings/oauth-apps', label: msg`OAuth apps` },
  { to: '/settings/webhooks', label: msg`Webhooks` },
  { to: '/settings/sign-in', label: msg`Sign-in` },
  { to: '/settings/account', label: msg`Your account` },
] as const

export function SettingsPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  // Only owners and admins see more than their own account.
  const tabs = useIsAdmin() ? TABS : TABS.slice(-1)
  return (
    <Page
      title={title}
      heading={t`Settings`}
      width="text"
      tabs={<PageTabs label={t`Settings`} tabs={translated(tabs)} />}
    >
      <div className="flex flex-col gap-4">{children}</div>
    </Page>
  )
}
