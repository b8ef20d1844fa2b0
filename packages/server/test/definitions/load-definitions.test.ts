import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createForeignDocuments } from '@bulkhead/server/connectors/definitions/foreign-documents'
import { getReady, loadDefinitions } from '@bulkhead/server/connectors/definitions/load-definitions'
import { createCompiler } from '@bulkhead/server/connectors/definitions/own/compiler'
import { WaitOutside } from '@bulkhead/server/platform/database/roles/begin-again'
import { createLog } from '@bulkhead/server/platform/log'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_CONNECTORS, ECHO_DEFINITION } from '@bulkhead/testing/fuzz/echo'
import { json } from '@bulkhead/testing/scripted-upstream'
import { CONNECTORS, DEFINITIONS, TEMPLATES } from '../http/api.ts'
import { openFixture } from '../http/fixture.ts'

const WEATHER = {
  openapi: '3.0.3',
  info: { title: 'Weather', version: '2.1' },
  servers: [{ url: 'https://weather.example/v1' }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
  security: [{ key: [] }],
  paths: {
    '/stations': {
      get: {
        tags: ['stations'],
        responses: {
          200: {
            description: 'All',
            content: { 'application/json': { schema: { type: 'array', items: { type: 'object' } } } },
          },
        },
      },
    },
    '/elsewhere': {
      servers: [{ url: 'https://other.example' }],
      get: { tags: ['others'], responses: { 200: { description: 'Far' } } },
    },
  },
}

/** A directory of documents, each `folder/name` with its source. */
function getDirectory(documents: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'bulkhead-documents-'))
  for (const [path, text] of Object.entries(documents)) {
    mkdirSync(join(directory, path, '..'), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
  return directory
}

function load(directory: string | undefined) {
  const lines: { level: number; msg: string; document?: string; left_out?: number; fault?: unknown }[] = []
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) })
  return { definitions: loadDefinitions(directory, log), lines }
}

describe('the catalog', () => {
  test('its index says of each document what the document says', () => {
    const { definitions, lines } = load(undefined)
    assert.ok(definitions.all.length >= 2)
    assert.deepEqual(lines, [])
    for (const known of definitions.all) {
      const { definition } = known
      for (const name of ['definition_id', 'slug', 'display_name', 'version'] as const) {
        assert.equal(known[name], definition[name])
      }
      assert.equal(known.definition, definition, 'compiled once')
      assert.equal(definitions.byType(known.slug.toUpperCase()), known)
    }
  })

  test('no document is read before it is needed', () => {
    const before = process.cpuUsage()
    const spentMs = () => {
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000
    }
    const { definitions } = load(undefined)
    const atStart = spentMs()
    for (const { definition } of definitions.all) assert.ok(definition.entities.size > 0)
    assert.ok(atStart * 3 < spentMs(), `${atStart} ms at start`)
  })
})

