import { t } from '@lingui/core/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  BookOpen,
  Bot,
  Box,
  Cable,
  Keyboard,
  KeyRound,
  ListTree,
  LogIn,
  LogOut,
  Moon,
  Plug,
  Plus,
  Rocket,
  Settings,
  Sun,
  Ticket,
  Users,
} from 'lucide-react'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { referenceTo } from '#entities/workspace/workspace-path.ts'
import { useSignOut } from '#session/use-sign-out.ts'
import { i18n } from '#texts/i18n.ts'
import { useDebounced } from '#ui/form/search/use-debounced.ts'
import { Picker } from '#ui/layer/picker.tsx'
import type { PickerItem } from '#ui/layer/picker-items.ts'
import { chooseTheme } from '#ui/theme.ts'
import { usePlaces } from './places.ts'

interface CommandPaletteProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onShortcuts: () => void
}

interface Command extends PickerItem {
  /** Further words by which the search finds it. */
  readonly words?: string
}

/** Commands that only owners and admins have. */
const OF_ADMINS: ReadonlySet<string> = new Set([
  ...['manage-workspace', 'applications', 'branding', 'definitions', 'oauth-apps', 'webhooks', 'invite'],
])

/** Dialog for opening any page and running any command by typing. */
export function CommandPalette(props: CommandPaletteProps) {
  return props.open ? <OpenPalette {...props} /> : null
}

