import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useIsAdmin } from '#entities/session/use-is-admin.ts'
import { useAuth } from '#entities/session/use-session.ts'
import { Button } from '#ui/button.tsx'
import { ConfirmDialog } from '#ui/layer/confirm-dialog.tsx'
import { useToasts } from '#ui/layer/toasts.tsx'
import { Card } from '#ui/page.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { SkeletonRows } from '#ui/show/skeleton.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { Time } from '#ui/show/time.tsx'
import { AccessPage } from '../access-page.tsx'
import { ClientsCard } from './clients-card.tsx'

/** Page with the programs that act for people, and the programs that the organization registered. */
export function AgentsPage() {
  const toasts = useToasts()
  const auth = useAuth()
  const client = useQueryClient()
  const isAdmin = useIsAdmin()
  const queryKey = ['agent-grants']
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => auth.listAgentGrants(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  })
  const items = list.data?.pages.flatMap(({ data }) => data) ?? []
  const [ending, setEnding] = useState<{ readonly id: string; readonly name: string }>()
  const end = useMutation({
    mutationFn: (id: string) => auth.endAgentGrant(id),
    onSuccess: () => {
      client.invalidateQueries({ queryKey })
      toasts.done(t`The agent is disconnected.`)
      setEnding(undefined)
    },
  })
  return (
    <AccessPage title={t`Connected agents`}>
      <Card
        title={t`Connected agents`}
        description={t`Programs that people signed in to by URL, each in one workspace, and their command lines. None can do more than its person.`}
      >
        {list.isPending ? (
          <SkeletonRows rows={3} />
        ) : list.error !== null ? (
          <ErrorState error={list.error} onRetry={list.refetch} isRetrying={list.isFetching} />
        ) : items.length === 0 ? (
          <p className="px-4 py-3 text-muted text-sm">
            <Trans>
              No agents yet. Give an agent the address of this server, and it asks you for access.
            </Trans>
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {items.map(({ id, client_name, client_kind, redirect_origin, ...grant }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
                <div className="min-w-0 flex-1 basis-56">
                  <p className="flex flex-wrap items-center gap-2">
                    <span className="break-words">{client_name}</span>
                    {grant.narrowing.read_only === true && (
                      <Badge>
                        <Trans>read only</Trans>
                      </Badge>
                    )}
                    {client_kind === 'dynamic' && (
                      <Badge tone="warn">
                        <Trans>unverified</Trans>
                      </Badge>
                    )}
                  </p>
                  <p className="text-muted text-xs">
                    {grant.workspace_id === null ? (
                      <Trans>{grant.person_name}, everything that this person reaches</Trans>
                    ) : (
                      <Trans>
                        {grant.person_name}, workspace {grant.workspace_name}
                      </Trans>
                    )}
                    {', '}
                    {grant.approved_by === 'provider' ? (
                      <Trans>approved by the provider {redirect_origin}</Trans>
                    ) : redirect_origin === 'device' ? (
                      <Trans>by a code</Trans>
                    ) : (
                      redirect_origin
                    )}
                    {', '}
                    {grant.last_used_at === null ? (
                      <Trans>
                        connected <Time at={grant.created_at} />, never used
                      </Trans>
                    ) : (
                      <Trans>
                        connected <Time at={grant.created_at} />, last used <Time at={grant.last_used_at} />
                      </Trans>
                    )}
                  </p>
                </div>
                <Button size="sm" onClick={() => setEnding({ id, name: client_name })}>
                  <Trans>Disconnect</Trans>
                </Button>
              </li>
            ))}
          </ul>
        )}
        {list.hasNextPage && (
          <div className="px-4 py-3">
            <Button size="sm" busy={list.isFetching} onClick={() => list.fetchNextPage()}>
              <Trans>Show more</Trans>
            </Button>
          </div>
        )}
      </Card>
      {isAdmin && (
        <div className="mt-4">
          <ClientsCard />
        </div>
      )}
      <ConfirmDialog
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={t`Disconnect this agent?`}
        action={t`Disconnect`}
        danger
        busy={end.isPending}
        error={end.error}
        onConfirm={() => ending !== undefined && end.mutate(ending.id)}
      >
        <p>
          <Trans>{ending?.name} is refused from now on. To continue, it has to ask again.</Trans>
        </p>
      </ConfirmDialog>
    </AccessPage>
  )
}
