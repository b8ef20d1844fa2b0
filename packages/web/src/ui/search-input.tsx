import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { Search, X } from '#ui/icons.tsx'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'
import { Input } from './input.tsx'
import { useDebounced } from './use-debounced.ts'

interface SearchInputProps {
  readonly label: string
  readonly value: string
  /** Told once one stops writing, unless one has left for another page by then. */
  readonly onSearch: (text: string) => void
  readonly className?: string
}

export function SearchInput({ label, value, onSearch, className }: SearchInputProps) {
  const { history } = useRouter()
  const [text, setText] = useState(value)
  const writtenOn = useRef(history.location.pathname)
  const settled = useDebounced(text.trim())
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was written is news
  useEffect(() => {
    // A search that is kept in the address would call back who follows a link while it loads.
    if (settled !== value && history.location.pathname === writtenOn.current) onSearch(settled)
  }, [settled])
  const write = (next: string) => {
    writtenOn.current = history.location.pathname
    setText(next)
  }
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
        }}
        className="pl-8.5 [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <IconButton
          label="Clear"
          icon={<X />}
          onClick={() => write('')}
          className="absolute top-1/2 right-0.5 size-7 -translate-y-1/2"
        />
      )}
    </div>
  )
}
