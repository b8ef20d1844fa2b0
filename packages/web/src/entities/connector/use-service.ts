import { useMemo } from 'react'
import { useRead } from '#api/use-api.ts'
import { readConnectionSpec } from './connection-spec.ts'

const FOREVER = { staleTime: Number.POSITIVE_INFINITY }

/** Reads a service of the catalog, given its slug or definition id, with the input for connecting it. */
export function useService(named: string) {
  const templates = useRead('listGlobalTemplates', {}, FOREVER)
  const template = templates.data?.data.find(
    ({ connector_name, actor_definition_id }) => connector_name === named || actor_definition_id === named,
  )
  const definition_id = template?.actor_definition_id ?? ''
  const definition = useRead(
    'getDefinition',
    { path: { definition_id } },
    { ...FOREVER, enabled: template !== undefined },
  )
  const { data } = definition
  const service = useMemo(
    () =>
      template === undefined || data === undefined
        ? undefined
        : {
            definition_id,
            slug: template.connector_name,
            name: template.name,
            documentationUrl: data.definition.documentationUrl,
            spec: readConnectionSpec(data.definition.spec),
          },
    [template, data, definition_id],
  )
  return {
    service,
    isUnknown: templates.data !== undefined && template === undefined,
    error: templates.error ?? definition.error,
    refetch: () => Promise.all([templates.refetch(), definition.refetch()]),
  }
}

export type Service = NonNullable<ReturnType<typeof useService>['service']>
