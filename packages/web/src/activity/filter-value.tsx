import { t } from '@lingui/core/macro'
import { useRead } from '#api/use-api.ts'
import { ServiceName } from '#entities/connector/service-name.tsx'
import { readCaller } from '#entities/filters/read-caller.ts'
import { CallerName } from '#entities/session/caller-name.tsx'
import { WorkspaceName } from '#entities/workspace/workspace-name.tsx'
import type { FilterName } from './filter-options.ts'

/** Value of a filter as shown to people, for example a name for an id. */
export function FilterValue({ name, value }: { readonly name: FilterName; readonly value: string }) {
  if (name === 'service') return <ServiceName id={value} />
  if (name === 'connector') return <ConnectorOf id={value} />
  if (name === 'workspace') return <WorkspaceName id={value} />
  if (name === 'caller') {
    const { application_id = null, person_id = null } = readCaller(value)
    return <CallerName call={{ application_id, person_id }} />
  }
  if (name === 'status') return value === 'success' ? t`success` : value === 'error' ? t`error` : value
  return value
}

function ConnectorOf({ id }: { readonly id: string }) {
  const { data, isError } = useRead(
    'getConnector',
    { path: { connector_id: id }, query: {} },
    { staleTime: 60_000, retry: false },
  )
  return isError ? t`deleted` : (data?.name ?? '…')
}
