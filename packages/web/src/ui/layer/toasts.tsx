import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage } from '#texts/language.ts'
import { Button } from '../button.tsx'
import { cx } from '../cx.ts'
import { errorWords } from '../error-words.ts'
import { IconButton } from '../icon-button.tsx'

interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'good' | 'bad'
  readonly undo: (() => void) | undefined
}

interface Toasts {
  /** Shows that an action was done, and offers to undo it. */
  done(text: string, undo?: () => void): void
  failed(error: Error): void
}

const SHOWN_MS = 5_000
const WITH_UNDO_MS = 10_000
const MOST = 4

const ToastContext = createContext<Toasts | undefined>(undefined)

export function useToasts(): Toasts {
  const toasts = use(ToastContext)
  if (toasts === undefined) throw new TypeError('There is no ToastProvider.')
  return toasts
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Toast[]>([])
  const lastId = useRef(0)
  useLanguage()
  const dismiss = useCallback((id: number) => setShown((all) => all.filter((one) => one.id !== id)), [])
  const show = useCallback((toast: Omit<Toast, 'id'>) => {
    const id = ++lastId.current
    setShown((all) => [...all, { ...toast, id }].slice(-MOST))
  }, [])
  const toasts = useMemo<Toasts>(
    () => ({
      done: (text, undo) => show({ text, tone: 'good', undo }),
      failed: (error) => show({ text: errorWords(error), tone: 'bad', undo: undefined }),
    }),
    [show],
  )
  return (
    <ToastContext value={toasts}>
      {children}
      <section
        aria-label={t`Notifications`}
        aria-live="polite"
        className="pointer-events-none fixed inset-x-3 bottom-3 z-50 flex flex-col items-end gap-2 sm:left-auto sm:w-96"
      >
        {shown.map((toast) => (
          <ToastRow key={toast.id} toast={toast} onGone={() => dismiss(toast.id)} />
        ))}
      </section>
    </ToastContext>
  )
}

interface ToastRowProps {
  readonly toast: Toast
  readonly onGone: () => void
}

/** Toast that disappears after a while. The time stops while the pointer or the focus is on it. */
function ToastRow({ toast: { text, tone, undo }, onGone }: ToastRowProps) {
  const [isHeld, setHeld] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  useEffect(() => {
    if (isHeld || isLeaving) return
    const timer = setTimeout(() => setLeaving(true), undo === undefined ? SHOWN_MS : WITH_UNDO_MS)
    return () => clearTimeout(timer)
  }, [isHeld, isLeaving, undo])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handlers only keep it open
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onAnimationEnd={() => isLeaving && onGone()}
      className={cx(
        'pointer-events-auto flex w-full items-center gap-2.5 rounded-lg bg-raised py-2 pr-2 pl-3 text-sm shadow-float',
        isLeaving ? 'animate-leave' : 'animate-rise',
      )}
    >
      {tone === 'good' ? (
        <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-good" />
      ) : (
        <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-bad" />
      )}
      <span className="min-w-0 flex-1 break-words">{text}</span>
      {undo !== undefined && (
        <Button
          size="sm"
          onClick={() => {
            onGone()
            undo()
          }}
        >
          <Trans>Undo</Trans>
        </Button>
      )}
      <IconButton label={t`Dismiss`} icon={<X />} onClick={() => setLeaving(true)} size="sm" />
    </div>
  )
}
