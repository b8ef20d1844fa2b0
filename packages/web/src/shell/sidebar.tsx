import { Link, type LinkProps, useLocation } from '@tanstack/react-router'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { BookOpen, type Icon, Search } from '#ui/icons.tsx'
import { Logo } from '#ui/logo.tsx'
import { Keys } from '#ui/show/keys.tsx'
import { PersonMenu } from './person-menu.tsx'
import { ORGANIZATION_PLACES, WORKSPACE_PLACES } from './places.ts'
import { WorkspaceSwitcher } from './workspace-switcher.tsx'

interface SidebarProps {
  readonly onSearch: () => void
  readonly onShortcuts: () => void
}

export function Sidebar({ onSearch, onShortcuts }: SidebarProps) {
  const workspace = useCurrentWorkspace()
  // The page of one call belongs to the activity of its workspace.
  const isCall = useLocation({ select: ({ pathname }) => pathname.startsWith('/calls/') })
  return (
    <div className="flex min-h-0 w-full flex-1 flex-col overflow-y-auto p-3">
      <Link to="/" className="mb-3 flex h-8 items-center gap-2.5 rounded-md px-1.5">
        <Logo className="size-6" />
        <span className="font-semibold tracking-tight">Bulkhead</span>
      </Link>
      <WorkspaceSwitcher />
      <button
        type="button"
        onClick={onSearch}
        className="mt-2 flex h-8 items-center gap-2.5 rounded-md border border-line bg-surface px-2 text-muted text-sm transition-colors hover:border-line-strong hover:text-ink pointer-coarse:h-10"
      >
        <Search aria-hidden="true" className="size-4" />
        Search
        <Keys keys={['mod', 'k']} className="ml-auto max-md:hidden" />
      </button>
      <nav aria-label="Main" className="mt-5 flex flex-col gap-5">
        <Group label="Workspace">
          {WORKSPACE_PLACES.map(({ label, to, icon }) => (
            <Place
              key={to}
              label={label}
              icon={icon}
              to={to}
              params={{ workspace }}
              activeOptions={{ exact: to === '/w/$workspace' }}
              isSelected={isCall && to === '/w/$workspace/activity'}
            />
          ))}
        </Group>
        <Group label="Organization">
          {ORGANIZATION_PLACES.map(({ label, to, icon }) => (
            <Place key={to} label={label} icon={icon} to={to} />
          ))}
        </Group>
      </nav>
      <div className="mt-auto flex flex-col gap-0.5 pt-6">
        <a href="/docs" target="_blank" rel="noreferrer" className={PLACE}>
          <BookOpen aria-hidden="true" />
          API reference
        </a>
        <PersonMenu onShortcuts={onShortcuts} />
      </div>
    </div>
  )
}

const PLACE =
  'flex h-8 items-center gap-2.5 rounded-md px-2 text-muted text-sm transition-colors hover:bg-hover hover:text-ink pointer-coarse:h-10 [&_svg]:size-4 [&_svg]:shrink-0'

function Group({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-0.5">
      <h2 className="px-2 pb-1 font-medium text-subtle text-xs">{label}</h2>
      {children}
    </div>
  )
}

const SELECTED = { className: 'bg-selected! text-ink! font-medium', 'aria-current': 'page' } as const

type PlaceProps = LinkProps & {
  readonly label: string
  readonly icon: Icon
  /** Whether a page elsewhere belongs to this place. */
  readonly isSelected?: boolean
}

function Place({ label, icon: Icon, isSelected = false, ...link }: PlaceProps) {
  return (
    <Link {...link} className={PLACE} activeProps={SELECTED} inactiveProps={isSelected ? SELECTED : {}}>
      <Icon aria-hidden="true" />
      {label}
    </Link>
  )
}
