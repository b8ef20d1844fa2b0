import { createContext } from 'react'

/** Where menus and tooltips belong: a modal dialog covers whatever is not inside it. Null: the page. */
export const LayerContext = createContext<HTMLElement | null>(null)
