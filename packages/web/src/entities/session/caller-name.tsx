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

/** Name of a caller: an application or a person. */
export function CallerName({ call }: { readonly call: Caller }) {
  const session = useSession()
  // Members cannot read the names of other people.
  const isAdmin = useIsAdmin()
  const isOwn = session?.person.id === call.person_id
  const known = usePerson(isAdmin && !isOwn ? (call.person_id ?? undefined) : undefined)
  const applications = useRead('listApplications', {}, { ...KEPT, enabled: isAdmin })
  if (call.person_id) {
    const person = isOwn ? session?.person : known.person
    if (person !== undefined) return <span className="block truncate">{person.name}</span>
    if (!isAdmin) return <span className="text-subtle">{t`another person`}</span>
    return <span className="text-subtle">{known.isPending ? '…' : t`a person who left`}</span>
  }
  if (call.application_id === null)
    return (
      <span className="text-subtle">
        <Trans>the server</Trans>
      </span>
    )
  if (!isAdmin) return <span className="text-subtle">{t`an application`}</span>
  const application = applications.data?.data.find(({ id }) => id === call.application_id)
  if (application !== undefined) return <span className="block truncate">{application.name}</span>
  return <span className="text-subtle">{applications.isFetching ? '…' : t`deleted application`}</span>
}
