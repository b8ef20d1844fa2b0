import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A JSON value of GitHub's description. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** The part of GitHub's OpenAPI description that the upstream serves, references intact. */
export interface GitHubDescription {
  readonly openapi: string
  readonly info: Json
  readonly paths: { readonly [path: string]: { readonly [method: string]: Json } }
  /** Kind (`schemas`, `parameters`…) → name → component. */
  readonly components: { readonly [kind: string]: { readonly [name: string]: Json } }
}

/** The paths, as GitHub's description writes them, that the catalog's GitHub connector calls. */
const PATHS = [
  '/users/{username}/repos',
  '/repos/{owner}/{repo}',
  '/repos/{owner}/{repo}/issues',
  '/repos/{owner}/{repo}/issues/{issue_number}',
  '/repos/{owner}/{repo}/issues/{issue_number}/comments',
  '/repos/{owner}/{repo}/pulls',
  '/repos/{owner}/{repo}/pulls/{pull_number}',
]

const START_TIMEOUT_MS = 60_000

const require = createRequire(import.meta.url)

/**
 * GitHub's own OpenAPI description, cut down to the paths that the catalog calls and the components these
 * reach. The whole of it is 13 MB and takes Prism 6 s to start with.
 */
export async function gitHubDescription(): Promise<GitHubDescription> {
  const file = require.resolve('@octokit/openapi/generated/api.github.com.json')
  const whole: GitHubDescription = JSON.parse(await readFile(file, 'utf8'))
  const paths = Object.fromEntries(
    PATHS.map((path) => {
      const item = whole.paths[path]
      if (item === undefined) throw new Error(`GitHub's description has no path ${path}`)
      return [path, item]
    }),
  )
  return { openapi: whole.openapi, info: whole.info, paths, components: reachedFrom(paths, whole.components) }
}

/** The components that a value references, and those that they reference in turn. */
function reachedFrom(start: Json, components: GitHubDescription['components']) {
  const reached: Record<string, Record<string, Json>> = {}
  const visit = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref' && typeof member === 'string') follow(member)
      else visit(member)
    }
  }
  const follow = (reference: string): void => {
    const [, kind = '', name = ''] = /^#\/components\/([^/]+)\/([^/]+)$/.exec(reference) ?? []
    const component = components[kind]?.[name]
    if (component === undefined) throw new Error(`GitHub's description has no ${reference}`)
    const ofKind = reached[kind] ?? {}
    if (name in ofKind) return
    reached[kind] = ofKind
    ofKind[name] = component
    visit(component)
  }
  visit(start)
  return reached
}

/**
 * A local stand-in for api.github.com: Prism, serving GitHub's own description. It answers with GitHub's
 * examples, and with 422 to a request that breaks the description. A query parameter or body property that
 * the description does not declare passes, so look those up in {@link gitHubDescription}.
 *
 * @param port Of 127.0.0.1; 0 takes a free one.
 * @returns The origin it listens on, without a trailing slash, and what ends it. It also ends with this
 * process, however that ends.
 */
export async function startGitHubUpstream(port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-github-'))
  const file = join(folder, 'api.github.com.json')
  await writeFile(file, JSON.stringify(forPrism(await gitHubDescription())))
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

/**
 * The description as Prism serves it well:
 * - a schema that is `nullable` without a `type` gets null as an alternative, since Prism cannot compile the
 *   original and then silently accepts everything in its place;
 * - what answers as `application/json` also answers as the media type that GitHub recommends to ask for,
 *   which its description leaves out;
 * - an example that is a reference in the wrong place is put right;
 * - answers require nothing, since GitHub's examples lack some of what their schemas require.
 */
function forPrism(value: unknown, isAnswer = false): unknown {
  if (Array.isArray(value)) return value.map((element) => forPrism(element, isAnswer))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, member]) => {
    if (key === 'example') return [[key, member] as const]
    if (key === 'examples') return [[key, withReferencesAsExamples(member)] as const]
    if (key === 'required' && isAnswer && Array.isArray(member)) return []
    return [[key, forPrism(member, isAnswer || key === 'responses' || key === 'schemas')] as const]
  })
  const { nullable, ...rest } = Object.fromEntries(entries)
  if (nullable === true && !('type' in rest)) return { anyOf: [rest, { type: 'null' }] }
  const json = rest['application/json']
  const media = json === undefined ? {} : { 'application/vnd.github+json': json }
  return { ...rest, ...media, ...(nullable !== undefined && { nullable }) }
}

function withReferencesAsExamples(examples: { readonly [name: string]: Json }) {
  const entries = Object.entries(examples).map(([name, example]) => {
    const value = typeof example === 'object' && example !== null && 'value' in example ? example.value : null
    const isReference = typeof value === 'object' && value !== null && '$ref' in value
    return [name, isReference ? value : example] as const
  })
  return Object.fromEntries(entries)
}

function spawnPrism(file: string, port: number): ChildProcess {
  const prism = require.resolve('@stoplight/prism-cli/dist/index.js')
  // Killed, this process cannot kill its child; the child notices that the channel between them closed.
  const endWithParent = "data:text/javascript,process.on('disconnect',()=>process.exit())"
  return spawn(
    process.execPath,
    [
      '--import',
      endWithParent,
      prism,
      'mock',
      '--errors',
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      file,
    ],
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: { ...process.env, NODE_ENV: 'test', NO_COLOR: '1' } },
  )
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
