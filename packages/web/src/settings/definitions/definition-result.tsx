import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Output } from '#api/api.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { Warning } from '#ui/show/warning.tsx'

type Updated = Output<'updateDefinition'>
/** Saved definition. After an update it also has the changes. */
export type Changed = Output<'addDefinition'> &
  Partial<Pick<Updated, 'breaks' | 'operation_changes' | 'connector_changes'>>
type OperationChange = Updated['operation_changes'][number]

const KINDS = {
  added: msg`added`,
  removed: msg`removed`,
  renamed: msg`renamed`,
  changed: msg`changed`,
} as const

/** Tells whether the saved definition has omissions or changes to show. */
export function hasFindings({ omissions, operation_changes = [], connector_changes = [] }: Changed): boolean {
  return omissions.length + operation_changes.length + connector_changes.length > 0
}

interface DefinitionResultProps {
  readonly changed: Changed
  readonly onClose: () => void
}

/**
 * Dialog with the effects of a saved definition on tokens, connectors and callers, and with the parts of it that
 * Bulkhead cannot offer.
 */
export function DefinitionResult({ changed, onClose }: DefinitionResultProps) {
  const { name, omissions, breaks = false, operation_changes = [], connector_changes = [] } = changed
  const narrowed = operation_changes.filter(({ narrowed }) => narrowed.length > 0)
  const isUpdate = changed.operation_changes !== undefined
  return (
    <Dialog open onClose={onClose} title={isUpdate ? t`${name} was saved` : t`${name} was added`} size="lg">
      <DialogBody className="flex flex-col gap-5 pb-5" focusable>
        {breaks && (
          <Warning>
            <Trans>Calls that were taken before can be refused now.</Trans>
          </Warning>
        )}
        {isUpdate && (
          <Part title={t`Narrowed tokens and connectors`}>
            {narrowed.length === 0 ? (
              <p className="text-muted">
                <Trans>They gain and lose nothing.</Trans>
              </p>
            ) : (
              narrowed.map((change) => (
                <Change key={`${change.kind} ${change.name}`} change={change} lines={change.narrowed} />
              ))
            )}
          </Part>
        )}
        {connector_changes.length > 0 && (
          <Part title={t`Stored connectors`}>
            <Lines lines={connector_changes} />
          </Part>
        )}
        {operation_changes.length > 0 && (
          <Part title={t`Operations`}>
            {operation_changes.map((change) => (
              <Change key={`${change.kind} ${change.name}`} change={change} lines={change.changes} />
            ))}
          </Part>
        )}
        {omissions.length > 0 && (
          <Part title={t`Left out`}>
            <p className="text-muted">
              <Trans>What cannot be offered; an overlay can correct it.</Trans>
            </p>
            <Lines
              lines={omissions.map(({ what, reason, line }) => `${what}: ${reason} (${t`line ${{ line }}`})`)}
            />
          </Part>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2 text-sm">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  )
}

function Change({ change, lines }: { readonly change: OperationChange; readonly lines: readonly string[] }) {
  const { kind, name, former } = change
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-2">
        <code className="break-all">{former === null ? name : `${former} → ${name}`}</code>
        <Badge tone={change.breaks ? 'warn' : 'neutral'}>{i18n._(KINDS[kind])}</Badge>
      </p>
      <Lines lines={lines} />
    </div>
  )
}

/** List of the server's findings, in its own words. */
function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <ul className="ml-5 list-disc text-muted">
      {[...new Set(lines)].map((line) => (
        <li key={line} className="break-words">
          {line}
        </li>
      ))}
    </ul>
  )
}
