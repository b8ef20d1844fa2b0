import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { TAB } from './tab.ts'

interface PageTabsProps<To extends string> {
  readonly label: string
  readonly tabs: readonly {
    readonly to: To
    readonly label: string
    /** Whether pages below this URL have tabs of their own. */
    readonly isExact?: boolean
  }[]
}

/** Tabs of pages that belong together, below the top bar. Each page has its own URL. */
export function PageTabs<To extends string>({ label, tabs }: PageTabsProps<To>) {
  const nav = useRef<HTMLElement>(null)
  // On a phone, tabs are wider than the page. The page of the last one is another component, so this runs for each.
  useEffect(() => showCurrent(nav.current), [])
  return (
    <nav
      ref={nav}
      aria-label={label}
      className="flex shrink-0 gap-1 overflow-x-auto border-line border-b px-[calc(var(--gutter)-0.5rem)]"
    >
      {tabs.map(({ to, label, isExact = false }) => (
        <Link
          key={to}
          to={to as string}
          activeOptions={{ exact: isExact, includeSearch: false }}
          className={TAB}
          activeProps={{ className: 'text-ink! font-medium after:bg-accent', 'aria-current': 'page' }}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

/** Scrolls tabs sideways until the current one is visible. */
function showCurrent(nav: HTMLElement | null): void {
  const current = nav?.querySelector<HTMLElement>('[aria-current=page]')
  if (nav == null || current == null) return
  nav.scrollLeft = current.offsetLeft - nav.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2
}
