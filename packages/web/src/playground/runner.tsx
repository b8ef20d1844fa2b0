import type { OperationDescription } from '@bulkhead/sdk'
import { BulkheadError } from '@bulkhead/sdk/client'
import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Play } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { noteRun } from '#entities/call/past-runs.ts'
import type { RunTarget } from '#entities/connector/run-target.ts'
import { useSession } from '#entities/session/use-session.ts'
import { SchemaFields } from '#schema/schema-fields.tsx'
import { translated } from '#texts/translated.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Disclosure } from '#ui/disclosure.tsx'
import { LinesField } from '#ui/form/fields.tsx'
import { Form } from '#ui/form/form.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { Keys } from '#ui/show/keys.tsx'
import { useShortcuts } from '#ui/use-shortcuts.ts'
import { ConfirmDialog } from '../ui/layer/confirm-dialog.tsx'
import { CodeBlock } from '../ui/show/code.tsx'
import { CodePanel } from './code-panel.tsx'
import { FieldPicker } from './field-picker.tsx'
import { RunResult } from './run-result.tsx'
import { JSON_FIELD, useDraft } from './use-draft.ts'
import { type RunOutput, useRun } from './use-run.ts'

interface RunnerProps {
  readonly target: RunTarget
  readonly service: string
  readonly slug: string | null
  readonly workspace: { readonly id: string; readonly name: string }
  readonly operation: OperationDescription
  /** Content above the parameters. */
  readonly heading: ReactNode
  /** Initial params. */
  readonly initial?: Readonly<Record<string, unknown>>
  /** Whether to run once when it is first shown, because the person chose to run on the page before. */
  readonly isImmediate?: boolean
  /** Called after every successful response. */
  readonly onResponse?: (output: RunOutput) => void
  readonly requestClass?: string
  readonly responseClass?: string
}

const MODES = [
  { value: 'form', label: msg`Form` },
  { value: 'json', label: msg`JSON` },
] as const

/**
 * Form that takes params and runs one operation, in two panes: the request, and next to it the response and the call as
 * code.
 */
