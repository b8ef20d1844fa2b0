import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { type PlannedRequest, planRequest, resolveTarget } from '@bulkhead/engine'
import { compileDefinition, loadDocument } from '@bulkhead/engine/document'
import { gitHubDescription } from '@bulkhead/testing/upstreams/github-upstream'
import { serveDescription } from '@bulkhead/testing/upstreams/serve-description'
import { parse, stringify } from 'yaml'

type Json = Record<string, unknown>

const root = join(import.meta.dirname, '../..')
const to = mkdtempSync(join(tmpdir(), 'bulkhead-add-a-service-'))
const document = join(to, 'github-actions', 'connector.yaml')
const page = readFileSync(join(root, 'docs/tutorials/add-a-service.md'), 'utf8')
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => {
  return { language, code }
})
after(() => rmSync(to, { recursive: true, force: true }))

/** Runs a block as a reader would, but into a folder of the test. @returns What it printed. */
function run(code: string): string {
  const adapted = code
    .replace('npm run catalog:new --', `node scripts/catalog-new.ts --to '${to}'`)
    .replace('npx bulkhead', 'node packages/cli/src/bulkhead.ts')
    .replace('packages/catalog/', `${to}/`)
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_NO_WARNINGS: '1' } } as const
  const { stdout, stderr, status } = spawnSync('bash', ['-ec', adapted], options)
  assert.equal(status, 0, `${adapted}\n${stdout}${stderr}`)
  return stdout
}

/** Puts a fragment into a document: mappings are merged, but a path replaces what is there. */
function withFragment(whole: Json, fragment: Json): Json {
  const paths = Object.entries(fragment).filter(([key]) => key.startsWith('/'))
  const rest = Object.entries(fragment).filter(([key]) => !key.startsWith('/'))
  return merged(whole, {
    ...Object.fromEntries(rest),
    paths: { ...Object(whole.paths), ...Object.fromEntries(paths) },
  })
}

function merged(one: Json, other: Json): Json {
  const members = Object.entries(other).map(([key, value]) => {
    const known = one[key]
    const isDeep = key !== 'paths' && isMapping(known) && isMapping(value)
    return [key, isDeep ? merged(known, value) : value] as const
  })
  return { ...one, ...Object.fromEntries(members) }
}

function isMapping(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

test('the page does what it says, and ends with a document without a fault', () => {
  let printed = ''
  for (const { language, code } of blocks) {
    if (language === 'sh') printed = run(code)
    else if (language === 'yaml') {
      writeFileSync(document, stringify(withFragment(parse(readFileSync(document, 'utf8')), parse(code))))
    } else assert.ok(printed.includes(code.trim()), `${printed}\nhas no ${code}`)
  }
  assert.deepEqual([...new Set(blocks.map(({ language }) => language))], ['sh', 'text', 'yaml'])
  for (const name of ['README.md', 'icon.svg']) assert.ok(existsSync(join(to, 'github-actions', name)))
})

test('GitHub’s own description accepts what the page made', async (t) => {
  const definition = compileDefinition(loadDocument(readFileSync(document, 'utf8'), document))
  const upstream = await serveDescription(await gitHubDescription())
  t.after(() => upstream.close())
  const [auth_option] = definition.auth_options
  assert.ok(auth_option)
  const context = {
    definition,
    base_url: resolveTarget(definition, { settings: {} }).base_url,
    settings: { owner: 'octocat', repo: 'Hello-World' },
    auth_option,
    credentials: { token: 'ghp_of_this_test' },
  }
  const send = ({ url, method, headers, body }: PlannedRequest) =>
    fetch(url.replace('https://api.github.com', upstream.url), { method, headers, ...(body && { body }) })
  const calls = [
    ['workflows', 'list', { per_page: 50 }, 200],
    ['disabled_workflows', 'create', { workflow_id: 'nightly.yml' }, 204],
    ['disabled_workflows', 'delete', { workflow_id: 'nightly.yml' }, 204],
  ] as const
  for (const [entity, action, params, status] of calls) {
    const response = await send(planRequest(context, { entity, action, params }))
    assert.equal(response.status, status, `${entity} ${action}: ${await response.text()}`)
  }
})
