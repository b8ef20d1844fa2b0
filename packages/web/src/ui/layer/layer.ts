import { createContext } from 'react'

/** Container of menus and tooltips. A modal dialog covers everything outside it. Null: the page. */
export const LayerContext = createContext<HTMLElement | null>(null)
