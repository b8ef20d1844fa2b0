import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions } from '../client/call-options.ts'
import type { Input, Output } from '../client/client.ts'
import type { ToolCallItem } from '../generated/api.ts'
import type { List } from '../list.ts'
import type { WorkspaceAccess } from './workspace-access.ts'

type Filters = Omit<
  NonNullable<Input<'listToolCalls'>['query']>,
  'cursor' | 'workspace_name' | 'workspace_id'
>

type GroupFilters = Omit<Input<'getToolCallGroups'>['query'], 'by' | 'workspace_name' | 'workspace_id'>

/** Record of the calls that were executed in a workspace. */
export class WorkspaceToolCalls {
  readonly #access: WorkspaceAccess

  constructor(access: WorkspaceAccess) {
    this.#access = access
  }

  /** Lists calls, newest first. */
  list(filters: Filters = {}, options?: RequestOptions): List<ToolCallItem> {
    const { reader, reference } = this.#access
    return reader.list('listToolCalls', { query: { ...filters, ...reference } }, options)
  }

  /** Returns a call, with the service's error message and whether bodies were recorded. */
  get(toolCallId: string, options?: RequestOptions): BulkheadPromise<Output<'getToolCall'>> {
    const { scoped } = this.#access
    const path = { tool_call_id: toolCallId }
    return scoped.call('getToolCall', { path }, options)
  }

  /** Returns the recorded request and response of a call. The audit log records the read. */
  bodies(toolCallId: string, options?: RequestOptions): BulkheadPromise<Output<'getToolCallBodies'>> {
    const { scoped } = this.#access
    const path = { tool_call_id: toolCallId }
    return scoped.call('getToolCallBodies', { path }, options)
  }

  /** Groups calls by shared properties and counts them. The largest group comes first. */
  groups(
    by: Input<'getToolCallGroups'>['query']['by'],
    filters: GroupFilters = {},
    options?: RequestOptions,
  ): BulkheadPromise<Output<'getToolCallGroups'>> {
    const { reader, reference } = this.#access
    const query = { ...filters, ...reference, by }
    return reader.call('getToolCallGroups', { query }, options)
  }
}
