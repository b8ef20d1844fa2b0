import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Input, Output } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import { noteCheck } from '#entities/connector/last-check.ts'

export type NewConnector = Input<'createConnector'>['body']
export type OnConnected = (connector: Output<'createConnector'>, check: Output<'checkNewConnector'>) => void

/** Checks credentials, then stores them. If the check does not succeed, stores them only if the person insists. */
export function useConnect(onConnected: OnConnected) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    // The input contains credentials, so it is not kept afterwards.
    gcTime: 0,
    mutationFn: async ({ body, anyway }: { body: NewConnector; anyway: boolean }) => {
      const check = await api.call('checkNewConnector', { body })
      if (check.status !== 'succeeded' && !anyway) return check
      const connector = await api.call('createConnector', { body })
      noteCheck(client, connector.id, check.status)
      client.invalidateQueries({ queryKey: ['listConnectors'] })
      client.invalidateQueries({ queryKey: ['listWorkspaces'] })
      onConnected(connector, check)
      return undefined
    },
  })
}
