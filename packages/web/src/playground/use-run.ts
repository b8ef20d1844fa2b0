import { filenameIn } from '@bulkhead/sdk/client'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { Output } from '#api/api.ts'
import { useApi } from '#api/use-api.ts'
import type { RunTarget } from '#entities/connector/run-target.ts'

export interface RunInput {
  readonly target: RunTarget
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  readonly select_fields: readonly string[]
}

/** Result of a call. */
export interface RunOutput {
  readonly input: RunInput
  readonly result: unknown
  /** Cursor of the next page. Undefined: this was the last page. */
  readonly nextCursor: string | undefined
  readonly warning: string | undefined
  readonly request_id: string | undefined
  /** Round trip from the browser to the server, in milliseconds. */
  readonly roundTripMs: number
  readonly file: { readonly name: string; readonly content: Blob } | undefined
}

/** Runs an operation once. Failed runs are not repeated, so that the person sees the failure. */
export function useRun() {
  const api = useApi()
  return useMutation({
    mutationFn: async (input: RunInput): Promise<RunOutput> => {
      const began = performance.now()
      const { target, entity, action, params, select_fields } = input
      const body = {
        entity,
        action,
        params,
        ...(select_fields.length > 0 && { select_fields: [...select_fields] }),
      }
      const once = { maxRetries: 0 }
      if (target.kind === 'sample') {
        const path = { workspace_id: target.workspace_id, connector_type: target.connector_type }
        const { data, response } = await api.reply('executeSampleOperation', { path, body }, once)
        return { input, ...getFacts(data), ...getCost(response, began), file: undefined }
      }
      const sent = {
        path: { connector_id: target.connector_id },
        body: { ...body, intent: 'Tried in the playground' },
      }
      if (action === 'download') {
        const response = await api.open('executeOperation', sent, once)
        const content = await response.blob()
        const name = filenameIn(response.headers.get('content-disposition')) ?? 'download'
        return { input, ...NO_RESULT, ...getCost(response, began), file: { name, content } }
      }
      const { data, response } = await api.reply('executeOperation', sent, once)
      return { input, ...getFacts(data), ...getCost(response, began), file: undefined }
    },
  })
}

const NO_RESULT = { result: undefined, nextCursor: undefined, warning: undefined }

function getFacts(data: Output<'executeOperation'> | Output<'executeSampleOperation'>) {
  const facts = (data.connector_metadata ?? {}) as { has_next_page?: unknown; end_cursor?: unknown }
  const hasNext = facts.has_next_page === true && facts.end_cursor != null
  return {
    result: data.result,
    nextCursor: hasNext ? String(facts.end_cursor) : undefined,
    warning: data.warning,
  }
}

function getCost(response: Response, began: number) {
  return {
    request_id: response.headers.get('x-request-id') ?? undefined,
    roundTripMs: performance.now() - began,
  }
}

type RecordedCall = Output<'listToolCalls'>['data'][number]

/** Number of times that a record is looked for, in half a minute: recording may be switched off. */
const MOST_READS = 16

/** Reads the record of a call, which the server usually writes within a second of the call's end. */
export function useRecordedCall(input: RunInput | undefined, request_id: string | undefined) {
  const api = useApi()
  return useQuery<RecordedCall | null>({
    queryKey: ['recorded-call', request_id] as const,
    // A run on sample data leaves no record.
    enabled: input?.target.kind === 'connector' && request_id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state: { data, dataUpdateCount, errorUpdateCount } }) => {
      const reads = dataUpdateCount + errorUpdateCount
      return data === null && reads < MOST_READS ? 400 * 1.2 ** reads : false
    },
    queryFn: async ({ signal }): Promise<RecordedCall | null> => {
      if (input?.target.kind !== 'connector') return null
      const query = { connector_id: input.target.connector_id, limit: 20 }
      const { data } = await api.call('listToolCalls', { query }, { signal })
      return data.find((call) => call.request_id === request_id) ?? null
    },
  })
}
