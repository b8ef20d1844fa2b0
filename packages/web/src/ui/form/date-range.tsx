import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import * as Popover from '@radix-ui/react-popover'
import { Calendar, Check, ChevronDown } from 'lucide-react'
import { type FormEvent, use, useState } from 'react'
import { getDayFormat, getInstantFormat } from '#texts/format.ts'
import { TextField } from '#ui/form/fields.tsx'
import { Button } from '../button.tsx'
import { cx } from '../cx.ts'
import { LayerContext } from '../layer/layer.ts'
import { CONTROL } from './input.tsx'

/** Start and end as ISO strings. If there is no end, the range ends now. */
export interface TimeRange {
  readonly since: string
  readonly until?: string | undefined
}

interface DateRangeProps {
  readonly label: string
  readonly presets: readonly { readonly value: string; readonly label: string }[]
  /** Value of a preset, or a start and end. */
  readonly value: string | TimeRange
  /** Start and end of the chosen preset. The fields start with them. */
  readonly bounds: TimeRange
  readonly onPreset: (value: string) => void
  readonly onRange: (range: TimeRange) => void
  readonly className?: string
}

/** Select for a time range: a preset, or a start and end. */
export function DateRange({ label, value, presets, className, ...rest }: DateRangeProps) {
  const [isOpen, setOpen] = useState(false)
  const layer = use(LayerContext)
  const preset = typeof value === 'string' ? presets.find((one) => one.value === value) : undefined
  const words = preset?.label ?? (typeof value === 'string' ? value : toWords(value))
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger
        aria-label={`${label}: ${words}`}
        className={cx(
          CONTROL,
          'inline-flex h-8 min-w-0 items-center gap-2 pr-2 pl-2.5 text-left [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle',
          className,
        )}
      >
        <Calendar aria-hidden="true" />
        <span className="min-w-0 flex-1 truncate tabular-nums">{words}</span>
        <ChevronDown aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal container={layer}>
        <Popover.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 flex w-72 max-w-[calc(100vw-1rem)] animate-rise flex-col rounded-lg bg-raised text-sm shadow-float outline-none"
        >
          <RangeChoice value={value} presets={presets} {...rest} onClose={() => setOpen(false)} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

type RangeChoiceProps = Omit<DateRangeProps, 'label' | 'className'> & { readonly onClose: () => void }

function RangeChoice({ value, presets, bounds, onPreset, onRange, onClose }: RangeChoiceProps) {
  const [since, setSince] = useState(toLocal(bounds.since))
  const [until, setUntil] = useState(bounds.until === undefined ? '' : toLocal(bounds.until))
  const [error, setError] = useState<string>()
  function submit(event: FormEvent) {
    event.preventDefault()
    const [begin, end] = [Date.parse(since), Date.parse(until)]
    if (Number.isNaN(begin)) return setError(t`Enter when it begins.`)
    if (end <= begin) return setError(t`It must end after it begins.`)
    onRange({
      since: new Date(begin).toISOString(),
      until: Number.isNaN(end) ? undefined : new Date(end).toISOString(),
    })
    onClose()
  }
  return (
    <>
      <ul className="p-1">
        {presets.map((preset) => (
          <li key={preset.value}>
            <button
              type="button"
              aria-pressed={preset.value === value}
              onClick={() => {
                onPreset(preset.value)
                onClose()
              }}
              className="flex h-8 w-full items-center justify-between rounded-md px-2 text-left -outline-offset-2 hover:bg-hover pointer-coarse:h-10"
            >
              {preset.label}
              {preset.value === value && <Check aria-hidden="true" className="size-4 text-accent" />}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} noValidate className="flex flex-col gap-3 border-line border-t p-3">
        <TextField
          label={t`From`}
          error={error}
          type="datetime-local"
          value={since}
          onChange={(event) => setSince(event.target.value)}
        />
        <TextField
          label={t`To`}
          help={t`Empty means until now.`}
          type="datetime-local"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <Button type="submit" className="w-full">
          <Trans>Apply</Trans>
        </Button>
      </form>
    </>
  )
}

const DAY_MS = 86_400_000

function toWords({ since, until }: TimeRange): string {
  const begin = Date.parse(since)
  if (Number.isNaN(begin)) return since
  if (until === undefined) return t`Since ${{ time: getInstantFormat().format(begin) }}`
  const end = Date.parse(until)
  if (Number.isNaN(end)) return until
  const format = end - begin > 3 * DAY_MS ? getDayFormat() : getInstantFormat()
  return format.formatRange(begin, end)
}

/** Formats a time for a `datetime-local` field. */
function toLocal(iso: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