export function Runner(props: RunnerProps) {
  const { target, service, slug, workspace, operation, heading, isImmediate = false } = props
  const { entity, action, effect } = operation
  const person = useSession()?.person.id
  const [fields, setFields] = useState<readonly string[]>([])
  const [confirming, setConfirming] = useState<Record<string, unknown>>()
  const run = useRun()
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraft(operation, form, props.initial)
  const hasBegun = useRef(false)

  function send(params: Record<string, unknown>) {
    setConfirming(undefined)
    const began = performance.now()
    const note = (code: string | null) => {
      if (person === undefined) return
      const ms = Math.round(performance.now() - began)
      const at = new Date().toISOString()
      noteRun(person, { at, workspace_id: workspace.id, target, entity, action, params, code, ms })
    }
    run.mutate(
      { target, entity, action, params, select_fields: action === 'download' ? [] : fields },
      {
        onSuccess: (output) => {
          note(null)
          props.onResponse?.(output)
        },
        onError: (error) => note(error instanceof BulkheadError ? error.code : 'failed'),
      },
    )
  }
  function submit(event?: FormEvent) {
    event?.preventDefault()
    const params = draft.read()
    if (params === undefined) return
    // Writing to sample data changes nothing, so it needs no confirmation.
    if (effect === 'read' || target.kind === 'sample') send(params)
    else setConfirming(params)
  }
  // The shortcut works anywhere on the page, except while a dialog is open, which may handle the keys itself.
  useShortcuts({
    'mod+Enter': () => {
      if (document.querySelector('dialog[open]') === null && !run.isPending) submit()
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once, when it is first shown
  useEffect(() => {
    if (!isImmediate || hasBegun.current) return
    hasBegun.current = true
    submit()
  }, [isImmediate])

  return (
    <>
      <div className={cx('flex min-w-0 flex-col gap-5', props.requestClass)}>
        {heading}
        <Form ref={form} onSubmit={submit} className="flex flex-col gap-4">
          <Params draft={draft} />
          <div className="flex flex-wrap items-center gap-2">
            <Button
              type="submit"
              variant={effect === 'destructive' ? 'danger' : 'primary'}
              icon={<Play />}
              busy={run.isPending}
            >
              <Trans>Run</Trans>
              <Keys keys={['mod', 'enter']} onFill className="phone:hidden" />
            </Button>
            {action !== 'download' && (
              <FieldPicker
                operation={operation}
                result={run.data?.result}
                chosen={fields}
                onChoose={setFields}
              />
            )}
          </div>
        </Form>
      </div>
      <div className={cx('flex min-w-0 flex-col', props.responseClass)}>
        <section
          aria-label={t`Response`}
          className="min-h-0 min-w-0 flex-1 overflow-y-auto px-(--gutter) py-5"
        >
          {run.data === undefined && run.error === null ? (
            <p className="py-10 text-center text-muted text-sm">
              {run.isPending ? t`Waiting for ${service}…` : t`Run the operation to see its response here.`}
            </p>
          ) : (
            <RunResult run={run} service={service} />
          )}
        </section>
        <CodePanel
          className="shrink-0 border-line border-t px-(--gutter) py-3"
          service={service}
          effect={effect}
          call={{
            origin: location.origin,
            workspace_name: workspace.name,
            workspace_id: workspace.id,
            connector_id: target.kind === 'connector' ? target.connector_id : undefined,
            slug,
            entity,
            action,
            params: draft.peek(),
            select_fields: fields,
          }}
        />
      </div>
      <ConfirmRun
        params={confirming}
        operation={operation}
        service={service}
        onClose={() => setConfirming(undefined)}
        onConfirm={send}
      />
    </>
  )
}

/** Fields of the params, or one JSON field instead. */
function Params({ draft }: { readonly draft: ReturnType<typeof useDraft> }) {
  const { required, optional, mode, text, errors } = draft
  const getFields = (properties: typeof required) => (
    <SchemaFields
      properties={properties}
      required={draft.requiredNames}
      draft={draft.draft}
      errors={errors}
      showNames
      onChange={draft.setField}
    />
  )
  const isEmpty = required.length + optional.length === 0
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-semibold text-sm">
          <Trans>Parameters</Trans>
        </h2>
        {!isEmpty && (
          <Segments
            label={t`Enter as`}
            value={mode}
            options={translated(MODES)}
            onChange={draft.changeMode}
          />
        )}
      </div>
      {isEmpty ? (
        <p className="text-muted text-sm">
          <Trans>This operation takes no parameters.</Trans>
        </p>
      ) : mode === 'json' ? (
        <LinesField
          label={t`Parameters as JSON`}
          error={errors[JSON_FIELD]}
          value={text}
          onChange={(event) => draft.setText(event.target.value)}
          rows={6}
          className="field-sizing-content max-h-96 font-mono text-xs"
        />
      ) : (
        <>
          {required.length > 0 && getFields(required)}
          {optional.length > 0 && (
            <Disclosure
              label={t`${optional.length} optional`}
              open={required.length === 0 && optional.length <= 3}
            >
              {getFields(optional)}
            </Disclosure>
          )}
        </>
      )}
    </>
  )
}

interface ConfirmRunProps {
  /** Parameters that would be sent. Undefined: no confirmation is open. */
  readonly params: Record<string, unknown> | undefined
  readonly operation: OperationDescription
  readonly service: string
  readonly onClose: () => void
  readonly onConfirm: (params: Record<string, unknown>) => void
}

/** Confirmation before a run changes something at the service. */
function ConfirmRun({ params, operation, service, onClose, onConfirm }: ConfirmRunProps) {
  const { entity, action, effect } = operation
  return (
    <ConfirmDialog
      open={params !== undefined}
      onClose={onClose}
      title={
        effect === 'destructive'
          ? t`This cannot be undone at ${service}`
          : t`This changes something at ${service}`
      }
      action={t`Run ${entity}.${action}`}
      danger={effect === 'destructive'}
      busy={false}
      error={null}
      onConfirm={() => params !== undefined && onConfirm(params)}
    >
      <p className="mb-3">
        <Trans>This runs for real, in the account whose credentials are stored, with these parameters:</Trans>
      </p>
      <CodeBlock code={JSON.stringify(params ?? {}, null, 2)} language="json" label={t`Parameters`} wrap />
    </ConfirmDialog>
  )
}
