import { useMemo } from 'react'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'

type Template = Output<'listGlobalTemplates'>['data'][number]

/** The services of the catalog, by their names and by the ids of their definitions. */
export function useServices() {
  const { data } = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  return useMemo(() => {
    const all: readonly Template[] = data?.data ?? []
    return { all, byId: new Map(all.map((one) => [one.actor_definition_id, one])) }
  }, [data])
}
