import { t } from '@lingui/core/macro'
/**
 * Copies a text to the clipboard. On pages served over plain http, browsers deny the clipboard API, so an older way is
 * used.
 */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  // The text area goes into the topmost dialog, because nothing below a dialog can be selected.
  const layer = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  layer.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  if (!isCopied) throw new Error(t`The browser refused to copy.`)
}
