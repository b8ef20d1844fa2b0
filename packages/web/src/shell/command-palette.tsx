import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { referenceTo } from '#entities/workspace/workspace-path.ts'
import { useSignOut } from '#session/use-sign-out.ts'
import { useDebounced } from '#ui/form/use-debounced.ts'
import {
  BookOpen,
  Bot,
  Box,
  Keyboard,
  KeyRound,
  LogIn,
  LogOut,
  Moon,
  Plug,
  Plus,
  Rocket,
  Settings,
  Sun,
  Ticket,
} from '#ui/icons.tsx'
import { Picker } from '#ui/layer/picker.tsx'
import type { PickerItem } from '#ui/layer/picker-items.ts'
import { chooseTheme } from '#ui/theme.ts'
import { ORGANIZATION_PLACES, WORKSPACE_PLACES } from './places.ts'

interface CommandPaletteProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onShortcuts: () => void
}

interface Command extends PickerItem {
  /** Further words that it is found by. */
  readonly words?: string
}

/** Goes anywhere and does what can be done from anywhere. */
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

  const places: PickerItem[] = [
    ...WORKSPACE_PLACES.map(({ label, to, key, icon: Icon }) => ({
      id: to,
      label,
      keys: ['g', key],
      icon: <Icon />,
      onPick: () => navigate({ to, params: { workspace } }),
    })),
    ...ORGANIZATION_PLACES.map(({ label, to, key, icon: Icon }) => ({
      id: to,
      label,
      keys: ['g', key],
      icon: <Icon />,
      onPick: () => navigate({ to }),
    })),
  ]
  const commands: Command[] = [
    {
      id: 'add-connector',
      label: 'Add connector',
      words: 'new connect service credential integration',
      icon: <Plus />,
      keys: ['c'],
      onPick: () => navigate({ to: '/w/$workspace/connectors/new', params: { workspace } }),
    },
    {
      id: 'manage-workspace',
      label: 'Rename, deactivate or delete this workspace',
      words: 'activate inactive manage revoke tokens',
      icon: <Box />,
      onPick: () => navigate({ to: '/w/$workspace', params: { workspace } }),
    },
    {
      id: 'applications',
      label: 'Applications and their secrets',
      words: 'new secret create application client id rotate retire',
      icon: <KeyRound />,
      onPick: () => navigate({ to: '/access/applications' }),
    },
    {
      id: 'tokens',
      label: 'Mint a token',
      words: 'workbench scoped new',
      icon: <Ticket />,
      onPick: () => navigate({ to: '/access/tokens' }),
    },
    {
      id: 'mcp',
      label: 'Connect an agent by MCP',
      words: 'claude cursor codex',
      icon: <Bot />,
      onPick: () => navigate({ to: '/access/mcp' }),
    },
    {
      id: 'oauth-apps',
      label: 'OAuth apps',
      words: 'client id secret redirect uri sign in',
      icon: <LogIn />,
      onPick: () => navigate({ to: '/settings/oauth-apps' }),
    },
    {
      id: 'account',
      label: 'Your account and sessions',
      words: 'profile theme me',
      icon: <Settings />,
      onPick: () => navigate({ to: '/settings/account' }),
    },
    {
      id: 'start',
      label: 'First steps',
      words: 'start tutorial welcome',
      icon: <Rocket />,
      onPick: () => navigate({ to: '/start' }),
    },
    { id: 'light', label: 'Light theme', icon: <Sun />, onPick: () => chooseTheme('light') },
    { id: 'dark', label: 'Dark theme', icon: <Moon />, onPick: () => chooseTheme('dark') },
    { id: 'shortcuts', label: 'Keyboard shortcuts', icon: <Keyboard />, keys: ['?'], onPick: onShortcuts },
    {
      id: 'docs',
      label: 'API reference',
      icon: <BookOpen />,
      onPick: () => open('/docs', '_blank', 'noreferrer'),
    },
    { id: 'sign-out', label: 'Sign out', words: 'log out leave', icon: <LogOut />, onPick: signOut },
  ]
  const groups = [
    { label: 'Go to', items: places.filter(({ label }) => holds(label)) },
    {
      label: 'Connectors of this workspace',
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
      label: 'Workspaces',
      items: (text.trim() === '' ? [] : (workspaces.data?.data ?? [])).map(({ id, name, status }) => ({
        id,
        label: name,
        hint: status === 'inactive' ? 'inactive' : undefined,
        icon: <Box />,
        onPick: () => navigate({ to: '/w/$workspace', params: { workspace: id } }),
      })),
    },
    {
      label: 'Services',
      items: (text.trim() === '' ? [] : (services.data?.data ?? []))
        .filter(({ name }) => holds(name))
        .slice(0, 6)
        .map(({ actor_definition_id, connector_name, name }) => ({
          id: `add-${actor_definition_id}`,
          label: `Add ${name}`,
          hint: 'connector',
          icon: <Plus />,
          onPick: () =>
            navigate({
              to: '/w/$workspace/connectors/new/$definition',
              params: { workspace, definition: connector_name ?? actor_definition_id },
            }),
        })),
    },
    {
      label: 'Commands',
      items: commands.filter(({ label, words = '' }) => holds(`${label} ${words}`)),
    },
  ]
  return (
    <Picker
      title="Search and commands"
      placeholder="Search workspaces, connectors, pages…"
      text={text}
      onText={setText}
      groups={groups}
      busy={workspaces.isFetching}
      empty="Nothing found."
      onClose={onClose}
    />
  )
}

/** Whether a text has all the words that are looked for. */
function matcher(text: string): (label: string) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return (label) => words.every((word) => label.toLowerCase().includes(word))
}
