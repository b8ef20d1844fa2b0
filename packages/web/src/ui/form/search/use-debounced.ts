import { useEffect, useState } from 'react'

/** Returns the value once it has not changed for `delayMs` milliseconds. */
export function useDebounced<T>(value: T, delayMs = 180): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs)
    return () => clearTimeout(timer)
  }, [value, delayMs])
  return settled
}
