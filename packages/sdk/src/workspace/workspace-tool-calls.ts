import { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import { fetchList } from '../fetch-list.ts'
import type { ToolCallItem } from '../generated/api.ts'
import type { List } from '../list.ts'
import type { WorkspaceAccess } from './workspace-access.ts'

type Filters = Omit<
  NonNullable<Input<'listToolCalls'>['query']>,
  'cursor' | 'workspace_name' | 'workspace_id'
>

/** The record of calls that were executed in a workspace. */
export class WorkspaceToolCalls {
  readonly #access: WorkspaceAccess

  constructor(access: WorkspaceAccess) {
    this.#access = access
  }

  /** Newest first. */
  list(filters: Filters = {}, options?: RequestOptions): List<ToolCallItem> {
    const { client, reader, reference } = this.#access
    return fetchList((cursor) => {
      const query = { ...reference, ...filters, ...(cursor !== undefined && { cursor }) }
      return client.send('listToolCalls', { query }, reader, options)
    })
  }

  /** One call, with what its service said of a failure and whether its bodies were recorded. */
  get(toolCallId: string, options?: RequestOptions): BulkheadPromise<Output<'getToolCall'>> {
    const { client, tokenProvider } = this.#access
    const path = { tool_call_id: toolCallId }
    return new BulkheadPromise(client.send('getToolCall', { path }, tokenProvider, options))
  }
}
