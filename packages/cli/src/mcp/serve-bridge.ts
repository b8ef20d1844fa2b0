import type { createScopedToken } from '@bulkhead/contract/tokens'
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { Call, Given } from '#command/command'
import { openSession } from '#profile/session'
import { bridge } from './bridge.ts'
import { openTokenSource } from './token-source.ts'

/**
 * Longest message of an agent. The transport ends at a longer one, so the bound is far above that of the server, which
 * rejects a message and goes on.
 */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024

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
    terminal.stderr.write(`This speaks MCP, and is started by an agent. ${how}. Ctrl-D ends it.\n`)
  }
  const address = new URL(`${url.replace(/\/+$/, '')}/mcp`)
  if (flags.expanded === true) address.searchParams.set('tools', 'expanded')
  const options = { maxBufferSize: MAX_MESSAGE_BYTES }
  await bridge(new StdioServerTransport(terminal.stdin, terminal.stdout, options), address, tokens)
}
