import type { OperationDescription } from '@bulkhead/sdk'
import { Play } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { JsonSchema } from '#schema/json-schema.ts'
import { type Draft, draftOf, readDraft, SchemaFields } from '#schema/schema-fields.tsx'
import { Button } from '#ui/button.tsx'
import { Disclosure } from '#ui/disclosure.tsx'
import { Field } from '#ui/field.tsx'
import { TextArea } from '#ui/input.tsx'
import { Keys } from '#ui/keys.tsx'
import { Segments } from '#ui/segments.tsx'
import { ConfirmRun } from './confirm-run.tsx'
import { FieldPicker } from './field-picker.tsx'
import { RunResult } from './run-result.tsx'
import { type RunOutput, useRun } from './use-run.ts'

interface RunnerProps {
  readonly connector_id: string
  readonly service: string
  readonly slug: string | null
  readonly workspace_name: string
  readonly operation: OperationDescription
  /** Told of every good answer. */
  readonly onAnswer?: (output: RunOutput) => void
}

const MODES = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const

/** Takes params, runs one operation, shows the answer. */
export function Runner({ connector_id, service, slug, workspace_name, operation, onAnswer }: RunnerProps) {
  const { entity, action, effect } = operation
  const schema = operation.params as JsonSchema
  const { required, optional } = paramsOf(schema)
  const all = [...required, ...optional]
  const requiredNames = required.map(([name]) => name)
  const [mode, setMode] = useState<'form' | 'json'>('form')
  const [draft, setDraft] = useState<Draft>({})
  const [text, setText] = useState('{}')
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [fields, setFields] = useState<readonly string[]>([])
  const [confirming, setConfirming] = useState<Record<string, unknown>>()
  const run = useRun()
  const form = useRef<HTMLFormElement>(null)

  /** Params as they are entered; undefined where something is wrong, which is then shown. */
  function read(): Record<string, unknown> | undefined {
    if (mode === 'json') {
      const { params, error } = readParams(text)
      setErrors(error === undefined ? {} : { '': error })
      return params
    }
    const { values, errors } = readDraft(all, requiredNames, draft)
    setErrors(errors)
    return Object.keys(errors).length === 0 ? values : undefined
  }
  function send(params: Record<string, unknown>) {
    setConfirming(undefined)
    run.mutate(
      { connector_id, entity, action, params, select_fields: action === 'download' ? [] : fields },
      { onSuccess: (output) => onAnswer?.(output) },
    )
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    const params = read()
    if (params === undefined) return
    if (effect === 'read') send(params)
    else setConfirming(params)
  }
  function changeMode(next: 'form' | 'json') {
    if (next === 'json') {
      setText(JSON.stringify(readDraft(all, [], draft).values, null, 2))
    } else {
      const { params } = readParams(text)
      if (params !== undefined) setDraft(draftOf(all, params))
    }
    setErrors({})
    setMode(next)
  }
  // The first field that is wrong, so that one can go on by keyboard.
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [errors])

  const fieldsOf = (properties: typeof all) => (
    <SchemaFields
      properties={properties}
      required={requiredNames}
      draft={draft}
      errors={errors}
      showNames
      onChange={(name, value) => {
        setDraft((before) => ({ ...before, [name]: value }))
        if (name in errors) setErrors(({ [name]: _, ...rest }) => rest)
      }}
    />
  )

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
        <div className="flex items-center justify-between gap-3">
          <h2 className="font-semibold text-base">Parameters</h2>
          {all.length > 0 && <Segments label="Enter as" value={mode} options={MODES} onChange={changeMode} />}
        </div>
        {all.length === 0 ? (
          <p className="text-muted text-sm">It takes none.</p>
        ) : mode === 'json' ? (
          <Field label="Parameters as JSON" error={errors['']}>
            {(control) => (
              <TextArea
                {...control}
                value={text}
                onChange={(event) => setText(event.target.value)}
                rows={6}
                className="field-sizing-content max-h-96 font-mono text-xs"
              />
            )}
          </Field>
        ) : (
          <>
            {required.length > 0 && fieldsOf(required)}
            {optional.length > 0 && (
              <Disclosure
                label={`${optional.length} optional`}
                open={required.length === 0 && optional.length <= 3}
              >
                {fieldsOf(optional)}
              </Disclosure>
            )}
          </>
        )}
        <div className="flex flex-wrap items-center gap-2">
          <Button
            type="submit"
            variant={effect === 'destructive' ? 'danger' : 'primary'}
            icon={<Play />}
            busy={run.isPending}
          >
            Run
            <Keys keys={['mod', 'enter']} onFill className="max-md:hidden" />
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

/** Those one must give, and the others; what has one possible value is sent by itself. */
function paramsOf({ properties = {}, required = [] }: JsonSchema) {
  const shown = Object.entries(properties).filter(
    ([, { enum: values, default: usual }]) => !(values?.length === 1 && values[0] === usual),
  )
  return {
    required: shown.filter(([name]) => required.includes(name)),
    optional: shown.filter(([name]) => !required.includes(name)),
  }
}

function readParams(text: string): { params?: Record<string, unknown>; error?: string } {
  try {
    const params: unknown = JSON.parse(text.trim() === '' ? '{}' : text)
    if (typeof params === 'object' && params !== null && !Array.isArray(params)) {
      return { params: params as Record<string, unknown> }
    }
    return { error: 'This must be an object: { "name": value }.' }
  } catch (error) {
    return { error: `This must be JSON. ${error instanceof Error ? error.message : ''}` }
  }
}
