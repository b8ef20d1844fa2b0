import type { LinkProps } from '@tanstack/react-router'
import { createContext, type ReactNode } from 'react'

/** Link to a parent page. */
export type Crumb = LinkProps & { readonly label: string }

interface Frame {
  /** Content at the start of the top bar: the navigation button, if there is no sidebar. */
  readonly before?: ReactNode
  /** Content at the end of the top bar. */
  readonly after?: ReactNode
}

/** Content of every page's top bar, set by the shell. */
export const FrameContext = createContext<Frame>({})

/** Workspace of the pages below, which is the first crumb of each. */
export const ScopeContext = createContext<Crumb | undefined>(undefined)
