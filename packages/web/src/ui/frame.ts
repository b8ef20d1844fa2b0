import type { LinkProps } from '@tanstack/react-router'
import { createContext, type ReactNode } from 'react'

/** A page that another one belongs to. */
export type Crumb = LinkProps & { readonly label: string }

interface Frame {
  /** First in the top bar: the way to the places, where there is no sidebar. */
  readonly before?: ReactNode
  /** Last in the top bar. */
  readonly after?: ReactNode
}

/** Set by the shell: what the top bar of every page has. */
export const FrameContext = createContext<Frame>({})

/** The workspace whose pages these are: the first crumb of each. */
export const ScopeContext = createContext<Crumb | undefined>(undefined)
