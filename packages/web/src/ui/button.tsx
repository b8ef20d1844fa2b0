import { Link, type LinkProps } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { Spinner } from './show/spinner.tsx'

const VARIANTS = {
  primary: 'bg-accent-fill text-white shadow-control hover:bg-accent-hover disabled:bg-track',
  secondary:
    'border border-line-strong bg-surface text-ink shadow-control hover:bg-hover disabled:border-line disabled:bg-transparent',
  ghost: 'text-muted hover:bg-hover hover:text-ink disabled:bg-transparent disabled:opacity-60',
  danger: 'bg-bad-fill text-white shadow-control hover:bg-bad-hover disabled:bg-track',
  'danger-quiet':
    'border border-line-strong bg-surface text-bad shadow-control hover:bg-bad-soft disabled:border-line disabled:bg-transparent',
} as const

const SIZES = {
  sm: 'h-7 gap-1.5 px-2 text-xs',
  md: 'h-8 gap-2 px-3 text-sm',
  lg: 'h-10 gap-2 px-4 text-base',
} as const

interface Look {
  readonly variant?: keyof typeof VARIANTS
  readonly size?: keyof typeof SIZES
  /** Icon before the label. */
  readonly icon?: ReactNode
}

const BASE =
  'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium transition-colors disabled:cursor-not-allowed disabled:text-subtle disabled:shadow-none aria-disabled:cursor-not-allowed aria-disabled:opacity-55 pointer-coarse:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0'

function look({ variant = 'secondary', size = 'md' }: Look, className?: string) {
  return cx(BASE, VARIANTS[variant], SIZES[size], className)
}

/** Wraps the label. If there is an icon, a narrow top bar can hide the label visually. */
function label(icon: ReactNode, children: ReactNode) {
  if (icon === undefined) return children
  return (
    <span data-label className="contents">
      {children}
    </span>
  )
}

interface ButtonProps extends ComponentProps<'button'>, Look {
  /** Whether the action is in progress. The button then does nothing, and keeps the focus. */
  readonly busy?: boolean
}

export function Button({ variant, size, icon, busy = false, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      // Enter in a field of a form clicks the submitting button too.
      {...(busy && { onClick: preventDefault })}
      className={look({ variant, size } as Look, className)}
    >
      {busy ? <Spinner /> : icon}
      {label(icon, children)}
    </button>
  )
}

function preventDefault(event: { preventDefault(): void }) {
  event.preventDefault()
}

interface ButtonAnchorProps extends Look {
  readonly href: string
  readonly className?: string
  readonly children: ReactNode
}

/** Link that leaves the app and looks like a button. */
export function ButtonAnchor({ variant, size, icon, className, children, href }: ButtonAnchorProps) {
  return (
    <a href={href} className={look({ variant, size } as Look, className)}>
      {icon}
      {label(icon, children)}
    </a>
  )
}

type ButtonLinkProps = LinkProps & Look & { readonly className?: string; readonly children: ReactNode }

/** Link that looks like a button. */
export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={look({ variant, size } as Look, className)}>
      {icon}
      {label(icon, children)}
    </Link>
  )
}
