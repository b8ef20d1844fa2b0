import { t } from '@lingui/core/macro'
import { Link } from '@tanstack/react-router'
import { type ReactNode, use } from 'react'
import { cx } from './cx.ts'
import { type Crumb, FrameContext } from './frame.ts'

interface TopBarProps {
  readonly crumbs: readonly Crumb[]
  /** Heading of the page, if the top bar shows it. */
  readonly title?: ReactNode
  readonly actions?: ReactNode
}

/**
 * Top bar with the crumbs and the actions of the page. If it is narrow, the page's name is below the workspace, and
 * buttons with an icon show only the icon.
 */
export function TopBar({ crumbs, title, actions }: TopBarProps) {
  const { before, after } = use(FrameContext)
  return (
    <header className="@container/bar shrink-0 border-line border-b bg-page">
      <div className="flex h-12 items-center gap-2 px-(--gutter) phone:px-2">
        {before}
        <div className="flex min-w-0 flex-1 items-center @max-2xl/bar:flex-col @max-2xl/bar:items-start">
          {crumbs.length > 0 && (
            <nav
              aria-label={t`Breadcrumb`}
              className="min-w-0 max-w-full shrink @max-2xl/bar:text-2xs @max-2xl/bar:leading-4"
            >
              <ol className="flex min-w-0 items-center text-muted text-sm @max-2xl/bar:text-2xs">
                {crumbs.map(({ label, ...link }, index) => (
                  <li key={label} className="flex min-w-0 items-center">
                    <Link
                      {...link}
                      activeProps={{}}
                      activeOptions={{ exact: true }}
                      className="block min-w-0 truncate rounded-sm transition-colors hover:text-ink"
                    >
                      {label}
                    </Link>
                    <span
                      aria-hidden="true"
                      className={cx(
                        'px-2 text-subtle/70 @max-2xl/bar:px-1',
                        index === crumbs.length - 1 && '@max-2xl/bar:hidden',
                      )}
                    >
                      /
                    </span>
                  </li>
                ))}
              </ol>
            </nav>
          )}
          {title}
        </div>
        {actions !== undefined && (
          <div className="flex shrink-0 items-center gap-2 @max-2xl/bar:gap-1 @max-2xl/bar:[&_[data-label]]:sr-only @max-2xl/bar:[&_[data-label]]:block">
            {actions}
          </div>
        )}
        {after}
      </div>
    </header>
  )
}
