import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { chooseAuthOption } from '#auth/choose-auth-option'
import { createEgressPolicy } from '#egress/policy'
import type { Definition } from '#model/definition'
import type { AccessTokens } from '#model/wire'
import { type Call, type PlanContext, planRequest } from '#plan/plan-request'
import { type ReadOptions, readResponse } from '#read/read-response'
import { createSender } from '#send/send-request'
import { type Received, serve, type Upstream } from '../upstream.ts'

/**
 * Sender that reaches this machine, shared by the files of a process. Idle connections do not keep the
 * process alive.
 */
export const sender = createSender({ policy: createEgressPolicy({ allow: ['127.0.0.0/8'] }) })

type Answer = (request: Received, response: ServerResponse) => void

/** Responds with JSON. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))
}

/** A definition with a real server behind it. */
export interface Wire {
  readonly upstream: Upstream
  context(more?: Partial<PlanContext>): PlanContext
  /** Plans, sends and reads a call. @returns The result, and the request that arrived. */
  run(call: Call, more?: Partial<PlanContext>): Promise<Run>
}

type Run = ReturnType<typeof readResponse> & { readonly arrived: Received; readonly body: string }

/** Puts a server behind a definition, at `/v2` like its base URL. */
export async function wire(definition: Definition, response: Answer, given: Given = {}): Promise<Wire> {
  const upstream = await serve(response)
  const { option, credentials } = chooseAuthOption(definition, given.credentials ?? { token: 'K' })
  const context = (more: Partial<PlanContext> = {}): PlanContext => ({
    definition,
    base_url: new URL(`${upstream.origin}/v2`),
    settings: given.settings ?? {},
    auth_option: option,
    credentials,
    ...(given.tokens !== undefined && { tokens: given.tokens }),
    ...more,
  })
  return {
    upstream,
    context,
    async run(call, more) {
      const planned = planRequest(context(more), call)
      const sent = await sender.send(planned)
      const options: ReadOptions = { page: planned.page, settings: context(more).settings }
      const read = readResponse(planned.operation, sent, undefined, options)
      const arrived = upstream.requests.at(-1)
      assert.ok(arrived)
      return { ...read, arrived, body: arrived.body }
    },
  }
}

interface Given {
  readonly credentials?: Record<string, string>
  readonly settings?: Record<string, string>
  readonly tokens?: AccessTokens
}
