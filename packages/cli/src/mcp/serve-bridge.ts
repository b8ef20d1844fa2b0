import { pipeline } from 'node:stream'
import type { createScopedToken } from '@bulkhead/contract/tokens'
import type { JSONRPCErrorResponse } from '@modelcontextprotocol/client'
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { Call, Given } from '#command/command'
import { openSession } from '#profile/session'
import { boundedLines } from './bounded-lines.ts'
import { bridge, SERVER_ERROR } from './bridge.ts'
import { openTokenSource } from './token-source.ts'

const MAX_MESSAGE_MIB = 64
/** Longest message of an agent, far above what the server accepts. */
const MAX_MESSAGE_BYTES = MAX_MESSAGE_MIB * 1024 * 1024

/** Serves the bridge on standard input and output until the agent disconnects. */
export async function serveBridge(call: Call<Given<typeof createScopedToken>>): Promise<void> {
  const { terminal, flags, given } = call
  const { url } = openSession(call).client
  const { connector_ids, entities, actions, read_only } = given
  const tokens = openTokenSource(call, {
    ...(connector_ids !== undefined && { connector_ids }),
    ...(entities !== undefined && { entities }),
    ...(actions !== undefined && { actions }),
    ...(read_only !== undefined && { read_only }),
  })
  // Invalid credentials or a wrong workspace are reported now, where people look, and not at the first call.
  await tokens.token()
  if (terminal.stdin.isTTY === true) {
    const how = 'For its configuration: bulkhead mcp --snippet claude-code, or another client'
    terminal.stderr.write(
      `This command speaks MCP, and is meant to be started by an agent. ${how}. Ctrl-D ends it.\n`,
    )
  }
  const address = new URL(`${url.replace(/\/+$/, '')}/mcp`)
  if (flags.expanded === true) address.searchParams.set('tools', 'expanded')
  // The transport would end at a message that is too long.
  const messages = boundedLines(MAX_MESSAGE_BYTES, (start, end) => {
    agent.send(tooLong(start, end)).catch(() => {})
  })
  pipeline(terminal.stdin, messages, () => {})
  const agent = new StdioServerTransport(messages, terminal.stdout, { maxBufferSize: MAX_MESSAGE_BYTES })
  await bridge(agent, address, tokens)
  messages.destroy()
}

function tooLong(start: string, end: string): JSONRPCErrorResponse {
  const id = readRequestId(start, end)
  const message = `The message was not sent: it has more than ${MAX_MESSAGE_MIB} MiB.`
  return { jsonrpc: '2.0', ...(id !== undefined && { id }), error: { code: SERVER_ERROR, message } }
}

/** Returns the id of a request from the two ends of its JSON, if it is at one of the places where libraries write it. */
function readRequestId(start: string, end: string): string | number | undefined {
  const [, id] =
    /^\{"jsonrpc": ?"2\.0", ?"id": ?(0|[1-9]\d*|"[^"\\\p{Cc}]*"), ?"method":/u.exec(start) ??
    (/^\{"method":/.test(start) ? /, ?"id": ?(0|[1-9]\d*|"[^"\\\p{Cc}]*")\}\s*$/u.exec(end) : undefined) ??
    []
  return id === undefined ? undefined : JSON.parse(id)
}
