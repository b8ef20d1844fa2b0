import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

const SETTLES_AFTER_MS = 180

/**
 * Manages the text of an input that mirrors a value stored elsewhere, such as in the URL. The typed text is passed on
 * once it settles. If the value changes elsewhere, it replaces the text.
 *
 * @param onSearch Called with the settled text, unless the person has left for another page by then.
 */
export function useSearchText(value: string, onSearch: (text: string) => void) {
  const { history } = useRouter()
  const [text, setText] = useState(value)
  const latest = useRef({ value, onSearch })
  latest.current = { value, onSearch }
  /** Texts passed on that have not come back as the value yet, oldest first. */
  const pending = useRef<readonly string[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const seen = useRef(value)
  useEffect(() => {
    if (value === seen.current) return
    seen.current = value
    const at = pending.current.indexOf(value)
    pending.current = pending.current.slice(at + 1)
    // The value is a text passed on earlier. Text typed since then stays.
    if (at >= 0) return
    clearTimeout(timer.current)
    pending.current = []
    setText(value)
  }, [value])

  function passOn(next: string) {
    if (next === (pending.current.at(-1) ?? latest.current.value)) return
    pending.current = [...pending.current, next]
    latest.current.onSearch(next)
  }
  function write(next: string) {
    setText(next)
    clearTimeout(timer.current)
    const { pathname } = history.location
    timer.current = setTimeout(() => {
      // If the person is following a link, a search stored in the URL would bring the person back to this page.
      if (history.location.pathname === pathname) passOn(next.trim())
    }, SETTLES_AFTER_MS)
  }
  return { text, write }
}
