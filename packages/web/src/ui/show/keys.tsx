import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { i18n } from '#texts/i18n.ts'
import { cx } from '../cx.ts'

const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform)
const NAMES: Readonly<Record<string, string>> = {
  enter: '↵',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  escape: 'Esc',
}
/** Labels of keys, which depend on the language. */
const WORDS: Readonly<Record<string, MessageDescriptor>> = {
  mod: msg({ message: 'Ctrl', context: 'key' }),
  pageup: msg({ message: 'PgUp', context: 'key' }),
  pagedown: msg({ message: 'PgDn', context: 'key' }),
  home: msg({ message: 'Home', context: 'key' }),
  end: msg({ message: 'End', context: 'key' }),
}

function getName(key: string): string {
  if (key === 'mod' && IS_APPLE) return '⌘'
  const word = WORDS[key]
  return word === undefined ? (NAMES[key] ?? key.toUpperCase()) : i18n._(word)
}

interface KeysProps {
  readonly keys: readonly string[]
  /** Whether the keys are on a filled button and take its text color. */
  readonly onFill?: boolean
  readonly className?: string
}

/** Keys of a shortcut, pressed one after the other or together. */
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
          {getName(key)}
        </kbd>
      ))}
    </span>
  )
}
