import { Search, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { cx } from './cx.ts'
import { IconButton } from './icon-button.tsx'
import { Input } from './input.tsx'
import { useDebounced } from './use-debounced.ts'

interface SearchInputProps {
  readonly label: string
  readonly value: string
  /** Told once one stops writing. */
  readonly onSearch: (text: string) => void
  readonly className?: string
}

export function SearchInput({ label, value, onSearch, className }: SearchInputProps) {
  const [text, setText] = useState(value)
  const settled = useDebounced(text.trim())
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was written is news
  useEffect(() => {
    if (settled !== value) onSearch(settled)
  }, [settled])
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
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText('')
        }}
        className="pl-8.5 [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <IconButton
          label="Clear"
          icon={<X />}
          onClick={() => setText('')}
          className="absolute top-1/2 right-0.5 size-7 -translate-y-1/2"
        />
      )}
    </div>
  )
}
