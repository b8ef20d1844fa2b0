import { msg, t } from '@lingui/core/macro'
import { translated } from '#texts/translated.ts'
import { PageTabs } from '#ui/page-tabs.tsx'

const TABS = [
  { to: '/people', label: msg`People`, isExact: true },
  { to: '/people/invitations', label: msg`Invitations` },
] as const

export function PeopleTabs() {
  return <PageTabs label={t`People`} tabs={translated(TABS)} />
}
