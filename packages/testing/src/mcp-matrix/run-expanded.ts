import { foreignPairs } from '#http-matrix/foreign-values'
import type { MatrixCaller } from '#http-matrix/matrix-caller'
import { foreignTo, getMcpCallers, type MatrixFixture } from '#http-matrix/matrix-fixture'
import { normalize, spelledOut } from '#http-matrix/normalize'
import type { Cell } from '#http-matrix/run-operation'
import type { Send } from '#http-matrix/send'
import type { TenantFixture } from '#http-matrix/tenant-fixture'
import { getHeaders, getLeaks, getMessage, rpcRequest } from './rpc-request.ts'

/** Tool of every fixture's own connector, if tools are expanded. */
const EXPANDED_TOOL = 'probe_things_list'

/**
 * Lists the expanded tools as every caller, for the own workspace and for others, and calls one of them. Only the
 * caller's own credential may be sent.
 */
export async function* runExpanded(matrixFixture: MatrixFixture, send: Send): AsyncGenerator<Cell> {
  for (const caller of getMcpCallers(matrixFixture)) {
    const { home } = caller
    const pairs = foreignPairs('workspace_name', home, foreignTo(matrixFixture, caller, home))
    const name = `expanded tools, ${caller.name}`
    yield await runOwn(matrixFixture, send, caller, name)
    for (const { foreign, twin } of pairs) {
      const [other, random] = [await list(send, caller, foreign), await list(send, caller, twin)]
      const seen = normalize(other, home, [foreign])
      const faults = getLeaks(matrixFixture, caller, spelledOut(other, [foreign]))
      if (seen !== normalize(random, home, [twin])) faults.push(`differs from a random name: ${seen}`)
      yield { name: `${name}: of another workspace`, faults }
    }
  }
}

async function runOwn(
  matrixFixture: MatrixFixture,
  send: Send,
  caller: MatrixCaller,
  name: string,
): Promise<Cell> {
  const { home, kind } = caller
  const isNobody = kind === undefined || kind === 'person' || kind === 'connect'
  const listed = await list(send, caller, home.values.workspace_name)
  const faults = getLeaks(matrixFixture, caller, spelledOut(listed, []))
  if (isNobody !== listed.text.includes('"error"')) faults.push(`is listed ${listed.text.slice(0, 200)}`)
  if (!isNobody && !toolNames(listed.text).includes(EXPANDED_TOOL)) faults.push(`lacks ${EXPANDED_TOOL}`)
  const before = matrixFixture.upstream.arrived.length
  const params = { name: EXPANDED_TOOL, arguments: { color: 'red' } }
  const url = toUrl(home.values.workspace_name)
  const called = await send(rpcRequest(url, 'tools/call', params, getHeaders(caller, home)))
  const sent = matrixFixture.upstream.arrived.slice(before).map(({ headers }) => headers.authorization)
  const allowed = isNobody ? [] : [`Bearer ${home.secret}`]
  if (sent.join() !== allowed.join()) faults.push(`sends ${sent.join() || 'nothing'}`)
  return { name, faults: [...faults, ...getLeaks(matrixFixture, caller, spelledOut(called, []))] }
}

function list(send: Send, caller: MatrixCaller, workspace_name: string) {
  return send(rpcRequest(toUrl(workspace_name), 'tools/list', {}, getHeaders(caller, caller.home)))
}

function toUrl(workspace_name: TenantFixture['values']['workspace_name']): string {
  return `/mcp?${new URLSearchParams({ tools: 'expanded', workspace_name })}`
}

function toolNames(text: string): string[] {
  const { result } = getMessage(text) as { result: { tools: { name: string }[] } }
  return result.tools.map(({ name }) => name)
}
