import { Fragment, type ReactNode } from 'react'

/** Text of a definition. Only `backticks` are markup in it: they mark code. */
export function Prose({ text }: { readonly text: string }): ReactNode {
  return text.split(/(`[^`]+`)/).map((part, index) =>
    part.startsWith('`') && part.endsWith('`') && part.length > 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text never move
      <code key={index} className="rounded-sm bg-sunken px-0.5 py-px text-[0.92em]">
        {part.slice(1, -1)}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>{part}</Fragment>
    ),
  )
}
