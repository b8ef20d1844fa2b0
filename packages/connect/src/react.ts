import { useCallback, useEffect, useRef, useState } from 'react'
import { type ConnectHandle, type ConnectOptions, openConnect } from './open-connect.ts'

export interface Connect {
  /** Opens the page of a session. Call it in a click handler. */
  readonly open: (url: string) => void
  readonly close: () => void
  readonly isOpen: boolean
}

/** Opens connect pages from a component. An open page closes when the component unmounts. */
export function useConnect(options: ConnectOptions = {}): Connect {
  const [isOpen, setOpen] = useState(false)
  const handle = useRef<ConnectHandle | undefined>(undefined)
  const latest = useRef(options)
  latest.current = options
  const close = useCallback(() => handle.current?.close(), [])
  const open = useCallback((url: string) => {
    handle.current?.close()
    setOpen(true)
    handle.current = openConnect(url, {
      ...latest.current,
      onEvent(event) {
        if (event.name === 'closed') setOpen(false)
        latest.current.onEvent?.(event)
      },
    })
  }, [])
  useEffect(() => close, [close])
  return { open, close, isOpen }
}
