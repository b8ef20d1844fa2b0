import { t } from '@lingui/core/macro'
import { Check, Copy } from 'lucide-react'
import { type ComponentProps, useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'

const SHOWN_MS = 1_600

function useCopy(text: string | (() => string)) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => copyText(typeof text === 'string' ? text : text()).then(() => setCopied(true))
  const icon = isCopied ? <Check className="text-good" /> : <Copy />
  return { isCopied, copy, icon }
}

interface CopyProps {
  readonly text: string | (() => string)
  /** Object of the action, as in "Copy id". */
  readonly what: string
  readonly className?: string
}

type CopyButtonProps = CopyProps & Pick<ComponentProps<typeof IconButton>, 'size'>

/** Button that copies a text and confirms it. */
export function CopyButton({ text, what, size = 'md', className }: CopyButtonProps) {
  const { isCopied, copy, icon } = useCopy(text)
  return (
    <>
      <IconButton
        label={isCopied ? t`Copied` : t`Copy ${what}`}
        icon={icon}
        size={size}
        onClick={copy}
        {...(className !== undefined && { className })}
      />
      <Announcement isCopied={isCopied} />
    </>
  )
}

/** Copy button with its label next to the icon. */
export function CopyTextButton({ text, what, variant }: CopyProps & { variant?: 'primary' | 'secondary' }) {
  const { isCopied, copy, icon } = useCopy(text)
  return (
    <>
      <Button icon={icon} onClick={copy} {...(variant !== undefined && { variant })}>
        {isCopied ? t`Copied` : t`Copy ${what}`}
      </Button>
      <Announcement isCopied={isCopied} />
    </>
  )
}

/** An id, shortened if it is too long, with a button that copies all of it. */
export function CopyableId({
  id,
  what = t`id`,
  className,
}: {
  id: string
  what?: string
  className?: string
}) {
  return (
    <span className={cx('inline-flex min-w-0 max-w-full items-center gap-0.5', className)}>
      <code className="truncate text-muted text-xs">{id}</code>
      <CopyButton text={id} what={what} size="xs" />
    </span>
  )
}

function Announcement({ isCopied }: { readonly isCopied: boolean }) {
  return (
    <span role="status" className="sr-only">
      {isCopied ? t`Copied` : ''}
    </span>
  )
}

/**
 * Copies a text to the clipboard. On pages served over plain http, browsers deny the clipboard API, so an older way is
 * used.
 */
async function copyText(text: string): Promise<void> {
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
