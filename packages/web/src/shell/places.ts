import {
  Activity,
  Boxes,
  Cable,
  ChartNoAxesColumn,
  House,
  KeyRound,
  LayoutGrid,
  Play,
  Plug,
  ScrollText,
  Settings,
} from '#ui/icons.tsx'

/** Where one can go from everywhere: in the sidebar, by search, and by `g` and a letter. */
export const WORKSPACE_PLACES = [
  { label: 'Overview', to: '/w/$workspace', key: 'o', icon: LayoutGrid },
  { label: 'Connectors', to: '/w/$workspace/connectors', key: 'c', icon: Plug },
  { label: 'Playground', to: '/w/$workspace/playground', key: 'p', icon: Play },
  { label: 'Activity', to: '/w/$workspace/activity', key: 'a', icon: Activity },
] as const

export const ORGANIZATION_PLACES = [
  { label: 'Home', to: '/', key: 'h', icon: House },
  { label: 'Workspaces', to: '/workspaces', key: 'w', icon: Boxes },
  { label: 'All connectors', to: '/connectors', key: 'n', icon: Cable },
  { label: 'All activity', to: '/activity', key: 'l', icon: ChartNoAxesColumn },
  { label: 'Audit', to: '/audit', key: 'u', icon: ScrollText },
  { label: 'Access', to: '/access', key: 'k', icon: KeyRound },
  { label: 'Settings', to: '/settings', key: 's', icon: Settings },
] as const
