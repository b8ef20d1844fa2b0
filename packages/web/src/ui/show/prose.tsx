import { Fragment, type ReactNode } from 'react'

/** A sentence of a document, in which `backticks` mark code and nothing else means anything. */
export function Prose({ text }: { readonly text: string }): ReactNode {
  return text.split(/(`[^`]+`)/).map((part, index) =>
    part.startsWith('`') && part.endsWith('`') && part.length > 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text stay where they are
      <code key={index} className="rounded-sm bg-sunken px-1 py-px text-[0.92em]">
        {part.slice(1, -1)}
      </code>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Fragment key={index}>{part}</Fragment>
    ),
  )
}
