import type { Description } from '@bulkhead/sdk'
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { EffectBadge } from '#entities/connector/effect-badge.tsx'
import { Picker } from '#ui/layer/picker.tsx'
import { findOperations } from './find-operations.ts'

interface OperationPickerProps {
  readonly description: Description
  readonly onPick: (operation: { readonly entity: string; readonly action: string }) => void
  readonly onClose: () => void
}

/** Dialog for finding an operation by words of its name and summary. */
export function OperationPicker({ description, onPick, onClose }: OperationPickerProps) {
  const [text, setText] = useState('')
  return (
    <Picker
      title={t`Choose an operation`}
      placeholder={t`Find an operation…`}
      text={text}
      onText={setText}
      groups={findOperations(description, text).map(({ entity, operations }) => ({
        label: entity,
        items: operations.map(({ action, effect, summary }) => ({
          id: `${entity}.${action}`,
          label: `${entity}.${action}`,
          hint:
            effect === 'read' ? (
              <span className="max-w-72 truncate max-sm:hidden">{summary}</span>
            ) : (
              <EffectBadge effect={effect} />
            ),
          onPick: () => onPick({ entity, action }),
        })),
      }))}
      empty={t`No operation found.`}
      onClose={onClose}
    />
  )
}
