import type { ComponentProps } from 'react'
import { cx } from '../cx.ts'

/** Classes shared by all controls for input and choice. */
export const CONTROL =
  'rounded-md border border-control-line/70 bg-surface text-ink text-sm shadow-control transition-colors hover:border-control-line focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 aria-invalid:border-bad disabled:opacity-60 pointer-coarse:min-h-10'

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input spellCheck={false} {...rest} className={cx(CONTROL, 'h-8 w-full px-2.5', className)} />
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <textarea
      spellCheck={false}
      rows={3}
      {...rest}
      className={cx(CONTROL, 'w-full px-2.5 py-1.5', className)}
    />
  )
}

/** Switch that takes effect at once. */
export function Switch({ className, checked, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <input
      type="checkbox"
      role="switch"
      checked={checked}
      aria-checked={checked}
      {...rest}
      className={cx(
        "relative h-5 w-9 shrink-0 appearance-none rounded-full bg-line-strong transition-colors after:absolute after:top-0.5 after:left-0.5 after:size-4 after:rounded-full after:bg-white after:shadow-control after:transition-transform after:content-[''] checked:bg-accent-fill checked:after:translate-x-4 disabled:opacity-50",
        className,
      )}
    />
  )
}
