import { t } from '@lingui/core/macro'
import type { LinkProps } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, use, useEffect } from 'react'
import { ButtonLink } from './button.tsx'
import { cx } from './cx.ts'
import { type Crumb, ScopeContext } from './frame.ts'
import { TopBar } from './top-bar.tsx'

/** Widths of the content. The left edge stays the same. */
const WIDTHS = {
  /** Full width up to the edges, for lists, whose rows have the gutter themselves. */
  list: '',
  /** Full width between the gutters. */
  full: 'px-(--gutter) pt-5 pb-12',
  /** Width for cards next to each other. */
  wide: 'max-w-6xl px-(--gutter) pt-5 pb-16',
  /** Width for forms and prose. */
  text: 'max-w-3xl px-(--gutter) pt-5 pb-16',
} as const

interface PageProps {
  /** Heading in the top bar, and title of the window. */
  readonly title: string
  /** Heading in place of the title, if it is more than text. Null: the content has the heading. */
  readonly heading?: ReactNode
  /** Parent pages, from the one below the workspace. */
  readonly trail?: readonly Crumb[]
  /** Whether this is the page of the workspace itself, which needs no crumb for the workspace. */
  readonly isRoot?: boolean
  /** Actions in the top bar. If it is narrow, buttons with an icon lose their text. */
  readonly actions?: ReactNode
  /** Tabs of sibling pages. */
  readonly tabs?: ReactNode
  /** Search and filters, above the scrolling content. */
  readonly toolbar?: ReactNode
  /** Description, only if the page is not clear without it. */
  readonly description?: ReactNode
  readonly width?: keyof typeof WIDTHS
  /** `SideSheet` beside the scrolling content. On narrow screens it covers the content. */
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** Page with its crumbs, actions and content. */
export function Page({
  title,
  heading = title,
  trail = [],
  isRoot = false,
  actions,
  tabs,
  toolbar,
  description,
  width = 'wide',
  aside,
  children,
}: PageProps) {
  const scope = use(ScopeContext)
  const scopeName = isRoot ? undefined : scope?.label
  useEffect(() => {
    document.title = [title, scopeName, 'Bulkhead'].filter(Boolean).join(' · ')
  }, [title, scopeName])
  return (
    <PageFrame
      crumbs={[...(scope === undefined || isRoot ? [] : [scope]), ...trail]}
      title={
        heading !== null && (
          <h1 className="flex min-w-0 max-w-full items-center gap-2 truncate font-semibold text-base tracking-tight @max-2xl/bar:leading-5">
            {heading}
          </h1>
        )
      }
      actions={actions}
      tabs={tabs}
      toolbar={toolbar}
      aside={aside}
      className={WIDTHS[width]}
    >
      {description !== undefined && (
        <div className={cx('mb-5 max-w-2xl text-muted text-sm', width === 'list' && 'px-(--gutter) pt-4')}>
          {description}
        </div>
      )}
      {children}
    </PageFrame>
  )
}

interface PageFrameProps {
  readonly crumbs?: readonly Crumb[]
  readonly title?: ReactNode
  readonly actions?: ReactNode
  readonly tabs?: ReactNode
  readonly toolbar?: ReactNode
  readonly aside?: ReactNode
  readonly className?: string
  readonly children: ReactNode
}

/** Top bar and scrolling content; {@link Page} gives it a title. */
export function PageFrame({
  crumbs = [],
  title,
  actions,
  tabs,
  toolbar,
  aside,
  className,
  children,
}: PageFrameProps) {
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col [--gutter:1.5rem] phone:[--gutter:1rem]">
      <TopBar crumbs={crumbs} title={title} actions={actions} />
      {tabs}
      <main className="@container/page flex min-h-0 flex-1 flex-col">
        {toolbar !== undefined && (
          <div className="flex max-h-[50dvh] min-h-12 shrink-0 flex-wrap items-center gap-2 overflow-y-auto border-line border-b px-(--gutter) py-2">
            {toolbar}
          </div>
        )}
        <div className="relative flex min-h-0 flex-1">
          <div
            id="content"
            tabIndex={-1}
            data-scroll
            className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto outline-none"
          >
            <div className={cx('flex w-full flex-1 flex-col', className)}>{children}</div>
          </div>
          {aside}
        </div>
      </main>
    </div>
  )
}

interface CardProps {
  readonly title?: ReactNode
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly tone?: 'plain' | 'bad'
  readonly className?: string
  readonly children?: ReactNode
}

export function Card({ title, description, actions, tone = 'plain', className, children }: CardProps) {
  return (
    <section
      className={cx(
        'overflow-hidden rounded-lg border bg-surface',
        tone === 'bad' ? 'border-bad/35' : 'border-line',
        className,
      )}
    >
      {title !== undefined && (
        <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line not-last:border-b px-4 py-2">
          <div className="min-w-0">
            <h2 className="font-semibold text-sm">{title}</h2>
            {description !== undefined && <div className="text-muted text-sm">{description}</div>}
          </div>
          {actions !== undefined && <div className="flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  )
}

/** Quiet link in the header of a card, to the page that shows all of it. */
export function CardLink({ children = t`All`, ...link }: LinkProps & { readonly children?: ReactNode }) {
  return (
    <ButtonLink {...link} variant="ghost" size="sm" className="-mr-2">
      {children}
      <ChevronRight aria-hidden="true" className="-mr-1 opacity-70" />
    </ButtonLink>
  )
}
