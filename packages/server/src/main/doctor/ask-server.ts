import { request } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { OPERATOR_SOCKET } from '@bulkhead/contract/operator/operator-commands'
import { EXAMINATION_PATH } from '#operator/serve-operator'
import type { Finding } from '#platform/finding'
import type { Settings } from '../settings.ts'

const WITHIN_MS = 60_000
/** Settings that say where the server is, and not how it works. */
const PLACES: ReadonlySet<string> = new Set(['BULKHEAD_DATA_DIR', 'BULKHEAD_URL'])

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Looks for the running server of a data directory. If the environment has no settings, the server examines itself with
 * those that it runs with.
 *
 * @returns Line about the server, and its findings if it was asked for them.
 */
export async function askServer(
  { dataDirectory }: Pick<Settings, 'dataDirectory'>,
  environment: Environment,
): Promise<{ readonly server: Finding; readonly findings?: readonly Finding[] }> {
  const check = 'server'
  const hasSettings = Object.entries(environment).some(
    ([name, value]) => name.startsWith('BULKHEAD_') && value !== undefined && !PLACES.has(name),
  )
  const socket = join(dataDirectory, OPERATOR_SOCKET)
  try {
    const findings = await examineThere(socket, hasSettings ? 'HEAD' : 'GET')
    const runs = `a server runs in ${dataDirectory}`
    if (findings !== undefined)
      return {
        server: { check, status: 'ok', detail: `${runs}; the other lines describe its settings` },
        findings,
      }
    const detail = `${runs}; the other lines describe the settings of this command, which may differ from the server's`
    return { server: { check, status: 'ok', detail } }
  } catch {
    const detail = `no server of this user runs in ${dataDirectory}; the other lines describe the settings of this command`
    return { server: { check, status: 'skipped', detail } }
  }
}

/** @returns Undefined if the server was not asked for findings, or is of a version that makes none. */
async function examineThere(socketPath: string, method: 'GET' | 'HEAD'): Promise<Finding[] | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Finding[] | undefined>()
  const asked = request(
    { socketPath, method, path: EXAMINATION_PATH, signal: AbortSignal.timeout(WITHIN_MS) },
    (response) => {
      if (method === 'GET' && response.statusCode === 200)
        return void json(response).then((found) => resolve(found as Finding[]), reject)
      response.resume()
      resolve(undefined)
    },
  )
  asked.once('error', reject)
  asked.end()
  return promise
}
