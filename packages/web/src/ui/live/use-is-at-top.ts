import { useEffect, useState } from 'react'

const NEAR_TOP = 240

/** Returns whether the scrolling content of the page is at its top. */
export function useIsAtTop(): boolean {
  const [isAtTop, setAtTop] = useState(true)
  useEffect(() => {
    const scroll = document.querySelector('[data-scroll]')
    const onScroll = () => setAtTop((scroll?.scrollTop ?? 0) < NEAR_TOP)
    scroll?.addEventListener('scroll', onScroll, { passive: true })
    return () => scroll?.removeEventListener('scroll', onScroll)
  }, [])
  return isAtTop
}
