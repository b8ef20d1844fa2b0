import { t } from '@lingui/core/macro'
import { useRouter } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { cx } from '../cx.ts'
import { IconButton } from '../icon-button.tsx'
import { Input } from './input.tsx'

const SETTLES_AFTER_MS = 180

interface SearchInputProps {
  readonly label: string
  readonly value: string
  /** Called once the text settles, unless the person has left for another page by then. */
  readonly onSearch: (text: string) => void
  /** Called with the text when Enter is pressed. */
  readonly onEnter?: (text: string) => void
  readonly className?: string
}

export function SearchInput({ label, value, onSearch, onEnter, className }: SearchInputProps) {
  const { text, write } = useSearchText(value, onSearch)
  return (
    <div className={cx('relative', className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-subtle"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') write('')
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter?.(text.trim())
        }}
        className="pl-8.5 [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <IconButton
          label={t`Clear`}
          icon={<X />}
          onClick={() => write('')}
          size="sm"
          className="absolute top-1/2 right-0.5 -translate-y-1/2"
        />
      )}
    </div>
  )
}

/**
 * Manages the text of an input that mirrors a value stored elsewhere, such as in the URL. The typed text is passed on
 * once it settles. If the value changes elsewhere, it replaces the text.
 *
 * @param onSearch Called with the settled text, unless the person has left for another page by then.
 */
function useSearchText(value: string, onSearch: (text: string) => void) {
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
