import { t } from '@lingui/core/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { CircleAlert, CircleCheck, Plug } from 'lucide-react'
import { useMemo } from 'react'
import type { Input } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { toLabel } from '#entities/connector/to-label.ts'
import { useCallerOptions } from '#entities/filters/use-caller-options.tsx'
import { useServiceOptions } from '#entities/filters/use-service-options.tsx'
import { useWorkspaceOptions } from '#entities/filters/use-workspace-options.tsx'
import { useSession } from '#entities/session/use-session.ts'
import { useLanguage } from '#texts/language.ts'
import { useDebounced } from '#ui/form/search/use-debounced.ts'
import type { FilterOption } from './filter-options.ts'

const KEPT = { staleTime: 60_000 }
const FOUND = 6
/** Maximum number of error codes to choose from: those of the period with the most calls. */
const CODES = 20

function getStatuses(): readonly FilterOption[] {
  return [
    { name: 'status', value: 'error', label: t`error`, detail: t`failed`, icon: <CircleAlert /> },
    { name: 'status', value: 'success', label: t`success`, icon: <CircleCheck /> },
  ]
}

interface Asked {
  /** Undefined: calls of all workspaces. */
  readonly workspace_id: string | undefined
  /** Query for the calls that the page shows. */
  readonly query: NonNullable<Input<'listToolCalls'>['query']>
  readonly text: string
  /** Whether the suggestions are needed: the person has focused the field. */
  readonly isOpen: boolean
}

/** Returns the values to filter calls by, with the names on the page. */
export function useFilterOptions({ workspace_id, query, text, isOpen }: Asked): FilterOption[] {
  const language = useLanguage()
  const isAll = workspace_id === undefined
  const settled = useDebounced(text.trim())
  const services = useServiceOptions()
  const callers = useCallerOptions(settled, isOpen)
  const connectors = useConnectors(workspace_id, settled, isOpen)
  const workspaces = useWorkspaceOptions(settled, isAll && isOpen)
  const { code: _, ...others } = query
  const codes = useRead(
    'getToolCallGroups',
    { query: { ...others, by: 'code', limit: CODES, buckets: 1 } },
    { ...KEPT, enabled: isOpen, placeholderData: keepPreviousData },
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels depend on the language
  return useMemo(
    () => [
      ...getStatuses(),
      ...services,
      ...connectors,
      ...(isAll ? workspaces : []),
      ...callers,
      ...(codes.data?.data ?? []).flatMap(({ key }) =>
        key === null ? [] : [{ name: 'code' as const, value: key, label: key, icon: <CircleAlert /> }],
      ),
    ],
    [services, connectors, workspaces, callers, codes.data, isAll, language],
  )
}

/** Finds the connectors of one workspace, or all connectors whose names contain the text. */
function useConnectors(
  workspace_id: string | undefined,
  text: string,
  isOpen: boolean,
): readonly FilterOption[] {
  const organization_id = useSession()?.organization.id ?? ''
  const isAll = workspace_id === undefined
  const own = useRead(
    'listConnectors',
    { query: { workspace_id: workspace_id ?? '' } },
    { ...KEPT, enabled: !isAll && isOpen },
  )
  const all = useRead(
    'listOrganizationCredentials',
    { path: { organization_id }, query: { limit: FOUND, name_contains: text } },
    { ...KEPT, enabled: isAll && isOpen && text !== '', placeholderData: keepPreviousData },
  )
  return useMemo(() => {
    const icon = <Plug />
    if (!isAll) {
      return (own.data?.data ?? []).map((one, _at, all) => ({
        name: 'connector' as const,
        value: one.id,
        label: toLabel(one, all),
        icon,
      }))
    }
    return (all.data?.data ?? []).map(({ id, connector_name, workspace_name }) => ({
      name: 'connector' as const,
      value: id,
      label: connector_name,
      detail: workspace_name,
      icon,
    }))
  }, [isAll, own.data, all.data])
}
