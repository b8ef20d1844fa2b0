import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { OperationId } from '#api/api.ts'
import { useChange } from '#api/use-api.ts'
import { noteCheck } from '#entities/connector/last-check.ts'

/** Queries that a check outdates: the connector's health and the recorded calls. */
const OUTDATES = ['getConnector', 'listConnectors', 'listToolCalls'] as const satisfies OperationId[]
/** Milliseconds until a call is recorded: up to a second after its response. */
const ON_RECORD_MS = 1_500

/** Checks a connector, and reads its health again once the check is recorded. */
export function useCheck(connector_id: string) {
  const client = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const check = useChange('checkConnector', {
    outdates: OUTDATES,
    onSuccess: ({ status }) => {
      noteCheck(client, connector_id, status)
      timer.current = setTimeout(() => {
        for (const id of OUTDATES) client.invalidateQueries({ queryKey: [id] })
      }, ON_RECORD_MS)
    },
  })
  return { ...check, run: () => check.mutate({ path: { connector_id }, body: {} }) }
}
