import { CopyButton } from '../copy-button.tsx'
import { cx } from '../cx.ts'

// Written here, because three expressions are enough to color the shown code. Using the lexers of `sugar-high` would
// take as many lines.

export type Language = 'sh' | 'ts' | 'json' | 'text'

const TOKENS: Record<Exclude<Language, 'text'>, RegExp> = {
  json: /(?<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?<string>"(?:[^"\\]|\\.)*")|(?<number>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|(?<word>\b(?:true|false|null)\b)/g,
  ts: /(?<comment>\/\/[^\n]*)|(?<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?<number>\b\d+(?:\.\d+)?\b)|(?<key>\b(?:import|from|const|await|for|of|new|export|if|return|async|function)\b)|(?<word>\b(?:true|false|null|undefined)\b)/g,
  sh: /(?<comment>(?<=^|\s)#[^\n]*)|(?<string>'[^']*'|"(?:[^"\\]|\\.)*")|(?<word>\$\w+|\$\{\w+\})|(?<key>(?<=\s)--?[a-zA-Z][\w-]*)/g,
}

const LOOKS: Readonly<Record<string, string>> = {
  key: 'text-syntax-key',
  string: 'text-syntax-string',
  number: 'text-syntax-number',
  word: 'text-syntax-word',
  comment: 'text-subtle',
}

/** Code with colors. It is rendered as text, so its content is never interpreted as markup. */
export function Highlighted({ text, language }: { readonly text: string; readonly language: Language }) {
  if (language === 'text') return text
  const parts: React.ReactNode[] = []
  let end = 0
  for (const match of text.matchAll(TOKENS[language])) {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0]
    parts.push(text.slice(end, match.index))
    parts.push(
      <span key={match.index} className={LOOKS[kind ?? '']}>
        {match[0]}
      </span>,
    )
    end = match.index + match[0].length
  }
  return [...parts, text.slice(end)]
}

interface CodeBlockProps {
  readonly code: string
  readonly language: Language
  /** Accessible name of the code, also used by the copy button. */
  readonly label: string
  readonly wrap?: boolean
  readonly className?: string
}

export function CodeBlock({ code, language, label, wrap = false, className }: CodeBlockProps) {
  return (
    <div
      className={cx('flex items-start overflow-hidden rounded-md border border-line bg-sunken', className)}
    >
      <pre
        tabIndex={0}
        aria-label={label}
        role="region"
        className={cx(
          'max-h-96 min-w-0 flex-1 overflow-auto py-2.5 pl-3 text-xs leading-5',
          wrap && 'whitespace-pre-wrap break-words',
        )}
      >
        <code>
          <Highlighted text={code} language={language} />
        </code>
      </pre>
      <CopyButton text={code} what={label} className="m-1 shrink-0" />
    </div>
  )
}
