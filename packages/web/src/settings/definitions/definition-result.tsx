import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Output } from '#api/api.ts'
import { i18n } from '#texts/i18n.ts'
import { Button } from '#ui/button.tsx'
import { useGuardedClose } from '#ui/form/unsaved-guard.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'
import { Badge } from '#ui/show/badge.tsx'
import { ErrorNote } from '#ui/show/states.tsx'
import { Warning } from '#ui/show/warning.tsx'

type Updated = Output<'updateDefinition'>
/** Definition that was added, or an update of one with its changes. */
export type Changed = Output<'addDefinition'> &
  Partial<Pick<Updated, 'breaks' | 'operation_changes' | 'connector_changes'>>
type OperationChange = Updated['operation_changes'][number]

const KINDS = {
  added: msg`added`,
  removed: msg`removed`,
  renamed: msg`renamed`,
  changed: msg`changed`,
} as const

/** Returns whether a definition has omissions or changes to show. */
export function hasFindings({ omissions, operation_changes = [], connector_changes = [] }: Changed): boolean {
  return omissions.length + operation_changes.length + connector_changes.length > 0
}

interface DefinitionResultProps {
  readonly changed: Changed
  /** Saving of an update. Undefined: nothing is left to save. */
  readonly saving:
    | { readonly save: () => void; readonly isBusy: boolean; readonly error: Error | null }
    | undefined
  readonly onClose: () => void
}

/**
 * Dialog with the effects of a definition on tokens, connectors and callers, and with the parts of it that Bulkhead
 * cannot offer. An update is saved here.
 */
export function DefinitionResult({ changed, saving, onClose }: DefinitionResultProps) {
  const { name, omissions, breaks = false, operation_changes = [], connector_changes = [] } = changed
  const { guard, dismiss } = useGuardedClose(() => saving !== undefined, onClose)
  const narrowed = operation_changes.filter(({ narrowed }) => narrowed.length > 0)
  return (
    <>
      {guard}
      <Dialog
        open
        onClose={dismiss}
        title={saving ? t`Changes to ${name}` : t`${name} was added`}
        description={saving && t`Nothing is saved yet.`}
        size="lg"
        locked={saving?.isBusy ?? false}
      >
        <DialogBody className="flex flex-col gap-5 pb-5" focusable>
          {breaks && (
            <Warning>
              <Trans>Calls that are accepted now can be refused.</Trans>
            </Warning>
          )}
          {saving && (
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
                lines={omissions.map(
                  ({ what, reason, line }) => `${what}: ${reason} (${t`line ${{ line }}`})`,
                )}
              />
            </Part>
          )}
          {saving?.error && <ErrorNote error={saving.error} title={t`Nothing was saved`} />}
        </DialogBody>
        <DialogFooter>
          {saving === undefined ? (
            <Button variant="primary" onClick={onClose}>
              <Trans>Close</Trans>
            </Button>
          ) : (
            <>
              <Button onClick={onClose} disabled={saving.isBusy}>
                <Trans>Cancel</Trans>
              </Button>
              <Button variant="primary" onClick={saving.save} busy={saving.isBusy}>
                <Trans>Save</Trans>
              </Button>
            </>
          )}
        </DialogFooter>
      </Dialog>
    </>
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
