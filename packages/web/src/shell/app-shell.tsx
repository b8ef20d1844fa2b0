import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { Menu as MenuIcon, Search } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { useLanguage } from '#texts/language.ts'
import { FrameContext } from '#ui/frame.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Dialog } from '#ui/layer/dialog.tsx'
import { useShortcuts } from '#ui/use-shortcuts.ts'
import { DialogBody } from '../ui/layer/dialog.tsx'
import { Keys } from '../ui/show/keys.tsx'
import { CommandPalette } from './command-palette.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { usePlaces } from './places.ts'
import { getShortcuts } from './shortcuts.ts'
import { Sidebar } from './sidebar.tsx'

/** Frame of every page after sign-in: sidebar, search and shortcuts. */
export function AppShell() {
  const [open, setOpen] = useState<'navigation' | 'palette' | 'shortcuts'>()
  const close = () => setOpen(undefined)
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const workspace = useCurrentWorkspace()
  const language = useLanguage()
  const places = usePlaces()
  // biome-ignore lint/correctness/useExhaustiveDependencies: closes whenever the path changes
  useEffect(close, [pathname])

  useShortcuts({
    'mod+k': () => setOpen((is) => (is === 'palette' ? undefined : 'palette')),
    '/': () => setOpen('palette'),
    '?': () => setOpen('shortcuts'),
    ...Object.fromEntries(
      places.ofWorkspace.map(({ key, to }) => [`g ${key}`, () => navigate({ to, params: { workspace } })]),
    ),
    ...Object.fromEntries(places.ofOrganization.map(({ key, to }) => [`g ${key}`, () => navigate({ to })])),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the labels depend on the language
  const frame = useMemo(
    () => ({
      before: (
        <span className="hidden phone:block">
          <IconButton label={t`Navigation`} icon={<MenuIcon />} onClick={() => setOpen('navigation')} />
        </span>
      ),
      after: (
        <span className="hidden phone:block">
          <IconButton label={t`Search`} icon={<Search />} onClick={() => setOpen('palette')} />
        </span>
      ),
    }),
    [language],
  )

  return (
    <div className="@container/shell h-dvh">
      <div className="flex h-full">
        <a
          href="#content"
          className="-top-20 fixed left-3 z-50 rounded-md bg-accent-fill px-3 py-2 text-sm text-white focus:top-3"
        >
          <Trans>Skip to content</Trans>
        </a>
        <aside
          aria-label={t`Sidebar`}
          className="flex w-58 shrink-0 border-line border-r bg-sunken phone:hidden rail:w-13"
        >
          <Sidebar onSearch={() => setOpen('palette')} onShortcuts={() => setOpen('shortcuts')} />
        </aside>
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <ConnectionBanner />
          <FrameContext value={frame}>
            <Outlet />
          </FrameContext>
        </div>
        <Dialog open={open === 'navigation'} onClose={close} title={t`Navigation`} hideTitle size="side">
          <Sidebar onSearch={() => setOpen('palette')} onShortcuts={() => setOpen('shortcuts')} />
        </Dialog>
        <CommandPalette open={open === 'palette'} onClose={close} onShortcuts={() => setOpen('shortcuts')} />
        <ShortcutsDialog open={open === 'shortcuts'} onClose={close} />
      </div>
    </div>
  )
}

function ShortcutsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const places = usePlaces()
  return (
    <Dialog open={open} onClose={onClose} title={t`Keyboard shortcuts`}>
      <DialogBody className="pb-6" focusable>
        <div className="gap-x-8 sm:columns-2">
          {getShortcuts(places).map(({ title, rows }) => (
            <section key={title} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 font-medium text-subtle text-xs">{title}</h3>
              <dl>
                {rows.map(([label, keys]) => (
                  <div key={label} className="flex h-8 items-center justify-between text-sm">
                    <dt>{label}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogBody>
    </Dialog>
  )
}
