import { ConnectionError } from '@bulkhead/sdk/client'
import { Trans } from '@lingui/react/macro'
import {
  type MutationCacheNotifyEvent,
  type QueryCacheNotifyEvent,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'

const ASK_AGAIN_MS = 2_500
/** Milliseconds after which a question is given up. Until it ends, no further one is asked. */
const ANSWER_MS = 5_000
const LIVE = ['live']

/**
 * Banner shown once a request gets no response. When the server responds again, the banner disappears and the app reads
 * its data again.
 */
export function ConnectionBanner() {
  const client = useQueryClient()
  const [isLost, setLost] = useState(!navigator.onLine)
  useEffect(() => {
    const notice = (event: QueryCacheNotifyEvent | MutationCacheNotifyEvent) => {
      // A query keeps its error while it reads again. Only a new error says something about the server.
      if (event.type !== 'updated' || event.action.type !== 'error') return
      if (event.action.error instanceof ConnectionError) setLost(true)
    }
    const stops = [client.getQueryCache().subscribe(notice), client.getMutationCache().subscribe(notice)]
    const onOffline = () => setLost(true)
    addEventListener('offline', onOffline)
    return () => {
      removeEventListener('offline', onOffline)
      for (const stop of stops) stop()
    }
  }, [client])
  if (!isLost) return null
  const onLive = () => {
    setLost(false)
    client.removeQueries({ queryKey: LIVE })
    client.invalidateQueries()
  }
  return <LostBanner onLive={onLive} />
}

/** The banner itself. While it is shown, it asks whether the server responds. */
function LostBanner({ onLive }: { readonly onLive: () => void }) {
  const { data: isLive } = useQuery({
    queryKey: LIVE,
    queryFn: async () => (await fetch('/health/live', { signal: AbortSignal.timeout(ANSWER_MS) })).ok,
    refetchInterval: ASK_AGAIN_MS,
    refetchIntervalInBackground: true,
    gcTime: 0,
    staleTime: 0,
  })
  useEffect(() => {
    if (isLive === true) onLive()
  }, [isLive, onLive])
  return (
    <div
      role="alert"
      className="flex shrink-0 items-center gap-2.5 border-warn/30 border-b bg-warn-soft px-4 py-2 text-sm text-warn"
    >
      <CloudOff aria-hidden="true" className="size-4 shrink-0" />
      <Trans>
        The server is not responding. What you see may be out of date; this page continues by itself once it
        responds again.
      </Trans>
    </div>
  )
}
