import { type ReactNode, useEffect } from 'react'
import { Logo } from '#ui/logo.tsx'

/** Frame of the pages before sign-in. */
export function FrontPage({
  title,
  lead,
  children,
}: {
  title: string
  lead: ReactNode
  children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Bulkhead`
  }, [title])
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-sm">
        <Logo className="mb-6 size-10" />
        <h1 className="font-semibold text-2xl tracking-tight">{title}</h1>
        <div className="mt-1.5 mb-6 text-muted text-sm">{lead}</div>
        {children}
      </div>
    </main>
  )
}
