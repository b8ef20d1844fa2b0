import { Link } from '@tanstack/react-router'

interface PageTabsProps<To extends string> {
  readonly label: string
  readonly tabs: readonly { readonly to: To; readonly label: string }[]
}

/** Tabs of pages that belong together, below the top bar. Each page has its own URL. */
export function PageTabs<To extends string>({ label, tabs }: PageTabsProps<To>) {
  return (
    <nav
      aria-label={label}
      className="flex shrink-0 gap-5 overflow-x-auto border-line border-b px-(--gutter) text-sm"
    >
      {tabs.map(({ to, label }) => (
        <Link
          key={to}
          to={to as string}
          className="-mb-px flex h-10 shrink-0 items-center border-transparent border-b-2 text-muted -outline-offset-2 transition-colors hover:text-ink pointer-coarse:h-11"
          activeProps={{ className: 'border-accent! text-ink! font-medium', 'aria-current': 'page' }}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
