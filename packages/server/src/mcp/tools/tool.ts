import type { Output } from '@bulkhead/contract/operation'
import type { OperationId, OperationsById } from '@bulkhead/contract/operations'
import type { ToolAnnotations } from '@modelcontextprotocol/server'
import type { TObject } from 'typebox'
import type { RequestContext } from '#access/request/principal'
import type { RawReply } from '#access/request/raw-reply'
import type { AnyOperation, OperationInput } from '#operations/invoke'
import type { ToolResult } from '../results/tool-result.ts'

/** Tool that a client can call by name. */
export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  /**
   * Operations that the tool may call, depending on the kind of caller. A caller without rights to any of them is not
   * offered the tool.
   */
  readonly operations: readonly [AnyOperation, ...AnyOperation[]]
  readonly input: TObject
  /** Input for an application token. It has no workspace of its own and may name one. */
  readonly applicationInput?: TObject
  /** JSON Schema of the structured content of a success. */
  readonly output: TObject
  readonly annotations: ToolAnnotations
  /**
   * Runs the tool by calling operations of the contract.
   *
   * @param input Arguments, which match the tool's `input`.
   * @throws BulkheadError The error for the caller.
   */
  run(call: ToolCall, input: Readonly<Record<string, unknown>>): Promise<ToolResult>
}

/** A call of a tool. */
export interface ToolCall {
  /** Context of the caller. */
  readonly context: RequestContext
  readonly invoke: Invoke
  /** Workspace that an application token names for all its calls. */
  readonly workspace_name: string | undefined
  /** Elicitation of the client, if the client can ask the person for input. */
  readonly elicitation?: Elicitation
}

/** Elicitation (MCP 2026-07-28, client/elicitation). The client asks the person, and the model sees no part of it. */
export interface Elicitation {
  /** Whether the client opens URLs for the person. */
  readonly opensUrls: boolean
  /** State that the client returns for the URL opened in the previous round. It is not trusted. */
  readonly answered: string | undefined
  /** Whether the client asks the person questions. */
  readonly asks: boolean
  /** Whether the person agreed. Undefined if the client has not asked yet. */
  readonly agreed: boolean | undefined
}

/** Calls an operation of the contract as the caller of the tool. Only a file is returned as a raw reply. */
export type Invoke = <Id extends OperationId>(
  id: Id,
  input: Partial<OperationInput>,
  idempotency_key?: string,
) => Promise<
  Id extends 'executeOperation' ? Output<OperationsById[Id]> | RawReply : Output<OperationsById[Id]>
>
