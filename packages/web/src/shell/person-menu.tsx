import { Trans } from '@lingui/react/macro'
import { ChevronsUpDown, Keyboard, Languages, LogOut, Monitor, Moon, Sun } from 'lucide-react'
import { useSession } from '#entities/session/use-session.ts'
import { useSignOut } from '#session/use-sign-out.ts'
import { i18n } from '#texts/i18n.ts'
import { chooseLanguage, getLanguageName, LANGUAGES, useLanguage } from '#texts/language.ts'
import { Menu, MenuItem, MenuLabel, MenuLine } from '#ui/layer/menu.tsx'
import { chooseTheme, THEME_NAMES, THEMES, useTheme } from '#ui/theme.ts'

const THEME_ICONS = { system: <Monitor />, light: <Sun />, dark: <Moon /> }

/** Menu with the signed-in person, theme, language and sign-out. */
export function PersonMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const session = useSession()
  const theme = useTheme()
  const language = useLanguage()
  const signOut = useSignOut()
  if (session === undefined) return null
  const { person, organization } = session
  return (
    <Menu
      align="start"
      className="w-56"
      trigger={
        <button
          type="button"
          className="flex min-h-11 w-full items-center gap-2.5 rounded-md px-1.5 py-1.5 text-left -outline-offset-2 transition-colors hover:bg-hover rail:justify-center rail:px-0"
        >
          <span
            aria-hidden="true"
            className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent text-xs"
          >
            {[...person.name][0]?.toUpperCase()}
          </span>
          <span className="min-w-0 flex-1 leading-tight rail:sr-only">
            <span className="block truncate text-sm">{person.name}</span>
            <span className="block truncate text-subtle text-xs">{organization.name}</span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-subtle rail:hidden" />
        </button>
      }
    >
      <MenuLabel>{person.email}</MenuLabel>
      <MenuLine />
      {THEMES.map((one) => (
        <MenuItem key={one} icon={THEME_ICONS[one]} checked={one === theme} onSelect={() => chooseTheme(one)}>
          {i18n._(THEME_NAMES[one])}
        </MenuItem>
      ))}
      <MenuLine />
      {LANGUAGES.map((one) => (
        <MenuItem
          key={one}
          icon={<Languages />}
          checked={one === language}
          onSelect={() => void chooseLanguage(one)}
        >
          <LanguageName language={one} />
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<Keyboard />} keys={['?']} onSelect={onShortcuts}>
        <Trans>Keyboard shortcuts</Trans>{' '}
      </MenuItem>
      <MenuItem icon={<LogOut />} onSelect={() => signOut()}>
        <Trans>Sign out</Trans>{' '}
      </MenuItem>
    </Menu>
  )
}

/** Takes its name when the menu is open: the browser loads the names of all languages for it. */
function LanguageName({ language }: { readonly language: string }) {
  return <span lang={language}>{getLanguageName(language)}</span>
}
