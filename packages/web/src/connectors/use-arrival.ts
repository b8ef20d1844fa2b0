import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { currentJourney, endJourney } from '#entities/session/oauth-journey.ts'

/**
 * Returns whether the person has just come from an authorization at the service that `added` this connector or
 * `renewed` its credentials. Undefined otherwise. Only an authorization that began in this tab counts, because anyone
 * can make a link that claims one.
 *
 * @param onArrival Called once after an authorization.
 */
export function useArrival(connector_id: string, onArrival: () => void): 'added' | 'renewed' | undefined {
  const { connector_id: brought } = useSearch({ from: '/app/w/$workspace/connectors/$connector' })
  const navigate = useNavigate({ from: '/w/$workspace/connectors/$connector' })
  const [arrival, setArrival] = useState<'added' | 'renewed'>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the effect must run once per URL
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