function OpenPalette({ onClose, onShortcuts }: CommandPaletteProps) {
  const [text, setText] = useState('')
  const settled = useDebounced(text.trim())
  const navigate = useNavigate()
  const workspace = useCurrentWorkspace()
  const workspaces = useRead(
    'listWorkspaces',
    { query: { limit: 8, ...(settled !== '' && { name_contains: settled }) } },
    { enabled: settled !== '', placeholderData: keepPreviousData },
  )
  const connectors = useRead('listConnectors', { query: referenceTo(workspace) })
  const services = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  const signOut = useSignOut()
  const holds = matcher(text)
  const { ofWorkspace, ofOrganization } = usePlaces()
  const isAdmin = useIsAdmin()

  const places: PickerItem[] = [
    ...ofWorkspace.map(({ label, to, key, icon: Icon }) => ({
      id: to,
      label: i18n._(label),
      keys: ['g', key],
      icon: <Icon />,
      onPick: () => navigate({ to, params: { workspace } }),
    })),
    ...ofOrganization.map(({ label, to, key, icon: Icon }) => ({
      id: to,
      label: i18n._(label),
      keys: ['g', key],
      icon: <Icon />,
      onPick: () => navigate({ to }),
    })),
  ]
  const commands: Command[] = [
    {
      id: 'add-connector',
      label: t`Add connector`,
      words: t`new connect service credential integration`,
      icon: <Plus />,
      keys: ['c'],
      onPick: () => navigate({ to: '/w/$workspace/connectors/new', params: { workspace } }),
    },
    {
      id: 'manage-workspace',
      label: t`Rename, deactivate or delete this workspace`,
      words: t`activate inactive manage revoke tokens`,
      icon: <Box />,
      onPick: () => navigate({ to: '/w/$workspace', params: { workspace } }),
    },
    {
      id: 'applications',
      label: t`Applications and their secrets`,
      words: t`new secret create application client id rotate retire`,
      icon: <KeyRound />,
      onPick: () => navigate({ to: '/access/applications' }),
    },
    {
      id: 'tokens',
      label: t`Mint a token`,
      words: t`workbench scoped new`,
      icon: <Ticket />,
      onPick: () => navigate({ to: '/access/tokens' }),
    },
    {
      id: 'keys',
      label: t`Keys of a workspace`,
      words: t`api key header worker revoke`,
      icon: <KeyRound />,
      onPick: () => navigate({ to: '/access/keys' }),
    },
    {
      id: 'mcp',
      label: t`Connect an agent by MCP`,
      words: t`claude cursor codex`,
      icon: <Bot />,
      onPick: () => navigate({ to: '/access/mcp' }),
    },
    {
      id: 'branding',
      label: t`Branding`,
      words: t`logo color connect page look`,
      icon: <Settings />,
      onPick: () => navigate({ to: '/settings/branding' }),
    },
    {
      id: 'definitions',
      label: t`Own APIs`,
      words: t`add openapi swagger document overlay definition custom`,
      icon: <ListTree />,
      onPick: () => navigate({ to: '/settings/definitions' }),
    },
    {
      id: 'oauth-apps',
      label: t`OAuth apps`,
      words: t`client id secret redirect uri sign in`,
      icon: <LogIn />,
      onPick: () => navigate({ to: '/settings/oauth-apps' }),
    },
    {
      id: 'invite',
      label: t`People and invitations`,
      words: t`invite colleague user role member remove`,
      icon: <Users />,
      onPick: () => navigate({ to: '/people' }),
    },
    {
      id: 'webhooks',
      label: t`Webhooks`,
      words: t`events endpoints deliveries signing secret`,
      icon: <Cable />,
      onPick: () => navigate({ to: '/settings/webhooks' }),
    },
    {
      id: 'sign-in-settings',
      label: t`Sign-in settings`,
      words: t`sso oidc provider domain mapping group password keycloak entra okta google`,
      icon: <LogIn />,
      onPick: () => navigate({ to: '/settings/sign-in' }),
    },
    {
      id: 'account',
      label: t`Your account and sessions`,
      words: t`profile theme me`,
      icon: <Settings />,
      onPick: () => navigate({ to: '/settings/account' }),
    },
    {
      id: 'start',
      label: t`First steps`,
      words: t`start tutorial welcome`,
      icon: <Rocket />,
      onPick: () => navigate({ to: '/start' }),
    },
    { id: 'light', label: t`Light theme`, icon: <Sun />, onPick: () => chooseTheme('light') },
    { id: 'dark', label: t`Dark theme`, icon: <Moon />, onPick: () => chooseTheme('dark') },
    { id: 'shortcuts', label: t`Keyboard shortcuts`, icon: <Keyboard />, keys: ['?'], onPick: onShortcuts },
    {
      id: 'docs',
      label: t`API reference`,
      icon: <BookOpen />,
      onPick: () => open('/docs', '_blank', 'noreferrer'),
    },
    { id: 'sign-out', label: t`Sign out`, words: t`log out leave`, icon: <LogOut />, onPick: signOut },
  ]
  const groups = [
    { label: t`Go to`, items: places.filter(({ label }) => holds(label)) },
    {
      label: t`Connectors of this workspace`,
      items: (text.trim() === '' ? [] : (connectors.data?.data ?? []))
        .filter(({ name, summarized_source_template }) => holds(`${name} ${summarized_source_template.name}`))
        .slice(0, 8)
        .map(({ id, name, summarized_source_template, workspace_id }) => ({
          id,
          label: toLabel({ id, name }, connectors.data?.data ?? []),
          hint: summarized_source_template.name,
          icon: <Plug />,
          onPick: () =>
            navigate({
              to: '/w/$workspace/connectors/$connector',
              params: { workspace: workspace_id, connector: id },
            }),
        })),
    },
    {
      label: t`Workspaces`,
      items: (text.trim() === '' ? [] : (workspaces.data?.data ?? [])).map(({ id, name, status }) => ({
        id,
        label: name,
        hint: status === 'inactive' ? t`inactive` : undefined,
        icon: <Box />,
        onPick: () => navigate({ to: '/w/$workspace', params: { workspace: id } }),
      })),
    },
    {
      label: t`Services`,
      items: (text.trim() === '' ? [] : (services.data?.data ?? []))
        .filter(({ name }) => holds(name))
        .slice(0, 6)
        .map(({ actor_definition_id, connector_name, name }) => ({
          id: `add-${actor_definition_id}`,
          label: t`Add ${name}`,
          hint: t`connector`,
          icon: <Plus />,
          onPick: () =>
            navigate({
              to: '/w/$workspace/connectors/new/$definition',
              params: { workspace, definition: connector_name ?? actor_definition_id },
            }),
        })),
    },
    {
      label: t`Commands`,
      items: commands.filter(
        ({ id, label, words = '' }) => (isAdmin || !OF_ADMINS.has(id)) && holds(`${label} ${words}`),
      ),
    },
  ]
  return (
    <Picker
      title={t`Search and commands`}
      placeholder={t`Search workspaces, connectors, pages…`}
      text={text}
      onText={setText}
      groups={groups}
      busy={workspaces.isFetching}
      empty={t`Nothing found.`}
      onClose={onClose}
    />
  )
}

/** Returns a function that tells whether a label has all words of the text. */
function matcher(text: string): (label: string) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return (label) => words.every((word) => label.toLowerCase().includes(word))
}
