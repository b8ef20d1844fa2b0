import { DEFAULT_WORKSPACE } from '@bulkhead/sdk/client'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams } from '@tanstack/react-router'
import { createContext, use, useEffect } from 'react'
import { ButtonLink } from '#ui/button.tsx'
import { ScopeContext } from '#ui/frame.ts'
import { Page } from '#ui/page.tsx'
import { PagePending } from '#ui/page-pending.tsx'
import { ErrorState } from '#ui/show/states.tsx'
import { toWorkspaceKey, useWorkspace, type WorkspaceItem } from './use-workspace.ts'
import { rememberWorkspace } from './workspace-path.ts'

const WorkspaceContext = createContext<WorkspaceItem | undefined>(undefined)

/** Returns the workspace in the URL. */
export function useScope(): WorkspaceItem {
  const workspace = use(WorkspaceContext)
  if (workspace === undefined) throw new TypeError('This is not a page of a workspace.')
  return workspace
}

/** Frame of the pages of a workspace. It shows them once the workspace is loaded. */
export function WorkspaceScope() {
  const { workspace: named } = useParams({ from: '/app/w/$workspace' })
  const { data, dataUpdatedAt, error, refetch, isFetching } = useWorkspace(named)
  const navigate = useNavigate()
  const client = useQueryClient()
  const id = data?.id
  const name = data?.name
  useEffect(() => {
    if (id === undefined || name === undefined) return
    rememberWorkspace({ id, name })
    // The URL is replaced by one with the id, because names change. Only the name `default` never changes.
    if (named !== id && named !== DEFAULT_WORKSPACE) {
      // Without it the page would go until the same workspace came by its id, and what somebody typed with it.
      if (client.getQueryData(toWorkspaceKey(id)) === undefined)
        client.setQueryData(toWorkspaceKey(id), data, { updatedAt: dataUpdatedAt })
      navigate({ to: '.', params: (all) => ({ ...all, workspace: id }), search: true, replace: true })
    }
  }, [client, data, dataUpdatedAt, id, name, named, navigate])
  if (data !== undefined) {
    return (
      <WorkspaceContext value={data}>
        <ScopeContext value={{ label: data.name, to: '/w/$workspace', params: { workspace: data.id } }}>
          <Outlet />
        </ScopeContext>
      </WorkspaceContext>
    )
  }
  if (error !== null) {
    return (
      <Page title={t`Workspace`} heading={null}>
        <ErrorState
          error={error}
          onRetry={refetch}
          isRetrying={isFetching}
          elsewhere={
            <ButtonLink to="/workspaces">
              <Trans>All workspaces</Trans>
            </ButtonLink>
          }
          level={1}
        />
      </Page>
    )
  }
  return <PagePending />
}
