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
  Users,
} from 'lucide-react'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'

const WORKSPACE_PLACES = [
  { label: msg`Overview`, to: '/w/$workspace', key: 'o', icon: LayoutGrid },
  { label: msg`Connectors`, to: '/w/$workspace/connectors', key: 'c', icon: Plug },
  { label: msg`Playground`, to: '/w/$workspace/playground', key: 'p', icon: Play },
  { label: msg`Activity`, to: '/w/$workspace/activity', key: 'a', icon: Activity },
  { label: msg`Members`, to: '/w/$workspace/members', key: 'm', icon: Users, isForAdmins: true },
] as const

const ORGANIZATION_PLACES = [
  { label: msg`Home`, to: '/', key: 'h', icon: House },
  { label: msg`Workspaces`, to: '/workspaces', key: 'w', icon: Boxes },
  { label: msg`All connectors`, to: '/connectors', key: 'n', icon: Cable },
  { label: msg`All activity`, to: '/activity', key: 'l', icon: ChartNoAxesColumn },
  { label: msg`Audit`, to: '/audit', key: 'u', icon: ScrollText, isForAdmins: true },
  { label: msg`People`, to: '/people', key: 'e', icon: Users, isForAdmins: true },
  { label: msg`Access`, to: '/access', key: 'k', icon: KeyRound },
  { label: msg`Settings`, to: '/settings', key: 's', icon: Settings },
] as const

/**
 * Returns the pages that can be opened from anywhere: with the sidebar, the search, or `g` plus a letter. Members get
 * only the pages that they may open.
 */
export function usePlaces() {
  const isAdmin = useIsAdmin()
  const isShown = (place: object) => isAdmin || !('isForAdmins' in place)
  return {
    ofWorkspace: WORKSPACE_PLACES.filter(isShown),
    ofOrganization: ORGANIZATION_PLACES.filter(isShown),
  }
}
