import { msg } from '@lingui/core/macro'
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

/** Destinations reachable from everywhere: by sidebar, search, and `g` plus a letter. */
export const WORKSPACE_PLACES = [
  { label: msg`Overview`, to: '/w/$workspace', key: 'o', icon: LayoutGrid },
  { label: msg`Connectors`, to: '/w/$workspace/connectors', key: 'c', icon: Plug },
  { label: msg`Playground`, to: '/w/$workspace/playground', key: 'p', icon: Play },
  { label: msg`Activity`, to: '/w/$workspace/activity', key: 'a', icon: Activity },
] as const

export const ORGANIZATION_PLACES = [
  { label: msg`Home`, to: '/', key: 'h', icon: House },
  { label: msg`Workspaces`, to: '/workspaces', key: 'w', icon: Boxes },
  { label: msg`All connectors`, to: '/connectors', key: 'n', icon: Cable },
  { label: msg`All activity`, to: '/activity', key: 'l', icon: ChartNoAxesColumn },
  { label: msg`Audit`, to: '/audit', key: 'u', icon: ScrollText },
  { label: msg`Access`, to: '/access', key: 'k', icon: KeyRound },
  { label: msg`Settings`, to: '/settings', key: 's', icon: Settings },
] as const
