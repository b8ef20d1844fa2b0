import type { OperationDescription } from '@bulkhead/sdk'
import { type FormEvent, useRef, useState } from 'react'
import { SchemaFields } from '#schema/schema-fields.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Field } from '#ui/form/field.tsx'
import { TextArea } from '#ui/form/input.tsx'
import { Segments } from '#ui/form/segments.tsx'
import { Play } from '#ui/icons.tsx'
import { Keys } from '#ui/show/keys.tsx'
import { ConfirmRun } from './confirm-run.tsx'
import { FieldPicker } from './field-picker.tsx'
import { RunResult } from './run-result.tsx'
import { JSON_FIELD, useDraft } from './use-draft.ts'
import { type RunOutput, useRun } from './use-run.ts'

interface RunnerProps {
  readonly connector_id: string
  readonly service: string
  readonly slug: string | null
  readonly workspace_name: string
  readonly operation: OperationDescription
  /** Told of every good answer. */
  readonly onResponse?: (output: RunOutput) => void
}

const MODES = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const

/** Takes params, runs one operation, shows the answer. */
export function Runner({ connector_id, service, slug, workspace_name, operation, onResponse }: RunnerProps) {
  const { entity, action, effect } = operation
  const [fields, setFields] = useState<readonly string[]>([])
  const [confirming, setConfirming] = useState<Record<string, unknown>>()
  const run = useRun()
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraft(operation, form)

  function send(params: Record<string, unknown>) {
    setConfirming(undefined)
    run.mutate(
      { connector_id, entity, action, params, select_fields: action === 'download' ? [] : fields },
      { onSuccess: (output) => onResponse?.(output) },
    )
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    const params = draft.read()
    if (params === undefined) return
    if (effect === 'read') send(params)
    else setConfirming(params)
  }

  return (
    <div className="flex flex-col gap-5">
      <form
        ref={form}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event)
        }}
        className="flex flex-col gap-4"
      >
        <Params draft={draft} />
        <div className="flex flex-wrap items-center gap-2">
          <Button
            type="submit"
            variant={effect === 'destructive' ? 'danger' : 'primary'}
            icon={<Play />}
            busy={run.isPending}
          >
            Run
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
      </form>
      <RunResult
        run={run}
        service={service}
        call={{ origin: location.origin, workspace_name, connector_id, slug, entity, action }}
      />
      <ConfirmRun
        params={confirming}
        operation={operation}
        service={service}
        onClose={() => setConfirming(undefined)}
        onConfirm={send}
      />
    </div>
  )
}

/** The fields, or the JSON in place of them. */
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
        <h2 className="font-semibold text-base">Parameters</h2>
        {!isEmpty && <Segments label="Enter as" value={mode} options={MODES} onChange={draft.changeMode} />}
      </div>
      {isEmpty ? (
        <p className="text-muted text-sm">This operation takes no parameters.</p>
      ) : mode === 'json' ? (
        <Field label="Parameters as JSON" error={errors[JSON_FIELD]}>
          {(control) => (
            <TextArea
              {...control}
              value={text}
              onChange={(event) => draft.setText(event.target.value)}
              rows={6}
              className="field-sizing-content max-h-96 font-mono text-xs"
            />
          )}
        </Field>
      ) : (
        <>
          {required.length > 0 && getFields(required)}
          {optional.length > 0 && (
            <Disclosure
              label={`${optional.length} optional`}
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
