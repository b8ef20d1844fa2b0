import { Link } from '@tanstack/react-router'

interface PageTabsProps<To extends string> {
  readonly label: string
  readonly tabs: readonly { readonly to: To; readonly label: string }[]
}

/** Pages that belong together, each with an address of its own. */
export function PageTabs<To extends string>({ label, tabs }: PageTabsProps<To>) {
  return (
    <nav aria-label={label} className="mb-5 flex gap-2 overflow-x-auto border-line border-b">
      {tabs.map(({ to, label }) => (
        <Link
          key={to}
          to={to as string}
          className="-mb-px flex h-9 shrink-0 items-center border-transparent border-b-2 px-2 text-muted text-sm -outline-offset-2 transition-colors hover:text-ink pointer-coarse:h-11"
          activeProps={{ className: 'border-accent! text-ink! font-medium', 'aria-current': 'page' }}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
