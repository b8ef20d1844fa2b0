import type { MatrixCaller } from '#http-matrix/matrix-caller'
import { foreignTo, type MatrixFixture } from '#http-matrix/matrix-fixture'
import type { HttpRequest } from '#http-matrix/send'
import type { TenantFixture } from '#http-matrix/tenant-fixture'

/** Builds a request with one message of the protocol, without a handshake. */
export function rpcRequest(
  url: string,
  method: string,
  params: object,
  headers: Readonly<Record<string, string>>,
): HttpRequest {
  return {
    method: 'POST',
    url,
    headers: {
      ...headers,
      accept: 'application/json, text/event-stream',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  }
}

export function getHeaders(caller: MatrixCaller, home: TenantFixture): Readonly<Record<string, string>> {
  return caller.headers(home, ['application', 'scoped', 'narrowed'])
}

/** Returns the response message: the only one, or the last of a stream. */
export function getMessage(text: string): unknown {
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text)
}

/** Returns secrets of other tenants and workspaces that a response reveals. */
export function getLeaks(matrixFixture: MatrixFixture, caller: MatrixCaller, told: string): string[] {
  const text = told.toLowerCase()
  const strangers = foreignTo(matrixFixture, caller, caller.home)
  return strangers.flatMap(({ label, tenant, secret, values }) => {
    const { workspace, workspace_name, connector, organization } = values
    const known = [workspace, workspace_name, connector, secret]
    if (tenant !== caller.home.tenant) known.push(organization, tenant.client_id)
    return known.filter((one) => text.includes(one)).map((one) => `tells ${one} of ${label}`)
  })
}
