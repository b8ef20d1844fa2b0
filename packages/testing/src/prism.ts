import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const START_TIMEOUT_MS = 60_000

const require = createRequire(import.meta.url)

/** A running stand-in for a service: the origin it listens on, without a trailing slash, and what ends it. */
export interface Upstream {
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves an OpenAPI description on 127.0.0.1 by Prism: answers with its examples, and with 422 to a request
 * that breaks it. A query parameter or body property that it does not declare passes. Ends with this process,
 * however that ends.
 *
 * @param description As {@link forPrism} makes it; Prism reads it whole, so cut it down to what is called.
 * @param port 0 takes a free one.
 */
export async function startPrism(description: object, port = 0): Promise<Upstream> {
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-prism-'))
  const file = join(folder, 'description.json')
  await writeFile(file, JSON.stringify(description))
  const child = spawnPrism(file, port)
  const killAtExit = () => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', killAtExit)
  const close = async () => {
    process.off('exit', killAtExit)
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    }
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const url = await listeningAt(child)
    await (await fetch(url)).body?.cancel()
    return { url, close }
  } catch (error) {
    await close()
    throw error
  }
}

function spawnPrism(file: string, port: number): ChildProcess {
  const prism = require.resolve('@stoplight/prism-cli/dist/index.js')
  // Killed, this process cannot kill its child; the child notices that the channel between them closed.
  const endWithParent = "data:text/javascript,process.on('disconnect',()=>process.exit())"
  const options = ['mock', '--errors', '--host', '127.0.0.1', '--port', String(port), file]
  return spawn(process.execPath, ['--import', endWithParent, prism, ...options], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_ENV: 'test', NO_COLOR: '1' },
  })
}

/** The address that Prism says it listens on, which it chose itself: no port can be taken in between. */
function listeningAt(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let output = ''
  const fail = (why: string) => reject(new Error(`Prism ${why}:\n${output}`))
  const timer = setTimeout(() => fail('did not start in time'), START_TIMEOUT_MS)
  const read = (chunk: Buffer) => {
    // What it writes later is read too, or it would block on a full pipe, but not kept.
    if (output.length < 100_000) output += chunk.toString('utf8')
    const url = /is listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1]
    if (url !== undefined) resolve(url)
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  child.once('error', reject)
  child.once('exit', (code) => fail(`ended with ${code}`))
  return promise.finally(() => clearTimeout(timer))
}
