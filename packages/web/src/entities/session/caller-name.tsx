import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useRead } from '#api/use-api.ts'
import { useIsAdmin } from './use-is-admin.ts'
import { usePerson } from './use-person.ts'
import { useSession } from './use-session.ts'

interface Caller {
  readonly application_id: string | null
  readonly person_id?: string | null
}

const KEPT = { staleTime: 60_000 }

/** Name of a caller: an application or a person. Reads only what its kind needs, because lists scroll past many callers. */
export function CallerName({ call: { application_id, person_id } }: { readonly call: Caller }) {
  if (person_id) return <PersonName id={person_id} />
  if (application_id !== null) return <ApplicationName id={application_id} />
  return (
    <span className="text-subtle">
      <Trans>the server</Trans>
    </span>
  )
}

function PersonName({ id }: { readonly id: string }) {
  const session = useSession()
  // Members cannot read the names of other people.
  const isAdmin = useIsAdmin()
  const isOwn = session?.person.id === id
  const known = usePerson(isAdmin && !isOwn ? id : undefined)
  const person = isOwn ? session?.person : known.person
  if (person !== undefined) return <span className="block truncate">{person.name}</span>
  if (!isAdmin) return <span className="text-subtle">{t`another person`}</span>
  return <span className="text-subtle">{known.isPending ? '…' : t`a person who left`}</span>
}

function ApplicationName({ id }: { readonly id: string }) {
  const isAdmin = useIsAdmin()
  const { data, isFetching } = useRead('listApplications', {}, { ...KEPT, enabled: isAdmin })
  if (!isAdmin) return <span className="text-subtle">{t`an application`}</span>
  const application = data?.data.find((one) => one.id === id)
  if (application !== undefined) return <span className="block truncate">{application.name}</span>
  return <span className="text-subtle">{isFetching ? '…' : t`deleted application`}</span>
}
