import { CopyableId } from '#ui/copy-button.tsx'
import { Page } from '#ui/page.tsx'
import { useScope } from './workspace-scope.tsx'

export function WorkspacePage() {
  const workspace = useScope()
  return (
    <Page title={workspace.name} description={<CopyableId id={workspace.id} what="workspace id" />}>
      {null}
    </Page>
  )
}
