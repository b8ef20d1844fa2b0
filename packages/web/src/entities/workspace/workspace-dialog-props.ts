import type { WorkspaceItem } from './use-workspace.ts'

export interface WorkspaceDialogProps {
  readonly open: boolean
  readonly workspace: WorkspaceItem
  readonly onClose: () => void
}
