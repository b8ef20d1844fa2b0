import { t } from '@lingui/core/macro'
import { Plural, Trans } from '@lingui/react/macro'
import { keepPreviousData } from '@tanstack/react-query'
import { Box } from 'lucide-react'
import { useState } from 'react'
import { useRead } from '#api/use-api.ts'
import { useDebounced } from '#ui/form/search/use-debounced.ts'
import { Picker } from '#ui/layer/picker.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { isUuid } from './workspace-path.ts'

interface WorkspacePickerProps {
  /** Whether an id can be picked without a lookup, because a deleted workspace has no name. */
  readonly takesIds?: boolean
  /** Whether inactive workspaces are left out. */
  readonly activeOnly?: boolean
  readonly onPick: (id: string) => void
  readonly onClose: () => void
}

/** Dialog for picking one workspace among many. */
export function WorkspacePicker({
  takesIds = false,
  activeOnly = false,
  onPick,
  onClose,
}: WorkspacePickerProps) {
  const [text, setText] = useState('')
  const settled = useDebounced(text.trim())
  const { data, isFetching } = useRead(
    'listWorkspaces',
    {
      query: {
        limit: 50,
        include_usage: true,
        ...(activeOnly && { status: 'active' }),
        ...(settled !== '' && { name_contains: settled }),
      },
    },
    { placeholderData: keepPreviousData },
  )
  const id = text.trim().toLowerCase()
  return (
    <Picker
      title={t`Choose a workspace`}
      placeholder={takesIds ? t`Find a workspace, or paste its id…` : t`Find a workspace…`}
      text={text}
      onText={setText}
      busy={isFetching}
      groups={[
        {
          label: t`Workspaces`,
          items: (data?.data ?? []).map(({ id, name, status, usage }) => ({
            id,
            label: name,
            hint:
              status === 'inactive' ? (
                <Badge tone="warn">
                  <Trans>inactive</Trans>
                </Badge>
              ) : usage !== undefined && usage.needs_attention > 0 ? (
                <span className="text-bad text-xs">
                  <Plural value={usage.needs_attention} one="# needs attention" other="# need attention" />
                </span>
              ) : undefined,
            icon: <Box />,
            onPick: () => onPick(id),
          })),
        },
        {
          label: t`By id`,
          items: takesIds && isUuid(id) ? [{ id, label: id, icon: <Box />, onPick: () => onPick(id) }] : [],
        },
      ]}
      empty={activeOnly ? t`No active workspace has this name.` : t`No workspace has this name.`}
      footer={t`Your app creates workspaces: the first time it mints a token for a new name.`}
      onClose={onClose}
    />
  )
}