describe("the operator's documents", () => {
  const echo = join(ECHO_CONNECTORS, 'echo', 'connector.yaml')
  const directory = getDirectory({
    'weather/openapi.json': JSON.stringify(WEATHER),
    'broken/connector.yaml': 'openapi: 3.1.0\ninfo:\n  title: [unfinished\n',
    'github-again/openapi.json': JSON.stringify({ ...WEATHER, info: { title: 'GitHub', version: '1' } }),
    'swagger/openapi.yaml': 'swagger: "1.2"\ninfo: { title: Old, version: "1" }\npaths: {}\n',
    'nothing/notes.txt': 'no document',
    'README.md': 'no folder',
  })
  mkdirSync(join(directory, 'echo'))
  cpSync(echo, join(directory, 'echo', 'connector.yaml'))
  mkdirSync(join(directory, 'gone'))
  symlinkSync(join(directory, 'nowhere.yaml'), join(directory, 'gone', 'connector.yaml'))
  mkdirSync(join(directory, 'folder', 'connector.yaml'), { recursive: true })
  after(() => rmSync(directory, { recursive: true }))

  test('valid ones are loaded besides the catalog, and invalid ones are logged and skipped', () => {
    const { definitions, lines } = load(directory)
    const custom = definitions.all.filter((known) => known.custom)
    assert.deepEqual(
      custom.map(({ slug, display_name, version }) => [slug, display_name, version]),
      [
        ['echo', 'Echo Chamber', '1.0.0'],
        ['weather', 'Weather', '2.1'],
      ],
    )
    assert.equal(definitions.byId(ECHO_DEFINITION)?.slug, 'echo')
    assert.equal(definitions.byType('GitHub')?.custom, false)
    const skipped = lines.filter(({ level }) => level === 50)
    assert.deepEqual(
      skipped.map(({ document }) => document?.slice(directory.length + 1)),
      ['broken/connector.yaml', 'folder/connector.yaml', 'github-again/openapi.json', 'swagger/openapi.yaml'],
    )
    const [broken, , again, swagger] = skipped.map(({ fault }) => JSON.stringify(fault))
    assert.match(broken ?? '', /"line":4/)
    assert.match(again ?? '', /github has the same/)
    assert.match(swagger ?? '', /is of version 1\.2; OpenAPI 3\.0/)
    const [warned] = lines.filter(({ level }) => level === 40)
    assert.deepEqual([warned?.document?.endsWith('weather/openapi.json'), warned?.left_out], [true, 1])
  })

  test('an overlay beside a document is applied; one that cannot be is logged, and its document skipped', () => {
    const overlay = (update: object) =>
      JSON.stringify({ overlay: '1.0.0', actions: [{ target: '$.info', update }] })
    const beside = getDirectory({
      'good/openapi.json': JSON.stringify(WEATHER),
      'good/overlay.json': overlay({ title: 'Storms' }),
      'bad/openapi.json': JSON.stringify(WEATHER),
      'bad/overlay.yaml': 'overlay: 1.0.0\n',
    })
    const { definitions, lines } = load(beside)
    rmSync(beside, { recursive: true })
    const custom = definitions.all.filter((known) => known.custom)
    assert.deepEqual(
      custom.map(({ display_name }) => display_name),
      ['Storms'],
    )
    const [skipped] = lines.filter(({ level }) => level === 50)
    assert.match(JSON.stringify(skipped?.fault), /overlay\.yaml:1:1: the overlay needs actions/)
  })

  test('an OpenAPI document keeps its id while its folder keeps its name', () => {
    const moved = {
      ...WEATHER,
      info: { title: 'Weather, renamed', version: '3' },
      servers: [{ url: 'https://w.example' }],
    }
    const other = getDirectory({ 'weather/openapi.json': JSON.stringify(moved) })
    const idIn = (folder: string) => load(folder).definitions.byType('weather')?.definition_id
    assert.ok(idIn(directory))
    assert.equal(idIn(other), idIn(directory))
    rmSync(other, { recursive: true })
  })

  test('a directory that is not there stops the start, with its name', () => {
    assert.throws(() => load('/nowhere/documents'), /BULKHEAD_CONNECTORS_DIR.*\/nowhere\/documents/)
  })
})

for (const engine of engines) {
  describe(`an OpenAPI document on ${engine.name}`, () => {
    const directory = getDirectory({ 'weather/openapi.json': JSON.stringify(WEATHER) })
    let fixture: Awaited<ReturnType<typeof openFixture>>
    before(async () => {
      fixture = await openFixture(engine, { environment: { BULKHEAD_CONNECTORS_DIR: directory } })
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
      rmSync(directory, { recursive: true })
    })
    const get = (path: string) => fixture.testServer.call('GET', path, { token: fixture.scoped })

    test('is a definition and a template as any other', async () => {
      const { body } = await get(`${DEFINITIONS}?name=weather`)
      const [{ name, custom, sourceDefinitionId }] = body.definitions
      assert.deepEqual([name, custom], ['Weather', true])
      const detail = await get(`${DEFINITIONS}/${sourceDefinitionId}`)
      assert.ok(detail.body.definition.spec.properties, detail.text)
      const templates = await get(`${TEMPLATES}/global`)
      const found = templates.body.data.find(
        (item: { connector_name: string }) => item.connector_name === 'weather',
      )
      assert.equal(found.actor_definition_id, sourceDefinitionId)
    })

    test('is connected, described and executed', async () => {
      const spec = (await get(`${DEFINITIONS}?name=weather`)).body.definitions[0]
      const fields = (await get(`${DEFINITIONS}/${spec.sourceDefinitionId}`)).body.definition.spec
      const [field] = fields['x-bulkhead-auth-options'][0].required
      const id = await fixture.connect({ connector_type: 'Weather', credentials: { [field]: 'K' } })
      const described = await fixture.execute(id, { entity: '', action: 'describe' })
      const [entity] = described.body.result.entities
      assert.deepEqual([entity.entity, entity.operations[0].action], ['stations', 'list'], described.text)
      fixture.upstream.respond(json([{ id: 1 }]))
      const { body } = await fixture.execute(id, { entity: 'stations', action: 'list' })
      assert.deepEqual(body.result, [{ id: 1 }])
      assert.equal(fixture.upstream.arrived.at(-1)?.headers['x-key'], 'K')
      assert.equal((await get(`${CONNECTORS}/${id}`)).status, 200)
    })
  })
}

