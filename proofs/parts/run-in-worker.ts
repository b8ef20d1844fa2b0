import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '@bulkhead/testing/free-port'
import { until } from '@bulkhead/testing/test-server'
import { build } from 'esbuild'

/**
 * Runs a script in workerd, the runtime of Cloudflare Workers, which has no process and no environment. Its statements
 * become the handler of a request, and its printed output becomes the response.
 *
 * @param folder Folder in which the SDK and `workerd` are installed.
 * @param settings Options of `new Bulkhead()`, in place of an environment.
 */
export async function runInWorker(
  folder: string,
  script: string,
  settings: Readonly<Record<string, string>>,
): Promise<string> {
  const given = script.replace('new Bulkhead()', `new Bulkhead(${JSON.stringify(settings)})`)
  const [imported = '', ...statements] = given.split('\n')
  writeFileSync(
    join(folder, 'worker.js'),
    `${imported}
export default {
  async fetch() {
    const lines = []
    const console = { log: (line) => lines.push(line + '\\n') }
    ${statements.join('\n    ')}
    return new Response(lines.join(''))
  },
}
`,
  )
  const bundle = { bundle: true, format: 'esm', platform: 'neutral' } as const
  await build({ ...bundle, entryPoints: [join(folder, 'worker.js')], outfile: join(folder, 'bundle.js') })
  const port = await freePort()
  writeFileSync(join(folder, 'config.capnp'), configuration(port))
  const child = spawn('node_modules/.bin/workerd', ['serve', 'config.capnp'], {
    cwd: folder,
    stdio: 'inherit',
  })
  const ended = new Promise((resolve) => child.once('close', resolve))
  try {
    const url = `http://127.0.0.1:${port}/`
    let response: Response | undefined
    await until(async () => {
      response = await fetch(url).catch(() => undefined)
      return response !== undefined
    }, 20_000)
    return (await response?.text()) ?? ''
  } finally {
    child.kill('SIGKILL')
    await ended
  }
}

function configuration(port: number): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "bundle.js", esModule = embed "bundle.js")],
  compatibilityDate = "2024-01-01",
);
`
}
