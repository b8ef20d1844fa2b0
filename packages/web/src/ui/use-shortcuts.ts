import { useEffect, useRef } from 'react'

/** Actions by shortcut: `mod+k`, `?`, `g c` for a sequence. */
export type Shortcuts = Readonly<Record<string, () => void>>

const SEQUENCE_MS = 900
/** First key of sequences. A letter after it does nothing alone. */
const PREFIX = 'g'

/**
 * Listens for shortcuts on the whole page. Shortcuts without Ctrl or Cmd pause while the person types, or a dialog or
 * menu is open.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    let first: { key: string; at: number } | undefined
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      if (event.metaKey || event.ctrlKey) return run(event, `mod+${key}`)
      if (
        event.altKey ||
        isWriting(event.target) ||
        document.querySelector('dialog[open], [role="menu"]') !== null
      )
        return
      const sequence =
        first !== undefined && Date.now() - first.at < SEQUENCE_MS ? `${first.key} ${key}` : undefined
      const isSecond = sequence !== undefined && first?.key === PREFIX && /^[a-z]$/.test(key)
      first = { key, at: Date.now() }
      run(event, sequence !== undefined && (isSecond || sequence in latest.current) ? sequence : key)
    }
    function run(event: KeyboardEvent, name: string) {
      const work = latest.current[name]
      if (work === undefined) return
      event.preventDefault()
      work()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    !(target instanceof HTMLInputElement && target.type === 'checkbox') &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      // In a combobox, letters select an option.
      target.role === 'combobox')
  )
}
