/** Window or frame with the connect page. */
export interface Shown {
  /** Window that sends and receives the messages. Null once removed. */
  readonly target: Window | null
  remove(): void
}

const DIALOG =
  'border:0;padding:0;width:min(32rem,100vw);height:min(46rem,100dvh);max-width:100vw;max-height:100dvh;border-radius:12px;overflow:hidden'
const FRAME = 'border:0;display:block;width:100%;height:100%'

/**
 * Shows the page in the caller's container. If there is none, shows it in a modal dialog, which keeps the focus and
 * returns it when it closes.
 */
export function showFrame(url: string, container: HTMLElement | undefined, onClose: () => void): Shown {
  const frame = document.createElement('iframe')
  frame.title = 'Connect'
  frame.allow = 'clipboard-write'
  frame.style.cssText = FRAME
  frame.src = url
  if (container !== undefined) {
    container.append(frame)
    return {
      get target() {
        return frame.contentWindow
      },
      remove: () => frame.remove(),
    }
  }
  const dialog = document.createElement('dialog')
  dialog.style.cssText = DIALOG
  dialog.setAttribute('aria-label', frame.title)
  dialog.append(frame)
  // Escape closes the dialog, and so does a click outside it.
  dialog.addEventListener('close', onClose)
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close()
  })
  document.body.append(dialog)
  dialog.showModal()
  frame.focus()
  return {
    get target() {
      return frame.contentWindow
    },
    remove() {
      dialog.close()
      dialog.remove()
    },
  }
}
