import { ConnectionError } from '@bulkhead/sdk/client'
import { Trans } from '@lingui/react/macro'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { CloudOff } from '#ui/icons.tsx'

const ASK_AGAIN_MS = 2_500

/**
 * Banner shown once a request gets no response. When the server responds again, the banner disappears and the app reads
 * its data again.
 */
export function ConnectionBanner() {
  const client = useQueryClient()
  const [isLost, setLost] = useState(!navigator.onLine)
  useEffect(() => {
    const notice = (error: unknown) => {
      if (error instanceof ConnectionError) setLost(true)
    }
    const stops = [
      client.getQueryCache().subscribe(({ query }) => notice(query.state.error)),
      client.getMutationCache().subscribe(({ mutation }) => notice(mutation?.state.error)),
    ]
    const onOffline = () => setLost(true)
    addEventListener('offline', onOffline)
    return () => {
      removeEventListener('offline', onOffline)
      for (const stop of stops) stop()
    }
  }, [client])
  const { data: isLive } = useQuery({
    queryKey: ['live'],
    queryFn: async () => (await fetch('/health/live')).ok,
    enabled: isLost,
    refetchInterval: ASK_AGAIN_MS,
    refetchIntervalInBackground: true,
    gcTime: 0,
    staleTime: 0,
  })
  useEffect(() => {
    if (!isLost || isLive !== true) return
    setLost(false)
    client.removeQueries({ queryKey: ['live'] })
    client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'live' })
  }, [client, isLost, isLive])
  if (!isLost) return null
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
