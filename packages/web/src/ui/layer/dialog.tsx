import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { cx } from '../cx.ts'
import { IconButton } from '../icon-button.tsx'
import { LayerContext } from './layer.ts'

const SIZES = {
  sm: 'rounded-xl max-h-[min(85dvh,48rem)] m-auto w-full max-w-md',
  md: 'rounded-xl max-h-[min(85dvh,48rem)] m-auto w-full max-w-xl',
  lg: 'rounded-xl max-h-[min(85dvh,48rem)] m-auto w-full max-w-3xl',
  palette: 'rounded-xl max-h-[min(85dvh,48rem)] mx-auto mt-[12vh] mb-auto w-full max-w-xl',
  side: 'my-0 mr-auto ml-0 h-dvh max-h-dvh w-72 max-w-[85vw]',
} as const

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** Accessible name. Also the visible heading, unless the dialog has another. */
  readonly title: string
  readonly hideTitle?: boolean
  readonly description?: ReactNode
  readonly size?: keyof typeof SIZES
  /** Whether the action blocks closing: Escape and clicks outside do nothing. */
  readonly locked?: boolean
  readonly children: ReactNode
}

/** Open dialogs, in the order in which they were opened. */
const openDialogs: HTMLDialogElement[] = []

function show(dialog: HTMLDialogElement) {
  if (!dialog.open) dialog.showModal()
  // React's `autoFocus` would run before the dialog is shown. Dialogs for reading only should not focus a button.
  const first = dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog
  first.focus({ preventScroll: true })
}

/** Shows a dialog that the browser closed at its place, below the dialogs that were opened later. */
function showAgain(dialog: HTMLDialogElement) {
  const focused = document.activeElement
  show(dialog)
  for (const later of openDialogs.slice(openDialogs.indexOf(dialog) + 1)) {
    if (!later.open) continue
    later.close()
    later.showModal()
  }
  // Nothing below the highest dialog takes it.
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true })
}

/**
 * Modal dialog, based on the browser's own. The browser keeps the focus inside and makes the rest inert, without inline
 * styles, which the content security policy forbids.
 */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

function OpenDialog({
  onClose,
  title,
  hideTitle = false,
  description,
  size = 'md',
  locked = false,
  children,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const [layer, setLayer] = useState<HTMLElement | null>(null)
  const titleId = useId()
  const descriptionId = useId()

  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return
    const before = document.activeElement
    setLayer(dialog)
    openDialogs.push(dialog)
    show(dialog)
    return () => {
      openDialogs.splice(openDialogs.indexOf(dialog), 1)
      dialog.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])

  /** Closes the dialog after Escape, which browsers may apply to the dialogs below the highest one too. */
  function leave(dialog: HTMLDialogElement) {
    if (!locked && dialog === openDialogs.at(-1)) onClose()
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes it on Escape too
    <dialog
      ref={ref}
      tabIndex={-1}
      aria-labelledby={titleId}
      aria-describedby={description === undefined ? undefined : descriptionId}
      onCancel={(event) => {
        // A file chooser in the dialog that is left without a file sends the same event, and it bubbles.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        leave(event.currentTarget)
      }}
      onClose={({ currentTarget }) => {
        // At the second Escape in a row, browsers close it without asking. Its content must not be lost.
        if (currentTarget.open) return
        showAgain(currentTarget)
        leave(currentTarget)
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget && !locked) onClose()
      }}
      className={cx(
        'animate-rise overflow-hidden bg-raised outline-none p-0 text-ink shadow-float max-sm:max-w-[calc(100vw-1.5rem)]',
        SIZES[size],
      )}
    >
      <LayerContext value={layer}>
        <div className="flex max-h-[inherit] flex-col">
          <div className={hideTitle ? 'sr-only' : 'flex items-start gap-4 px-5 pt-4 pb-1'}>
            <div className="min-w-0 flex-1">
              <h2 id={titleId} className="font-semibold text-lg">
                {title}
              </h2>
              {description !== undefined && (
                <div id={descriptionId} className="mt-0.5 text-muted text-sm">
                  {description}
                </div>
              )}
            </div>
            {!hideTitle && (
              <IconButton
                label={t`Close`}
                icon={<X />}
                onClick={onClose}
                disabled={locked}
                className="-mr-2"
              />
            )}
          </div>
          {children}
        </div>
      </LayerContext>
    </dialog>
  )
}

interface DialogBodyProps {
  readonly children: ReactNode
  readonly className?: string
  /** Whether the content takes focus. Read-only content needs focus, so that people can scroll it by keyboard. */
  readonly focusable?: boolean
}

export function DialogBody({ children, className, focusable = false }: DialogBodyProps) {
  return (
    <div
      {...(focusable && { tabIndex: 0 })}
      className={cx('min-h-0 flex-1 overflow-y-auto px-5 py-3 -outline-offset-2', className)}
    >
      {children}
    </div>
  )
}

export function DialogFooter({ children }: { readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-sunken px-5 py-3">
      {children}
    </div>
  )
}
