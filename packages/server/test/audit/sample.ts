import assert from 'node:assert/strict'
import type { Answer, Tenant, TestServer } from '@bulkhead/testing/test-server'

/** A request that succeeds, in an organization of its own. */
export interface Sample {
  path?: Record<string, string>
  body?: object
  /** Headers of a person. Absent: an application calls. */
  headers?: Readonly<Record<string, string>>
  /** Token of a caller that is neither. Default: the application's. */
  token?: string
}

/** Context of the samples. */
export interface Stage {
  testServer: TestServer
  tenant: Tenant
  workspace(): Promise<string>
  connector(): Promise<string>
  application(): Promise<{ id: string; secret_id: string }>
}

/** Makes a sample, after whatever it needs. */
export type MakeSample = (stage: Stage) => Promise<Sample>

/** Calls what a sample needs before. @returns The body of the response. */
export async function prepare(
  { testServer, tenant }: Stage,
  method: string,
  path: string,
  body?: object,
  by: Pick<Sample, 'token' | 'headers'> = { token: tenant.token },
): Promise<Answer['body']> {
  const answer = await testServer.call(method, path, { ...by, ...(body && { body }) })
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
  return answer.body
}
