import { describeParcels } from './describe-parcels.ts'
import { GITHUB_TOKEN } from './fake-github.ts'
import type { LighthouseApp } from './lighthouse.ts'

const CUSTOMERS = [
  'acme',
  'globex',
  'initech',
  'umbrella-logistics',
  'wayne-enterprises',
  'stark-industries',
  'wonka',
  'hooli',
  'soylent',
  'cyberdyne',
]

/** Seeds an organization in use, with working and failing connectors. */
export async function seed(app: LighthouseApp) {
  const ids: Record<string, string> = {}
  for (const name of CUSTOMERS) ids[name] = (await app.mint(name)).workspace_id
  await app.call('PUT', `/api/v1/workspaces/${ids.soylent}`, { status: 'inactive' })
  await app.call('PUT', `/api/v1/workspaces/${ids.wonka}`, { name: 'wonka-chocolates' })
  const good = { credentials: { token: GITHUB_TOKEN } }
  const works = await app.connect('default', { ...good, name: 'GitHub of the crew' })
  const failing = await app.connect('default', { name: 'GitHub of the yard' })
  const unused = await app.connect('default', {
    connector_type: 'gitlab',
    name: 'GitLab of the yard',
    credentials: { access_token: 'glpat-not-used' },
    environment: undefined,
  })
  for (const name of ['acme', 'globex', 'initech']) await app.connect(name, good)
  const run = (connector_id: string, entity: string, action: string, params: object) =>
    app.call('POST', `/api/v1/integrations/connectors/${connector_id}/execute`, { entity, action, params })
  for (let round = 0; round < 6; round++) {
    await run(works, 'issues', 'list', { owner: 'acme', repo: 'hull', per_page: 10 })
    await run(works, 'viewer_repositories', 'list', {})
    await run(works, 'issues', 'create', {
      owner: 'acme',
      repo: round % 2 ? 'missing' : 'hull',
      title: 'Leak',
    })
    if (round < 2) await run(failing, 'viewer', 'get', {})
  }
  await run(works, 'viewer', 'get', {})
  await app.configure()
  const document = describeParcels('https://parcels.example', ['get', 'post'])
  await app.call('POST', '/api/v1/definitions', { document })
  await app.call('PUT', '/api/v1/oauth/credentials', {
    connector_type: 'github',
    configuration: { client_id: 'Iv23liQ8hullkeelrudder', client_secret: 'not-a-secret-of-anyone' },
  })
  const lapsed = await app.connectInVain('Lighthouse of the cape')
  return { ids, works, failing, unused, lapsed }
}
