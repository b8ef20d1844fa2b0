import { keepPreviousData } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { BookOpen, Box, Keyboard, Moon, Plug, Sun } from '#ui/icons.tsx'
import { Picker, type PickerItem } from '#ui/picker.tsx'
import { useDebounced } from '#ui/use-debounced.ts'
import { ORGANIZATION_PLACES, WORKSPACE_PLACES } from './places.ts'
import { chooseTheme } from './theme.ts'
import { useCurrentWorkspace } from './use-current-workspace.ts'
import { referenceTo } from './workspace-path.ts'

interface CommandPaletteProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onShortcuts: () => void
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
  const commands: PickerItem[] = [
    { id: 'light', label: 'Light theme', icon: <Sun />, onPick: () => chooseTheme('light') },
    { id: 'dark', label: 'Dark theme', icon: <Moon />, onPick: () => chooseTheme('dark') },
    { id: 'shortcuts', label: 'Keyboard shortcuts', icon: <Keyboard />, keys: ['?'], onPick: onShortcuts },
    {
      id: 'docs',
      label: 'API reference',
      icon: <BookOpen />,
      onPick: () => open('/docs', '_blank', 'noreferrer'),
    },
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
          label: name,
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
    { label: 'Commands', items: commands.filter(({ label }) => holds(label)) },
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
