import { type ReactNode, useEffect, useRef } from 'react'

/**
 * Message about a submitted form. When it appears, it takes the focus and is scrolled into view, together with the
 * buttons below it. Otherwise a message below the visible part of a long form would be missed.
 */
export function Revealed({ children }: { readonly children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    ref.current?.focus({ preventScroll: true })
    ref.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div ref={ref} tabIndex={-1} className="scroll-mb-32 scroll-mt-4 rounded-md">
      {children}
    </div>
  )
}
