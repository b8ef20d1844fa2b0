import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Menu as MenuIcon, Search } from '#ui/icons.tsx'
import { Dialog } from '#ui/layer/dialog.tsx'
import { Logo } from '#ui/logo.tsx'
import { useShortcuts } from '#ui/use-shortcuts.ts'
import { CommandPalette } from './command-palette.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { ORGANIZATION_PLACES, WORKSPACE_PLACES } from './places.ts'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { Sidebar } from './sidebar.tsx'

/** Names the workspace that the page is about, where there is no sidebar to say so; else the app. */
function Where() {
  const { pathname } = useLocation()
  const { data } = useWorkspace(useCurrentWorkspace())
  const isOfWorkspace = /^\/(w|calls)\//.test(pathname)
  return (
    <span className="min-w-0 truncate font-semibold">
      {isOfWorkspace && data !== undefined ? data.name : 'Bulkhead'}
    </span>
  )
}

/** Around every page of whoever is signed in: sidebar, search, keys. */
export function AppShell() {
  const [open, setOpen] = useState<'navigation' | 'palette' | 'shortcuts'>()
  const close = () => setOpen(undefined)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const workspace = useCurrentWorkspace()
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes whenever one has gone somewhere
  useEffect(close, [pathname])

  useShortcuts({
    'mod+k': () => setOpen((is) => (is === 'palette' ? undefined : 'palette')),
    '/': () => setOpen('palette'),
    '?': () => setOpen('shortcuts'),
    ...Object.fromEntries(
      WORKSPACE_PLACES.map(({ key, to }) => [`g ${key}`, () => navigate({ to, params: { workspace } })]),
    ),
    ...Object.fromEntries(ORGANIZATION_PLACES.map(({ key, to }) => [`g ${key}`, () => navigate({ to })])),
  })

  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="-top-20 fixed left-3 z-50 rounded-md bg-accent-fill px-3 py-2 text-sm text-white focus:top-3"
      >
        Skip to content
      </a>
      <header className="flex h-13 shrink-0 items-center gap-2 border-line border-b bg-surface px-2 md:hidden">
        <IconButton label="Navigation" icon={<MenuIcon />} onClick={() => setOpen('navigation')} />
        <Logo className="size-6 shrink-0" />
        <Where />
        <IconButton label="Search" icon={<Search />} onClick={() => setOpen('palette')} className="ml-auto" />
      </header>
      <aside aria-label="Sidebar" className="hidden w-60 shrink-0 border-line border-r bg-sunken md:flex">
        <Sidebar onSearch={() => setOpen('palette')} onShortcuts={() => setOpen('shortcuts')} />
      </aside>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ConnectionBanner />
        <main id="main" tabIndex={-1} data-scroll className="min-h-0 flex-1 overflow-y-auto outline-none">
          <Outlet />
        </main>
      </div>
      <Dialog open={open === 'navigation'} onClose={close} title="Navigation" hideTitle size="side">
        <Sidebar onSearch={() => setOpen('palette')} onShortcuts={() => setOpen('shortcuts')} />
      </Dialog>
      <CommandPalette open={open === 'palette'} onClose={close} onShortcuts={() => setOpen('shortcuts')} />
      <ShortcutsDialog open={open === 'shortcuts'} onClose={close} />
    </div>
  )
}
