import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useRead } from '#api/use-api.ts'
import { Warning } from '#ui/show/warning.tsx'

/** Warns of owners whom a directory wants to remove. Renders nothing if there are none. */
export function KeptOwners() {
  const owners = useRead('listPeople', { query: { role: 'owner', limit: 100 } })
  const kept = (owners.data?.data ?? []).filter(({ removal_refused_at }) => removal_refused_at !== null)
  if (kept.length === 0) return null
  return (
    <div className="flex flex-col gap-2 px-(--gutter) pt-3">
      {kept.map(({ id, name }) => (
        <Warning key={id}>
          <Trans>
            Your directory wants to remove{' '}
            <Link to="/people" search={{ person: id }} className="text-accent underline underline-offset-2">
              {name}
            </Link>
            , an owner. Only another owner does that.
          </Trans>
        </Warning>
      ))}
    </div>
  )
}
