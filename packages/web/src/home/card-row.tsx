import type { ReactNode } from 'react'

/** Row of a card. One link covers the whole row. */
export function CardRow({ children }: { readonly children: ReactNode }) {
  return (
    <li className="relative flex min-h-11 items-center gap-3 px-4 py-1.5 text-sm transition-colors focus-within:bg-hover hover:bg-hover">
      {children}
    </li>
  )
}
