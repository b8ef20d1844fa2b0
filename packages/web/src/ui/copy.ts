import { t } from '@lingui/core/macro'
/** Puts text on the clipboard, also where the page came over plain http and the newer way is closed. */
export async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  // In the topmost dialog, for what lies below cannot be selected.
  const layer = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body
  layer.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  if (!isCopied) throw new Error(t`The browser refused to copy.`)
}
