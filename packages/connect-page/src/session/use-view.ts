import { useRef, useState } from 'preact/hooks'

/** View of a page that changes with responses, some of which arrive after the end user has gone on. */
export function useView<View>(first: View) {
  const [view, show] = useState(first)
  const changes = useRef(0)
  const watch = () => {
    const seen = changes.current
    return () => changes.current === seen
  }
  return {
    view,
    setView(next: View) {
      changes.current += 1
      show(next)
    },
    /** Returns a function that tells whether the view is still the same. */
    watch,
    /** Like `watch`, at the start of a request for a view. Earlier requests no longer count. */
    begin() {
      changes.current += 1
      return watch()
    },
  }
}
