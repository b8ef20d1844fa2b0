import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '@bulkhead/server/main/settings'
import { startServer } from '@bulkhead/server/main/start-server'
import { freePort } from '@bulkhead/testing/free-port'
import { startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'

/** Plays two customers of one company on a real server, and prints what each of them can and cannot do. */
const directory = mkdtempSync(join(tmpdir(), 'bulkhead-demo-'))
const CONNECTORS = '/api/v1/integrations/connectors'

say('Starting a stand-in for GitHub from its own API description, and Bulkhead with an empty database.')
const github = await startGitHubUpstream()
const server = await startServer(
  readSettings({
    BULKHEAD_PORT: String(await freePort()),
    BULKHEAD_DATA_DIR: directory,
    BULKHEAD_EGRESS_ALLOW: new URL(github.url).host,
    BULKHEAD_LOG_LEVEL: 'silent',
  }),
)

try {
  await play()
} finally {
  await server.close()
  await github.close()
  rmSync(directory, { recursive: true, force: true })
}

async function play() {
  chapter('1. Your company signs in')
  say('An application is your backend. Its client id and secret give a token for 15 minutes.')
  const application = await call('POST', '/api/v1/account/applications/token', { body: server.newClient })
  const company = application.body.access_token

  chapter('2. Two customers arrive: Ash and Birch')
  say('Minting a token for a new name makes a workspace, with an encryption key of its own.')
  const ash = await mint(company, 'ash')
  const birch = await mint(company, 'birch')

  chapter('3. Ash stores a GitHub credential')
  const created = await call('POST', CONNECTORS, {
    who: 'Ash',
    token: ash.token,
    body: {
      connector_type: 'GitHub',
      credentials: { token: 'ghp_of_ash' },
      environment: { base_url: github.url },
    },
  })
  const connector = `${CONNECTORS}/${created.body.id}`
  say(`The answer shows the connector "${created.body.name}". It never shows the credential, now or later.`)

  chapter('4. Ash lists the issues of a repository')
  const issues = await call('POST', `${connector}/execute`, {
    who: 'Ash',
    token: ash.token,
    body: {
      entity: 'issues',
      action: 'list',
      params: { owner: 'octocat', repo: 'Hello-World' },
      select_fields: ['number', 'title'],
    },
  })
  say(`GitHub answered with ${issues.body.result.length} issue: ${JSON.stringify(issues.body.result[0])}`)

  chapter('5. Birch looks for what Ash has')
  const list = await call('GET', CONNECTORS, { who: 'Birch', token: birch.token })
  say(`Birch sees ${list.body.data.length} connectors: nothing of Ash's.`)
  const foreign = await call('GET', connector, {
    who: 'Birch, with the id of Ash’s connector',
    token: birch.token,
  })
  const invented = await call('GET', `${CONNECTORS}/${crypto.randomUUID()}`, {
    who: 'Birch, with an id that nobody has',
    token: birch.token,
  })
  if (foreign.status !== 404 || foreign.body.message !== invented.body.message) {
    throw new Error('The two answers differ, and that tells Birch something. This must never happen.')
  }
  say('Both answers are the same. Birch cannot even learn that the connector exists.')
  await call('POST', `${connector}/execute`, {
    who: 'Birch',
    token: birch.token,
    body: { entity: 'issues', action: 'list', params: { owner: 'octocat', repo: 'Hello-World' } },
  })

  chapter('6. Ash leaves')
  const deleted = await call('DELETE', `/api/v1/workspaces/${ash.workspace_id}`, {
    who: 'Your company',
    token: company,
  })
  say(deleted.body.data_key.note)
  await call('GET', connector, { who: 'Ash, with the token from before', token: ash.token })

  chapter('That is Bulkhead')
  say('Row-level security in the database and a key per workspace kept them apart, not a check in a handler.')
  say('Next: npm start, and docs/tutorials/curl.md for the same in curl.')
}

async function mint(token: string, workspace_name: string) {
  const { body } = await call('POST', '/api/v1/account/applications/scoped-token', {
    who: 'Your company',
    token,
    body: { workspace_name },
  })
  return body
}

async function call(
  method: string,
  path: string,
  { who, token, body }: { who?: string; token?: string; body?: unknown },
) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  // biome-ignore lint/suspicious/noExplicitAny: the story reads what it knows is there
  const answer: any = await response.json()
  const note = response.ok ? '' : `  ${answer.message}`
  process.stdout.write(`    ${who ? `${who}: ` : ''}${method} ${path} → ${response.status}${note}\n`)
  return { status: response.status, body: answer }
}

function chapter(title: string) {
  process.stdout.write(`\n${title}\n`)
}

function say(sentence: string) {
  process.stdout.write(`  ${sentence}\n`)
}
