import type { AgentClient } from '@bulkhead/contract/people/agent-clients'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { ConfirmChange } from '#api/confirm-change.tsx'
import { useRead } from '#api/use-api.ts'
import { Button } from '#ui/button.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Loaded } from '#ui/show/loaded.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ClientDialog } from './client-dialog.tsx'

/** Card with the programs that the organization registered. Only owners and admins see it. */
export function ClientsCard() {
  const read = useRead('listAgentClients', {})
  const [isAdding, setAdding] = useState(false)
  const [changing, setChanging] = useState<AgentClient>()
  const [deleting, setDeleting] = useState<AgentClient>()
  return (
    <Card
      title={t`Registered clients`}
      description={t`For programs that take a client ID. People see that you vouch for them.`}
      actions={
        <Button icon={<Plus />} onClick={() => setAdding(true)}>
          <Trans>Register a client</Trans>
        </Button>
      }
    >
      <Loaded read={read} skeleton={<SkeletonRows rows={1} />}>
        {(data) =>
          data.data.length > 0 && (
            <ul className="divide-y divide-line">
              {data.data.map((client) => (
                <li key={client.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
                  <div className="min-w-0 flex-1 basis-56">
                    <p className="flex flex-wrap items-center gap-2">
                      <span className="break-words">{client.name}</span>
                      {!client.verified && (
                        <Badge tone="warn">
                          <Trans>unverified</Trans>
                        </Badge>
                      )}
                    </p>
                    <p className="break-all font-mono text-muted text-xs">{client.id}</p>
                    <p className="break-all text-muted text-xs">{client.redirect_uris.join(', ')}</p>
                  </div>
                  <Button size="sm" onClick={() => setChanging(client)}>
                    <Trans>Change</Trans>
                  </Button>
                  <Button size="sm" onClick={() => setDeleting(client)}>
                    <Trans>Delete</Trans>
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAdding && <ClientDialog onClose={() => setAdding(false)} />}
      {changing !== undefined && <ClientDialog client={changing} onClose={() => setChanging(undefined)} />}
      {deleting !== undefined && <DeleteClient client={deleting} onClose={() => setDeleting(undefined)} />}
    </Card>
  )
}

interface DeleteClientProps {
  readonly client: AgentClient
  readonly onClose: () => void
}

function DeleteClient({ client: { id, name }, onClose }: DeleteClientProps) {
  const queries = useQueryClient()

  return (
    <ConfirmChange
      change="deleteAgentClient"
      input={{ path: { client_id: id } }}
      outdates={['listAgentClients']}
      done={t`${name} was deleted.`}
      onDone={() => {
        queries.invalidateQueries({ queryKey: ['agent-grants'] })
        onClose()
      }}
      onClose={onClose}
      title={t`Delete ${name}?`}
      action={t`Delete client`}
      danger
    >
      <p>
        <Trans>Its grants end at once.</Trans>
      </p>
    </ConfirmChange>
  )
}
