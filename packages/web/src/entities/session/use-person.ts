import type { Output } from '#api/api.ts'
import { useRead } from '#api/use-api.ts'

/** Person of the organization, as `listPeople` returns it. */
export type Person = Output<'listPeople'>['data'][number]

const KEPT = { staleTime: 60_000 }

/** Input that reads the first page of people, which has everybody of most organizations. */
export const FIRST_PEOPLE = { query: { limit: 100 } }

/**
 * Reads a person by id. Only owners and admins may. Names of many people cost one request, unless there are more people
 * than fit on a page.
 *
 * @param id Undefined reads nothing.
 */
export function usePerson(id: string | undefined) {
  const isAsked = id !== undefined
  const first = useRead('listPeople', FIRST_PEOPLE, { ...KEPT, enabled: isAsked })
  const known = first.data?.data.find((one) => one.id === id)
  const isElsewhere = isAsked && known === undefined && typeof first.data?.next === 'string'
  const found = useRead(
    'listPeople',
    { query: { limit: 1, person_id: id ?? '' } },
    { ...KEPT, enabled: isElsewhere },
  )
  return {
    person: known ?? (isElsewhere ? found.data?.data[0] : undefined),
    isPending: isAsked && (first.isPending || (isElsewhere && found.isPending)),
  }
}
