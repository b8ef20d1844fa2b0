import { t } from '@lingui/core/macro'
import { Search, X } from '#ui/icons.tsx'
import { cx } from '../cx.ts'
import { IconButton } from '../icon-button.tsx'
import { Input } from './input.tsx'
import { useSearchText } from './search/use-search-text.ts'

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