describe("the operator's OpenAPI documents", () => {
  const root = mkdtempSync(join(tmpdir(), 'bulkhead-foreign-'))
  const compiler = createCompiler()
  after(async () => {
    await compiler.close()
    rmSync(root, { recursive: true, force: true })
  })
  const parcels = (title: string) => ({
    openapi: '3.1.0',
    info: { title, version: '7' },
    servers: [{ url: 'https://parcels.example' }],
    paths: { '/parcels': { get: { responses: {} } } },
  })
  const write = (folder: string, document: object, at = '2026-01-01') => {
    const path = join(root, 'documents', folder, 'openapi.json')
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, JSON.stringify(document))
    utimesSync(path, new Date(at), new Date(at))
  }
  const lines: { level: number; msg: string; left_out?: number; fault?: string }[] = []
  const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line)) })
  const load = (name: string) => {
    const foreign = createForeignDocuments({ directory: root, version: '1', compiler, log })
    const known = loadDefinitions(join(root, 'documents'), log, '', foreign).byType(name)
    assert.ok(known)
    return known
  }

  test('unchanged documents are not read again, and are compiled on first use', async () => {
    write('parcels', parcels('Parcels A'))
    assert.equal(load('parcels').display_name, 'Parcels A')
    // The file has another source, but the same size and time, so the next start does not read it.
    write('parcels', parcels('Parcels B'))
    const known = load('parcels')
    assert.deepEqual([known.display_name, known.version, known.custom], ['Parcels A', '7', true])
    assert.throws(() => known.definition, WaitOutside)
    const ready = await getReady(known)
    assert.deepEqual([...ready.definition.entities.keys()], ['parcels'])
    assert.equal(known.definition, ready.definition)
    write('parcels', parcels('Parcels B'), '2026-01-02')
    assert.equal(load('parcels').display_name, 'Parcels B')
  })

  test('documents are not compiled at the first start; what cannot be offered is logged on first use', async () => {
    write('weather', WEATHER)
    write('useless', { ...parcels('Useless'), paths: { '/far': WEATHER.paths['/elsewhere'] } })
    lines.length = 0
    const [weather, useless] = [load('weather'), load('useless')]
    assert.deepEqual([weather.display_name, useless.display_name], ['Weather', 'Useless'])
    assert.equal(lines.length, 0)
    assert.deepEqual([...(await getReady(weather)).definition.entities.keys()], ['stations'])
    assert.deepEqual(
      lines.map(({ level, left_out }) => [level, left_out]),
      [[40, 1]],
    )
    const { definition } = await getReady(useless)
    assert.deepEqual([definition.entities.size, definition.display_name], [0, 'Useless'])
    assert.match(definition.description, /cannot be used/)
    assert.equal((await getReady(useless)).definition, definition, 'compiled once')
    assert.equal(useless.definition, definition)
    assert.deepEqual([lines.length, lines[1]?.level, lines[1]?.msg], [2, 50, 'a document cannot be used'])
    assert.match(lines[1]?.fault ?? '', /no operation that can be planned.*at another server/)
  })
})
