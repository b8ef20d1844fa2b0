import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link, type LinkProps, useLocation } from '@tanstack/react-router'
import { BookOpen, type LucideIcon, Search } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { i18n } from '#texts/i18n.ts'
import { cx } from '#ui/cx.ts'
import { Tooltip } from '#ui/layer/tooltip.tsx'
import { Logo } from '#ui/logo.tsx'
import { Keys } from '#ui/show/keys.tsx'
import { useRead } from '../api/use-api.ts'
import { useSession } from '../entities/session/use-session.ts'
import { PersonMenu } from './person-menu.tsx'
import { usePlaces } from './places.ts'
import { WorkspaceSwitcher } from './workspace-switcher.tsx'

const REFRESH_MS = 60_000

/** Delay of the first request. A person waits for the page, not for the count beside it. */
const FIRST_AFTER_MS = 300

interface SidebarProps {
  readonly onSearch: () => void
  readonly onShortcuts: () => void
}

/** Sidebar with the pages of the app. On medium windows it shows icons only, and their names as tooltips. */
export function Sidebar({ onSearch, onShortcuts }: SidebarProps) {
  const workspace = useCurrentWorkspace()
  const places = usePlaces()
  const attention = useAttentionCount() ?? 0
  // The page of one call belongs to the activity of its workspace.
  const isCall = useLocation({ select: ({ pathname }) => pathname.startsWith('/calls/') })
  return (
    <div className="flex min-h-0 w-full flex-1 flex-col overflow-y-auto overflow-x-hidden px-2 pb-2">
      <Link
        to="/"
        className="flex h-12 shrink-0 items-center gap-2.5 rounded-md px-2 -outline-offset-4 rail:justify-center rail:px-0"
      >
        <Logo className="size-5 shrink-0" />
        <span className="font-semibold tracking-tight rail:sr-only">Bulkhead</span>
      </Link>
      <WorkspaceSwitcher />
      <Tooltip text={t`Search`} side="right" keys={['mod', 'k']}>
        <button type="button" onClick={onSearch} className={`${PLACE} mt-1`}>
          <Search aria-hidden="true" />
          <span className="rail:sr-only">
            <Trans>Search</Trans>
          </span>
          <Keys keys={['mod', 'k']} className="ml-auto phone:hidden rail:hidden" />
        </button>
      </Tooltip>
      {/* On low windows only the pages scroll: search and person stay visible, unless the window is too low for both. */}
      <nav
        aria-label={t`Main`}
        className="mt-4 -mx-2 flex min-h-40 flex-1 flex-col gap-4 overflow-y-auto overflow-x-hidden px-2"
      >
        <Group label={t`Workspace`}>
          {places.ofWorkspace.map(({ label, to, icon, key }) => (
            <Place
              key={to}
              label={i18n._(label)}
              icon={icon}
              letter={key}
              to={to}
              params={{ workspace }}
              activeOptions={{ exact: to === '/w/$workspace' }}
              isSelected={isCall && to === '/w/$workspace/activity'}
            />
          ))}
        </Group>
        <Group label={t`Organization`}>
          {places.ofOrganization.map(({ label, to, icon, key }) => (
            <Place
              key={to}
              label={i18n._(label)}
              icon={icon}
              letter={key}
              to={to}
              activeOptions={{ exact: to === '/' }}
              alarm={
                to === '/connectors' && attention > 0
                  ? plural(attention, { one: '# needs attention', other: '# need attention' })
                  : undefined
              }
              count={attention}
            />
          ))}
        </Group>
      </nav>
      <div className="flex shrink-0 flex-col gap-0.5 pt-2">
        <Tooltip text={t`API reference`} side="right">
          <a href="/docs" target="_blank" rel="noreferrer" className={PLACE}>
            <BookOpen aria-hidden="true" />
            <span className="rail:sr-only">
              <Trans>API reference</Trans>
            </span>
          </a>
        </Tooltip>
        <PersonMenu onShortcuts={onShortcuts} />
      </div>
    </div>
  )
}

const PLACE =
  'flex h-8 shrink-0 items-center gap-2.5 rounded-md px-2 text-left text-muted text-sm -outline-offset-2 transition-colors hover:bg-hover hover:text-ink rail:justify-center pointer-coarse:h-10 [&_svg]:size-4 [&_svg]:shrink-0'

function Group({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-px">
      <h2 className="px-2 pb-1 font-medium text-subtle text-xs rail:sr-only">{label}</h2>
      {children}
    </div>
  )
}

const MOST_COUNTED = 999
const SELECTED = { className: 'bg-selected! text-ink! font-medium', 'aria-current': 'page' } as const

type PlaceProps = LinkProps & {
  readonly label: string
  readonly icon: LucideIcon
  /** Letter that opens the page after `g`. */
  readonly letter: string
  /** Whether the current page belongs to this one, although its URL does not. */
  readonly isSelected?: boolean
  /** Text with the number of things that need attention. */
  readonly alarm?: string | undefined
  readonly count?: number
}

function Place({ label, icon: Icon, letter, isSelected = false, alarm, count = 0, ...link }: PlaceProps) {
  const id = useId()
  return (
    <Tooltip text={label} side="right" keys={['g', letter]}>
      <Link
        {...link}
        className={cx(PLACE, 'relative')}
        activeProps={SELECTED}
        inactiveProps={isSelected ? SELECTED : {}}
        {...(alarm !== undefined && { 'aria-describedby': id })}
      >
        <Icon aria-hidden="true" />
        <span className="truncate rail:sr-only">{label}</span>
        {alarm !== undefined && (
          <>
            <span
              aria-hidden="true"
              title={alarm}
              className="ml-auto rounded-full bg-bad-soft px-1.5 font-medium text-bad text-xs tabular-nums rail:absolute rail:top-1 rail:right-1 rail:size-2 rail:overflow-hidden rail:bg-bad rail:p-0 rail:text-transparent"
            >
              {count > MOST_COUNTED ? `${MOST_COUNTED}+` : count}
            </span>
            <span id={id} hidden>
              {alarm}
            </span>
          </>
        )}
      </Link>
    </Tooltip>
  )
}

/** Counts the connectors of all workspaces that fail or need new credentials. Undefined until the count is known. */
function useAttentionCount(): number | undefined {
  const session = useSession()
  const [isDue, setDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), FIRST_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  const { data } = useRead(
    'listOrganizationCredentials',
    {
      path: { organization_id: session?.organization.id ?? '' },
      query: { state: 'needs_attention', limit: 1 },
    },
    { refetchInterval: REFRESH_MS, enabled: isDue && session !== undefined, staleTime: REFRESH_MS },
  )
  return data?.total
}
