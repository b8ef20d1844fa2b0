import { cx } from '../cx.ts'

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)
const NAMES: Readonly<Record<string, string>> = {
  mod: IS_APPLE ? '⌘' : 'Ctrl',
  enter: '↵',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  escape: 'Esc',
}

interface KeysProps {
  readonly keys: readonly string[]
  /** On a filled button: in the colour of its text. */
  readonly onFill?: boolean
  readonly className?: string
}

/** Keys to press, one after the other or together. */
export function Keys({ keys, onFill = false, className }: KeysProps) {
  return (
    <span className={cx('inline-flex items-center gap-0.5', className)}>
      {keys.map((key) => (
        <kbd
          key={key}
          className={cx(
            'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border px-1 font-sans text-2xs',
            onFill ? 'border-white/40' : 'border-line bg-sunken text-muted',
          )}
        >
          {NAMES[key] ?? key.toUpperCase()}
        </kbd>
      ))}
    </span>
  )
}
