import {
  Activity,
  Boxes,
  Building2,
  KeyRound,
  LayoutGrid,
  Play,
  Plug,
  ScrollText,
  Settings,
} from 'lucide-react'

/** Where one can go from everywhere: in the sidebar, by search, and by `g` and a letter. */
export const WORKSPACE_PLACES = [
  { label: 'Overview', to: '/w/$workspace', key: 'o', icon: LayoutGrid },
  { label: 'Connectors', to: '/w/$workspace/connectors', key: 'c', icon: Plug },
] as const

export const ORGANIZATION_PLACES = [
  { label: 'Workspaces', to: '/workspaces', key: 'w', icon: Boxes },
] as const

export const ICONS = { Activity, Building2, KeyRound, Play, ScrollText, Settings }
