import type { OperationDescription } from '@bulkhead/sdk'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Columns3 } from 'lucide-react'
import { useState } from 'react'
import type { JsonSchema } from '#schema/json-schema.ts'
import { Button } from '#ui/button.tsx'
import { Input } from '#ui/form/input.tsx'
import { Dialog, DialogBody, DialogFooter } from '#ui/layer/dialog.tsx'

interface FieldPickerProps {
  readonly operation: OperationDescription
  readonly result: unknown
  readonly chosen: readonly string[]
  readonly onChoose: (fields: readonly string[]) => void
}

/** Field for choosing which fields of the response are returned. If none is chosen, all are. */
export function FieldPicker({ operation, result, chosen, onChoose }: FieldPickerProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon={<Columns3 />} onClick={() => setOpen(true)}>
        {chosen.length === 0 ? t`All fields` : plural(chosen.length, { one: '# field', other: '# fields' })}
      </Button>
      {isOpen && (
        <Picker
          fields={[...new Set([...chosen, ...getFields(operation, result)])]}
          chosen={chosen}
          onChoose={onChoose}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

interface PickerProps {
  readonly fields: readonly string[]
  readonly chosen: readonly string[]
  readonly onChoose: (fields: readonly string[]) => void
  readonly onClose: () => void
}

function Picker({ fields, chosen, onChoose, onClose }: PickerProps) {
  const [text, setText] = useState('')
  const [extra, setExtra] = useState<readonly string[]>([])
  const all = [...fields, ...extra]
  const shown = all.filter((field) => field.toLowerCase().includes(text.trim().toLowerCase()))
  const own = text.trim()
  const canAdd = /^[\w$-]+(\.[\w$-]+)*$/.test(own) && !all.includes(own)
  function toggle(field: string, on: boolean) {
    onChoose(on ? [...chosen, field] : chosen.filter((one) => one !== field))
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Fields`}
      size="sm"
      description={t`The server leaves all other fields out of the response. If none is selected, it returns all of them.`}
    >
      <DialogBody>
        <Input
          aria-label={t`Find a field, or type a path`}
          placeholder={t`Find a field, or type a path such as user.login`}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !canAdd) return
            event.preventDefault()
            setExtra([...extra, own])
            toggle(own, true)
            setText('')
          }}
          data-autofocus=""
        />
        <ul className="mt-2">
          {shown.map((field) => (
            <li key={field}>
              <label className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover">
                <input
                  type="checkbox"
                  className="size-4"
                  checked={chosen.includes(field)}
                  onChange={(event) => toggle(field, event.target.checked)}
                />
                <code className="text-xs">{field}</code>
              </label>
            </li>
          ))}
        </ul>
        {canAdd && (
          <p className="px-2 py-1 text-muted text-xs">
            <Trans>Press Enter to add the path {own}.</Trans>
          </p>
        )}
        {shown.length === 0 && !canAdd && (
          <p className="py-4 text-center text-muted text-sm">
            <Trans>No field has that name.</Trans>
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <Button onClick={() => onChoose([])} disabled={chosen.length === 0}>
          <Trans>All fields</Trans>
        </Button>
        <Button variant="primary" onClick={onClose}>
          <Trans>Done</Trans>
        </Button>
      </DialogFooter>
    </Dialog>
  )
}

/** Returns the fields that the definition or the last response names. */
function getFields({ response }: OperationDescription, result: unknown): string[] {
  const schema = (response ?? {}) as JsonSchema
  const record = schema.items ?? schema
  const first = Array.isArray(result) ? result[0] : result
  const seen = typeof first === 'object' && first !== null ? Object.keys(first) : []
  return [...new Set([...Object.keys(record.properties ?? {}), ...seen])]
}
