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
  testing: ['contract', 'engine', 'catalog', 'server', 'tools'],
}
const IN_TESTS = ['contract', 'engine', 'catalog', 'server', 'testing', 'cli', 'sdk', 'tools']

/** Rooms of the server from the ground up: a room imports itself and those before it, types included. */
const LADDER = [
  'platform',
  'request',
  'tokens',
  'audit',
  'idempotency',
  'quotas',
  'definitions',
  'workspaces',
  'applications',
  'organizations',
  'identity',
  'tool-calls',
  'connections',
  'oauth',
  'execution',
  'operations',
  'jobs',
  'operator',
  'http',
  'mcp',
  'main',
]

/** Modules that give rights, and the only places that may take them. */
const GUARDED: Record<string, RegExp> = {
  'server/src/platform/database/roles/as-operator.ts':
    /^server\/src\/(operator|jobs)\/|^server\/src\/main\/start-server\.ts$/,
  'server/src/platform/database/roles/as-authenticator.ts':
    /^server\/src\/(tokens\/|oauth\/find-oauth-flow\.ts|operations\/tokens\/)/,
  'server/src/platform/database/roles/as-identity.ts':
    /^server\/src\/(identity|operations\/people|platform\/database)\//,
  'server/src/platform/database/roles/identity-kysely.ts': /^server\/src\/identity\//,
  'server/src/platform/database/roles/as-principal-after.ts': /^server\/src\/quotas\//,
  'server/src/platform/database/roles/as-organization-of.ts': /^server\/src\/(operations\/)?oauth\//,
  'server/src/platform/database/roles/as-archivist.ts': /^server\/src\/(operator|platform\/database)\//,
  'server/src/platform/database/postgres/owner-connection.ts':
    /^server\/src\/(operator|platform\/database)\//,
  'server/src/operator/create-organization.ts': /^server\/src\/(operator\/|main\/start-server\.ts$)/,
}
/** Values of `confine.ts` that open transactions; its types are free. */
const CONFINE = 'server/src/platform/database/roles/confine.ts'

/** Everything else of the command line must start without waiting for the server's modules. */
const SERVER_IN_CLI = /^cli\/src\/((commands\/)?serve|operator\/run-offline|operator\/settings)\.ts$/

const root = join(import.meta.dirname, '..', 'packages')
const faults: string[] = []

for (const file of globSync('*/{src,test}/**/*.{ts,tsx}', { cwd: root })) {
  const [name = '', place = '', ...inside] = file.split('/')
  const isTest = place === 'test' || name === 'testing'
  for (const { specifier, typeOnly } of getImports(readFileSync(join(root, file), 'utf8'))) {
    const blame = (why: string) => faults.push(`packages/${file} imports ${specifier}: ${why}`)
    if (/^(\.\.\/){2}(?!package\.json)/.test(specifier)) blame('more than one ../; use a # import')
    const foreign = /^@bulkhead\/(\w+)/.exec(specifier)?.[1]
    if (foreign !== undefined && foreign !== name) {
      if (!(isTest ? IN_TESTS : (PACKAGES[name] ?? [])).includes(foreign))
        blame(`${name} may not import ${foreign}`)
      if (foreign === 'server' && name === 'cli' && place === 'src' && !SERVER_IN_CLI.test(file))
        blame('only serve.ts and offline operator commands import the server')
    }
    const target = getTarget(file, name, specifier)
    if (target === undefined || isTest) continue
    const guard = GUARDED[target]
    if (guard !== undefined && !guard.test(file)) blame('these rights are not for this folder')
    if (target === CONFINE && !typeOnly && !file.startsWith('server/src/platform/database/'))
      blame('only database/ confines')
    if (name !== 'server' || !target.startsWith('server/src/')) continue
    const into = target.split('/')[2] ?? ''
    if (LADDER.indexOf(inside[0] ?? '') < LADDER.indexOf(into)) blame(`${inside[0]}/ may not import ${into}/`)
  }
}

if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n${faults.length} imports break the rules of AGENTS.md.\n`)
  process.exitCode = 1
}

function getImports(text: string): { specifier: string; typeOnly: boolean }[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?([^'"]*?from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  )
  return [...found].map(([, type, clause = '', specifier, dynamic]) => ({
    specifier: specifier ?? dynamic ?? '',
    typeOnly: type !== undefined || /^\{(\s*type\s[^,}]*,?)+\s*\}\s*from/.test(clause),
  }))
}

/** The file of ours that a specifier means, below `packages/`. */
function getTarget(file: string, name: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `${name}/src/${specifier.slice(1).replace(/\.tsx?$/, '')}.ts`
  if (specifier.startsWith('.')) return relative(root, join(root, dirname(file), specifier))
  const foreign = /^@bulkhead\/(\w+)\/(.+)$/.exec(specifier)
  return foreign === null ? undefined : `${foreign[1]}/src/${foreign[2]}.ts`
}
