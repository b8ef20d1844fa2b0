import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Tooltip } from './layer/tooltip.tsx'

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Accessible name of the button, also its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  /** Shortcut that does the same. */
  readonly keys?: readonly string[]
  readonly size?: keyof typeof SIZES
}

const SIZES = {
  xs: 'size-6 pointer-coarse:size-10 [&_svg]:size-3.5',
  sm: 'size-7 pointer-coarse:size-10 [&_svg]:size-4',
  md: 'size-8 pointer-coarse:size-10 [&_svg]:size-4',
} as const

export function IconButton({ label, icon, keys, size = 'md', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys !== undefined && { keys })}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink disabled:opacity-50',
          SIZES[size],
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
