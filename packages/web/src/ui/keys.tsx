import { cx } from './cx.ts'

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)
const NAMES: Readonly<Record<string, string>> = {
  mod: IS_APPLE ? '⌘' : 'Ctrl',
  enter: '↵',
  up: '↑',
  down: '↓',
  escape: 'Esc',
}

/** Keys to press, one after the other or together. */
export function Keys({ keys, className }: { readonly keys: readonly string[]; readonly className?: string }) {
  return (
    <span className={cx('inline-flex items-center gap-0.5', className)}>
      {keys.map((key) => (
        <kbd
          key={key}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line bg-sunken px-1 font-sans text-2xs text-muted"
        >
          {NAMES[key] ?? key.toUpperCase()}
        </kbd>
      ))}
    </span>
  )
}
