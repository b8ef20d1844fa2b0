import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { freePort } from '@bulkhead/testing/free-port'
import { until } from '@bulkhead/testing/test-server'
import type { Stranger } from './as-stranger.ts'

/** Packages with the newest versions when this was written. */
const PACKAGES = ['next@16.4.6', 'react@19.3.1', 'react-dom@19.3.1']

/**
 * Builds a Next.js app that uses the packed SDK in a server component, and serves it.
 *
 * @param source Module of the SDK's documentation: top-level statements that print lines.
 * @param printed Lines that it prints, which the page must show.
 * @param environment URL of the server, and the client's id and secret.
 */
export async function tryNextApp(
  stranger: Stranger,
  tarball: string,
  source: string,
  printed: string,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const app = stranger.newFolder('next', {
    'package.json': { private: true, scripts: { build: 'next build', start: 'next start' } },
    'next.config.mjs': 'export default {}\n',
  })
  await stranger.mustRun('mkdir app', app)
  const [statement = '', ...statements] = source.split('\n')
  const page = [
    statement,
    "export const dynamic = 'force-dynamic'",
    'export default async function Page() {',
    '  const lines = []',
    ...statements.map((line) => `  ${line.replace('console.log(', 'lines.push(')}`),
    '  return lines.map((line) => <p key={line}>{line}</p>)',
    '}',
  ]
  const layout = 'export default ({ children }) => <html lang="en"><body>{children}</body></html>'
  stranger.write(app, { 'app/page.jsx': page.join('\n'), 'app/layout.jsx': layout })
  await stranger.install(app, tarball, ...PACKAGES)
  const telemetry = { NEXT_TELEMETRY_DISABLED: '1' }
  const built = await stranger.shell('npm run --silent build', app, telemetry)
  stranger.report('next build', built)
  if (built.code !== 0) return

  const port = await freePort()
  const server = spawn('node_modules/.bin/next', ['start', '--port', String(port)], {
    cwd: app,
    env: { ...process.env, ...telemetry, ...environment },
    stdio: 'ignore',
  })
  try {
    const url = `http://127.0.0.1:${port}/`
    await until(async () => (await fetch(url).catch(() => undefined)) !== undefined, 60_000)
    const html = await (await fetch(url)).text()
    const [line = ''] = printed.split('\n')
    stranger.report('a page of Next.js', { code: 0, printed: html }, html.includes(line))
  } finally {
    server.kill('SIGKILL')
  }
}

/** Type-checks and runs a CommonJS project in TypeScript that requires the packed SDK. */
export async function tryCommonJs(
  stranger: Stranger,
  tarball: string,
  source: string,
  printed: string,
  environment: Readonly<Record<string, string>>,
  typescript: readonly string[],
): Promise<void> {
  const [statement = '', ...statements] = source.split('\n')
  const main = [
    statement,
    'async function main(): Promise<void> {',
    ...statements.map((line) => `  ${line}`),
    '}',
    'void main()',
  ]
  for (const module of ['node16', 'node20'] as const) {
    const place = stranger.newFolder(`commonjs-${module}`, {
      'package.json': { private: true, type: 'commonjs' },
      'tsconfig.json': {
        compilerOptions: { target: 'es2022', module, strict: true, types: ['node'], outDir: 'out' },
        files: ['main.ts'],
      },
      'main.ts': main.join('\n').replaceAll("'acme'", `'commonjs-${module}'`),
    })
    await stranger.install(place, tarball, ...typescript)
    stranger.report(`tsc, module ${module}`, await stranger.shell('node_modules/.bin/tsc -p .', place))
    const ended = await stranger.shell(`node ${join('out', 'main.js')}`, place, environment)
    stranger.report(`require, module ${module}`, ended, ended.code === 0 && ended.printed === printed)
  }
}
