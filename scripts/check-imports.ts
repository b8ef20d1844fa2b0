import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** Which of our packages a package may import. Tests may import `testing` and `engine` too. */
const PACKAGES: Record<string, readonly string[]> = {
  contract: [],
  engine: [],
  catalog: [],
  server: ['contract', 'engine', 'catalog'],
  // Its types derive from the contract; what is published needs no package of ours.
  sdk: [],
  // Of the contract its types alone: what it needs at run time is no business of browsers.
  web: ['sdk', 'contract'],
  cli: ['server', 'contract', 'engine', 'catalog', 'sdk'],
  testing: ['contract', 'engine', 'catalog', 'server'],
}
const IN_TESTS = ['contract', 'engine', 'catalog', 'server', 'testing', 'cli', 'sdk']

/** What folders of the server may import from it: outer ones know inner ones, never the other way round. */
const CORE = [
  'database',
  'vault',
  'tokens',
  'principal',
  'log',
  'services',
  'identifiers',
  'settings',
  'engine-failure',
  'errands',
  'raw-reply',
  'revocations',
  'audit',
  'lifecycle',
  'window-counter',
  'client-network',
  'keyset',
  'lru',
  'cohort',
  'silent-connections',
  'idempotency',
  'quotas',
  'with-headers',
  'seconds-text',
]
const RESOURCES = [
  'workspaces',
  'connectors',
  'executions',
  'definitions',
  'applications',
  'organizations',
  'tool-calls',
  'oauth',
  'people',
]
const FOLDERS: Record<string, readonly string[]> = {
  database: ['database', 'principal', 'log'],
  vault: ['vault', 'database'],
  tokens: ['tokens', 'vault', 'database'],
  revocations: ['revocations', 'audit', 'tokens', 'database', 'principal', 'log', 'services'],
  quotas: ['quotas', 'lru', 'database', 'principal', 'log', 'services'],
  idempotency: ['idempotency', 'vault', 'database', 'principal', 'log', 'services'],
  audit: ['audit', 'window-counter', 'keyset', 'database', 'principal', 'log', 'services'],
  identity: ['identity', 'window-counter', 'seconds-text', 'client-network', 'database', 'log'],
  authenticate: [...CORE, 'authenticate', 'identity'],
  people: [...CORE, ...RESOURCES, 'identity'],
  workspaces: [...CORE, ...RESOURCES],
  connectors: [...CORE, ...RESOURCES],
  executions: [...CORE, ...RESOURCES],
  definitions: [...CORE, ...RESOURCES],
  'tool-calls': [...CORE, ...RESOURCES],
  oauth: [...CORE, ...RESOURCES, 'authenticate'],
  organizations: [...CORE, ...RESOURCES],
  applications: [...CORE, ...RESOURCES, 'authenticate'],
  operator: [...CORE, 'authenticate', 'identity', 'workspaces', 'operator'],
  jobs: [...CORE, 'identity', 'oauth', 'jobs'],
  operations: [...CORE, ...RESOURCES, 'authenticate', 'operations'],
  http: [...CORE, 'authenticate', 'operations', 'http'],
  mcp: [...CORE, 'operations', 'http', 'mcp'],
}

/** Modules that give rights, and the only places that may take them. */
const GUARDED: Record<string, RegExp> = {
  'server/src/database/as-operator.ts': /^server\/src\/(operator|jobs)\/|^server\/src\/start-server\.ts$/,
  'server/src/database/as-authenticator.ts': /^server\/src\/(authenticate|tokens|revocations)\//,
  'server/src/database/as-identity.ts': /^server\/src\/(identity|people|database)\//,
  'server/src/database/identity-kysely.ts': /^server\/src\/identity\//,
  'server/src/database/as-principal-after.ts': /^server\/src\/quotas\//,
  'server/src/database/as-organization-of.ts': /^server\/src\/oauth\//,
  'server/src/database/as-archivist.ts': /^server\/src\/(operator|database)\//,
  'server/src/database/owner-connection.ts': /^server\/src\/(operator|database)\//,
  'server/src/operator/create-organization.ts': /^server\/src\/(operator\/|start-server\.ts$)/,
}
/** Values of `confine.ts` that open transactions; its types are free. */
const CONFINE = 'server/src/database/confine.ts'

/** Everything else of the command line must start without waiting for the server's modules. */
const SERVER_IN_CLI = /^cli\/src\/((commands\/)?serve|operator\/run-offline|operator\/settings)\.ts$/

const root = join(import.meta.dirname, '..', 'packages')
const faults: string[] = []

for (const file of globSync('*/{src,test}/**/*.{ts,tsx}', { cwd: root })) {
  const [name = '', place = '', ...inside] = file.split('/')
  const isTest = place === 'test' || name === 'testing'
  for (const { specifier, typeOnly } of importsOf(readFileSync(join(root, file), 'utf8'))) {
    const blame = (why: string) => faults.push(`packages/${file} imports ${specifier}: ${why}`)
    if (/^(\.\.\/){2}/.test(specifier)) blame('more than one ../; use a # import')
    const foreign = /^@bulkhead\/(\w+)/.exec(specifier)?.[1]
    if (foreign !== undefined && foreign !== name) {
      if (!(isTest ? IN_TESTS : (PACKAGES[name] ?? [])).includes(foreign))
        blame(`${name} may not import ${foreign}`)
      if (foreign === 'server' && name === 'cli' && place === 'src' && !SERVER_IN_CLI.test(file))
        blame('only serve.ts and offline operator commands import the server')
    }
    const target = targetOf(file, name, specifier)
    if (target === undefined || isTest) continue
    const guard = GUARDED[target]
    if (guard !== undefined && !guard.test(file)) blame('these rights are not for this folder')
    if (target === CONFINE && !typeOnly && !file.startsWith('server/src/database/'))
      blame('only database/ confines')
    if (name !== 'server' || inside.length < 2 || typeOnly || !target.startsWith('server/src/')) continue
    const folder = inside[0] ?? ''
    const into = target.replace('server/src/', '').split('/')[0]?.replace(/\.ts$/, '') ?? ''
    if (!(FOLDERS[folder] ?? []).includes(into)) blame(`${folder}/ may not import ${into}`)
  }
}

if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n${faults.length} imports break the rules of AGENTS.md.\n`)
  process.exitCode = 1
}

function importsOf(text: string): { specifier: string; typeOnly: boolean }[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?([^'"]*?from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  )
  return [...found].map(([, type, clause = '', specifier, dynamic]) => ({
    specifier: specifier ?? dynamic ?? '',
    typeOnly: type !== undefined || /^\{(\s*type\s[^,}]*,?)+\s*\}\s*from/.test(clause),
  }))
}

/** The file of ours that a specifier means, below `packages/`. */
function targetOf(file: string, name: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `${name}/src/${specifier.slice(1).replace(/\.tsx?$/, '')}.ts`
  if (specifier.startsWith('.')) return relative(root, join(root, dirname(file), specifier))
  const foreign = /^@bulkhead\/(\w+)\/(.+)$/.exec(specifier)
  return foreign === null ? undefined : `${foreign[1]}/src/${foreign[2]}.ts`
}
