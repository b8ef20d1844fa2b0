import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { currentJourney, endJourney } from '#entities/session/oauth-journey.ts'

/**
 * How one came to the page of a connector: back from the service, which `added` it or gave it new credentials
 * (`renewed`), or otherwise. Only a way that this tab began counts: a link can say anything.
 *
 * @param onArrival Called once when one came back.
 */
export function useArrival(connector_id: string, onArrival: () => void): 'added' | 'renewed' | undefined {
  const { connector_id: brought } = useSearch({ from: '/app/w/$workspace/connectors/$connector' })
  const navigate = useNavigate({ from: '/w/$workspace/connectors/$connector' })
  const [arrival, setArrival] = useState<'added' | 'renewed'>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it does is done once per address
  useEffect(() => {
    if (brought === undefined) return
    const journey = currentJourney()
    endJourney()
    navigate({ search: ({ connector_id: _, ...rest }) => rest, replace: true })
    if (journey === undefined || brought !== connector_id) return
    if (journey.connector_id !== undefined && journey.connector_id !== connector_id) return
    setArrival(journey.connector_id === undefined ? 'added' : 'renewed')
    onArrival()
  }, [brought])
  return arrival
}
