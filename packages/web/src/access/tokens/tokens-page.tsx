import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Ticket } from 'lucide-react'
import { useState } from 'react'
import { useChange, useRead } from '#api/use-api.ts'
import { useCurrentWorkspace } from '#entities/workspace/use-current-workspace.ts'
import { useWorkspace } from '#entities/workspace/use-workspace.ts'
import { Card } from '#ui/page.tsx'
import { Skeleton } from '#ui/show/skeleton.tsx'
import { EmptyState, ErrorState } from '#ui/show/states.tsx'
import { AccessPage } from '../access-page.tsx'
import { GrantForm } from './grant-form.tsx'
import { MintedToken } from './minted-token.tsx'

/** Page that mints a narrowed token, shows its claims and tests its access. */
export function TokensPage() {
  const current = useWorkspace(useCurrentWorkspace())
  const [chosen, setChosen] = useState<string>()
  const mint = useChange('createScopedToken')
  const first = current.data?.id
  // The form is shown once the first connectors are loaded, so that its layout does not shift.
  const connectors = useRead(
    'listConnectors',
    { query: { workspace_id: first ?? '', include_health: true } },
    { enabled: first !== undefined },
  )
  const workspace_id = chosen ?? (connectors.isPending ? undefined : first)
  return (
    <AccessPage title={t`Token workbench`}>
      <div className="grid items-start gap-4 @4xl/page:grid-cols-[22rem_minmax(0,1fr)]">
        <Card title={t`Mint a token`} description={t`For one workspace, narrowed to what is needed.`}>
          {workspace_id === undefined ? (
            current.error === null ? (
              // The skeleton is as tall as the form, so that the content below does not shift.
              <Skeleton className="m-4 h-160" />
            ) : (
              <ErrorState error={current.error} onRetry={current.refetch} />
            )
          ) : (
            <GrantForm
              key={workspace_id}
              workspace_id={workspace_id}
              // The minted token belongs to the previous workspace.
              onWorkspace={(id) => {
                setChosen(id)
                mint.reset()
              }}
              busy={mint.isPending}
              error={mint.error}
              onMint={(body) => mint.mutate({ body })}
            />
          )}
        </Card>
        {mint.data === undefined ? (
          <Card>
            <EmptyState icon={<Ticket />} title={t`No token yet`}>
              <Trans>
                The token, its claims and what it reaches are shown here, once. They are not stored.
              </Trans>
            </EmptyState>
          </Card>
        ) : (
          <MintedToken key={mint.data.token} minted={mint.data} onForget={() => mint.reset()} />
        )}
      </div>
    </AccessPage>
  )
}
