import { t } from '@lingui/core/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Input } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'
import { ServiceIcon } from '#entities/connector/service-icon.tsx'
import { toLabel } from '#entities/connector/to-label.ts'
import { useServices } from '#entities/connector/use-services.ts'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useSession } from '#entities/session/use-session.ts'
import { isUuid } from '#entities/workspace/workspace-path.ts'
import { useLanguage } from '#texts/language.ts'
import { useDebounced } from '#ui/form/search/use-debounced.ts'
import { Box, CircleAlert, CircleCheck, KeyRound, LogIn, Plug } from '#ui/icons.tsx'
import type { FilterOption } from './filter-options.ts'

const KEPT = { staleTime: 60_000 }
const FOUND = 6
/** Maximum number of status codes in a period. */
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
  /** The calls that are shown. */
  readonly query: NonNullable<Input<'listToolCalls'>['query']>
  readonly text: string
  /** Whether somebody is about to choose. */
  readonly isOpen: boolean
}

/** Returns the values to filter calls by, with the names on the page. */
export function useFilterOptions({ workspace_id, query, text, isOpen }: Asked): FilterOption[] {
  const language = useLanguage()
  const isAll = workspace_id === undefined
  const settled = useDebounced(text.trim())
  const services = useServices()
  const callers = useCallers(isOpen)
  const connectors = useConnectors(workspace_id, settled, isOpen)
  const workspaces = useRead(
    'listWorkspaces',
    { query: { limit: FOUND, ...(settled !== '' && { name_contains: settled }) } },
    { ...KEPT, enabled: isAll && isOpen, placeholderData: keepPreviousData },
  )
  const { code: _, ...others } = query
  const codes = useRead(
    'getToolCallGroups',
    { query: { ...others, by: 'code', limit: CODES, buckets: 1 } },
    { ...KEPT, enabled: isOpen, placeholderData: keepPreviousData },
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: labels are those of the language
  return useMemo(
    () => [
      ...getStatuses(),
      ...services.all.map(({ actor_definition_id, connector_name, name }) => ({
        name: 'service' as const,
        value: actor_definition_id,
        label: name,
        icon: <ServiceIcon slug={connector_name} name={name} size="sm" />,
      })),
      ...connectors,
      ...(isAll
        ? [
            ...(workspaces.data?.data ?? []).map(({ id, name }) => ({
              name: 'workspace' as const,
              value: id,
              label: name,
              icon: <Box />,
            })),
            // A workspace that was deleted has no name.
            ...(isUuid(settled)
              ? [{ name: 'workspace' as const, value: settled.toLowerCase(), label: settled, icon: <Box /> }]
              : []),
          ]
        : []),
      ...callers,
      ...(codes.data?.data ?? []).flatMap(({ key }) =>
        key === null ? [] : [{ name: 'code' as const, value: key, label: key, icon: <CircleAlert /> }],
      ),
    ],
    [services, connectors, workspaces.data, callers, codes.data, isAll, settled, language],
  )
}

function useCallers(isOpen: boolean): readonly FilterOption[] {
  const enabled = useIsAdmin() && isOpen
  const applications = useRead('listApplications', {}, { ...KEPT, enabled })
  const people = useRead('listPeople', {}, { ...KEPT, enabled })
  const language = useLanguage()
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  return useMemo(
    () => [
      ...(people.data?.data ?? []).map(({ id, name }) => ({
        name: 'caller' as const,
        value: `person:${id}`,
        label: name,
        detail: t`person`,
        icon: <LogIn />,
      })),
      ...(applications.data?.data ?? []).map(({ id, name }) => ({
        name: 'caller' as const,
        value: `application:${id}`,
        label: name,
        detail: t`application`,
        icon: <KeyRound />,
      })),
    ],
    [applications.data, people.data, language],
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
