import { useSearch } from '@tanstack/react-router'
import { i18n } from '#texts/i18n.ts'
import { Segments } from '../form/segments.tsx'
import { NotFound } from '../not-found.tsx'
import { Page } from '../page.tsx'
import { PagePending } from '../page-pending.tsx'
import { PageTabs } from '../page-tabs.tsx'
import { chooseTheme, THEME_NAMES, THEMES, useTheme } from '../theme.ts'
import { ActionParts } from './action-parts.tsx'
import { FormParts } from './form-parts.tsx'
import { Part } from './part.tsx'
import { ShowParts } from './show-parts.tsx'

/** Page with every part of the interface in its states, for developers: `/ui` of a development build. */
export function GalleryPage() {
  const { page } = useSearch({ strict: false }) as { readonly page?: string }
  const theme = useTheme()
  if (page === 'not-found') return <NotFound />
  if (page === 'pending') return <PagePending />
  return (
    <Page
      title="Parts"
      trail={[{ label: 'acme', to: '/' }]}
      actions={
        <Segments
          label="Theme"
          value={theme}
          options={THEMES.map((value) => ({ value, label: i18n._(THEME_NAMES[value]) }))}
          onChange={chooseTheme}
        />
      }
      tabs={<PageTabs label="Pages beside this one" tabs={[{ to: '/ui', label: 'All parts' }]} />}
      toolbar={<p className="text-muted text-sm">Search and filters of a page are here.</p>}
      description="What a page says about itself is here."
    >
      <Part of={['top-bar', 'page-tabs', 'not-found', 'page-pending']} title="Page">
        <p className="text-sm">
          This page is one. Alone: <a href="/ui?page=not-found">not found</a>,{' '}
          <a href="/ui?page=pending">on its way</a>.
        </p>
      </Part>
      <ActionParts />
      <FormParts />
      <ShowParts />
    </Page>
  )
}
