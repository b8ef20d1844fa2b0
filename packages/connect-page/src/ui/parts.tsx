import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface HeadingProps {
  readonly children: ComponentChildren
  /** Whether the step takes focus. The first step does not, since the page just opened. */
  readonly takesFocus?: boolean
}

/** Heading of a step. It takes focus, so that a screen reader reads the new step from its start. */
export function Heading({ children, takesFocus = true }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  )
}

interface ButtonProps {
  readonly children: ComponentChildren
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly type?: 'button' | 'submit'
  readonly isBusy?: boolean
  readonly onClick?: () => void
}

export function Button({ children, kind = 'plain', type = 'button', isBusy = false, onClick }: ButtonProps) {
  return (
    <button
      type={type}
      class={`button ${kind}`}
      aria-disabled={isBusy}
      onClick={(event) => {
        if (isBusy) event.preventDefault()
        else onClick?.()
      }}
    >
      {isBusy && <span class="spinner" aria-hidden="true" />}
      {children}
    </button>
  )
}

interface NoticeProps {
  readonly kind: 'bad' | 'warn' | 'info'
  readonly title?: string
  readonly children: ComponentChildren
  /** Whether screen readers announce it at once. */
  readonly isAlert?: boolean
}

export function Notice({ kind, title, children, isAlert = false }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} {...(isAlert && { role: 'alert' })}>
      {title !== undefined && <strong>{title}</strong>}
      <div>{children}</div>
    </div>
  )
}

/** Link that opens in a new tab and keeps this page open. */
export function OutsideLink({
  href,
  children,
  hint,
}: {
  readonly href: string
  readonly children: ComponentChildren
  readonly hint: string
}) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
      <span class="hidden"> ({hint})</span>
      <Outside />
    </a>
  )
}

const ICON = {
  viewBox: '0 0 16 16',
  width: 14,
  height: 14,
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 1.5,
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
} as const

function Outside() {
  return (
    <svg {...ICON} aria-hidden="true" class="outside">
      <path d="M6 3H3v10h10v-3M9 3h4v4M13 3 7 9" />
    </svg>
  )
}

export function Tick() {
  return (
    <svg {...ICON} aria-hidden="true" class="tick">
      <path d="m3 8.5 3.5 3.5L13 4.5" />
    </svg>
  )
}

export function Lock() {
  return (
    <svg {...ICON} aria-hidden="true">
      <path d="M4 7h8v6H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </svg>
  )
}

export function Chevron() {
  return (
    <svg {...ICON} aria-hidden="true" class="chevron">
      <path d="m6 3.5 4.5 4.5L6 12.5" />
    </svg>
  )
}

/** Logo of a service. It has no alternative text, because the service's name is next to it. */
export function Mark({ src, size = 32 }: { readonly src: string | null; readonly size?: number }) {
  if (src === null) return null
  return <img class="mark" src={toOwnPath(src)} alt="" width={size} height={size} />
}

/**
 * Returns the path of a URL of this server. The content security policy lets the page load nothing from other hosts.
 */
export function toOwnPath(address: string): string {
  try {
    return new URL(address, location.origin).pathname
  } catch {
    return address
  }
}
