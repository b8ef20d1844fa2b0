import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Input } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import { beginJourney, type Journey } from '#entities/session/oauth-journey.ts'

interface Authorization {
  readonly body: Omit<Input<'initiateOAuth'>['body'], 'redirect_url'>
  readonly journey: Journey
}

/** Sends the browser to the service's authorization page, from which it returns to the current page. */
export function useAuthorize() {
  const api = useApi()
  const client = useQueryClient()
  const [isLeaving, setLeaving] = useState(false)
  useEffect(() => {
    // A page that the browser restores on "back" still has its old state.
    const onShow = ({ persisted }: PageTransitionEvent) => persisted && setLeaving(false)
    addEventListener('pageshow', onShow)
    return () => removeEventListener('pageshow', onShow)
  }, [])
  const begin = useMutation({
    // The input may contain credentials that the person typed.
    gcTime: 0,
    mutationFn: async ({ body, journey }: Authorization) => {
      const redirect_url = `${location.origin}${journey.path}`
      const { consent_url } = await api.call('initiateOAuth', { body: { ...body, redirect_url } })
      const url = new URL(consent_url)
      if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw new TypeError('The service gave an address that is not a web page.')
      beginJourney(journey)
      setLeaving(true)
      location.assign(url)
    },
    // The organization's OAuth app may have been removed in the meantime.
    onError: () => client.invalidateQueries({ queryKey: ['listOAuthCredentials'] }),
  })
  return { begin: begin.mutate, error: begin.error, isPending: begin.isPending || isLeaving }
}
