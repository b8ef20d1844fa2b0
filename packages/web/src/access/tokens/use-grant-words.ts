import { useQueries } from '@tanstack/react-query'
import { readOptions, useApi } from '#api/use-api.ts'

interface GrantWords {
  readonly entities: ReadonlySet<string>
  readonly actions: ReadonlySet<string>
}

/** Returns the entities and actions of the services. Undefined until all of them are loaded. */
export function useGrantWords(definition_ids: readonly string[]): GrantWords | undefined {
  const api = useApi()
  return useQueries({
    queries: definition_ids.map((definition_id) => ({
      ...readOptions(api, 'getDefinition', { path: { definition_id } }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => {
      const known = results.flatMap(({ data }) => data?.entities ?? [])
      if (results.some(({ data }) => data === undefined)) return undefined
      return {
        entities: new Set(known.map(({ entity }) => entity)),
        actions: new Set(known.flatMap(({ operations }) => operations.map(({ action }) => action))),
      }
    },
  })
}
