import { cx } from '../cx.ts'

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
}

/** Choice of one of a few options, all visible. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
  return (
    <fieldset className="flex h-8 w-fit items-center gap-0.5 rounded-md bg-track p-0.5 pointer-coarse:h-10">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cx(
            'h-full rounded-[0.25rem] px-2.5 text-sm transition-colors',
            option.value === value
              ? 'bg-thumb font-medium text-ink shadow-control'
              : 'text-muted hover:text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  )
}
