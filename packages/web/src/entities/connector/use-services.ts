import { useMemo } from 'react'
import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'

type Template = Output<'listGlobalTemplates'>['data'][number]

/** Reads the services of the catalog: a list, and a map by definition id. */
export function useServices() {
  const { data } = useRead('listGlobalTemplates', {}, { staleTime: Number.POSITIVE_INFINITY })
  return useMemo(() => {
    const all: readonly Template[] = data?.data ?? []
    return { all, byId: new Map(all.map((one) => [one.actor_definition_id, one])) }
  }, [data])
}
