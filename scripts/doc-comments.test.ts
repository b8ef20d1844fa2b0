import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const SOURCES = ['packages/*/src/**/*.{ts,tsx}', 'scripts/**/*.ts', 'bench/**/*.ts']
const DOC_COMMENT = /\/\*\*[\s*]*(?!\/)([^*]*)/g
const FRAGMENT = /^(?:What|Who|Whoever|Those|Whose|Of|By|With|So)\b/

/** Files with older fragments, and how many. Counts may only shrink. */
const LEFT: Readonly<Record<string, number>> = {
  'bench/figures.ts': 2,
  'bench/load.ts': 3,
  'bench/payload.ts': 1,
  'bench/rig.ts': 6,
  'bench/run.ts': 1,
  'bench/scenes.ts': 1,
  'packages/catalog/src/catalog-index.ts': 1,
  'packages/catalog/src/find-documents.ts': 1,
  'packages/connect/src/events.ts': 1,
  'packages/engine/src/describe/record-schema.ts': 1,
  'packages/engine/src/oauth/lacking-grants.ts': 1,
  'packages/engine/src/plan/plan-request.ts': 1,
  'packages/testing/src/audit.ts': 1,
  'packages/testing/src/catalog/clients/asana-client.ts': 1,
  'packages/testing/src/catalog/clients/chargebee-client.ts': 1,
  'packages/testing/src/catalog/clients/client-call.ts': 1,
  'packages/testing/src/catalog/clients/hubspot-client.ts': 1,
  'packages/testing/src/catalog/clients/intercom-client.ts': 1,
  'packages/testing/src/catalog/clients/jira-client.ts': 1,
  'packages/testing/src/catalog/clients/klaviyo-client.ts': 1,
  'packages/testing/src/catalog/clients/orb-client.ts': 1,
  'packages/testing/src/catalog/clients/sentry-client.ts': 1,
  'packages/testing/src/catalog/clients/shopify-client.ts': 1,
  'packages/testing/src/catalog/clients/stripe-client.ts': 1,
  'packages/testing/src/catalog/compare-with-facts.ts': 2,
  'packages/testing/src/catalog/described-operation.ts': 2,
  'packages/testing/src/catalog/facts.ts': 5,
  'packages/testing/src/catalog/reach/derive-reach.ts': 1,
  'packages/testing/src/catalog/sources.ts': 1,
  'packages/testing/src/catalog/verify-service.ts': 4,
  'packages/testing/src/customers-at-work.ts': 2,
  'packages/testing/src/documents/auth-config.ts': 1,
  'packages/testing/src/documents/check-descriptions.ts': 2,
  'packages/testing/src/documents/plan-service.ts': 1,
  'packages/testing/src/documents/service-facts.ts': 4,
  'packages/testing/src/fuzz/fuzz-fixture.ts': 1,
  'packages/testing/src/fuzz/fuzz.ts': 1,
  'packages/testing/src/fuzz/judge.ts': 1,
  'packages/testing/src/fuzz/requests.ts': 1,
  'packages/testing/src/fuzz/values.ts': 2,
  'packages/testing/src/http-matrix/expectation.ts': 3,
  'packages/testing/src/http-matrix/matrix-fixture.ts': 1,
  'packages/testing/src/http-matrix/run-operation.ts': 3,
  'packages/testing/src/http-matrix/sample.ts': 3,
  'packages/testing/src/http-matrix/send.ts': 1,
  'packages/testing/src/http-matrix/server-mutations.ts': 2,
  'packages/testing/src/http-matrix/tenant-fixture.ts': 4,
  'packages/testing/src/http-matrix/victims.ts': 2,
  'packages/testing/src/loop-budget/memory.ts': 1,
  'packages/testing/src/loop-budget/parsers.ts': 1,
  'packages/testing/src/mcp-conformance/fixture-states.ts': 1,
  'packages/testing/src/mcp-conformance/fixture-tools.ts': 2,
  'packages/testing/src/mcp-conformance/run-conformance.ts': 1,
  'packages/testing/src/mcp-matrix/rpc-request.ts': 2,
  'packages/testing/src/mcp-matrix/run-tool.ts': 5,
  'packages/testing/src/mcp-matrix/tool-mutations.ts': 2,
  'packages/testing/src/mcp-matrix/tool-samples.ts': 3,
  'packages/testing/src/oauth/agents.ts': 2,
  'packages/testing/src/oauth/authorization-server.ts': 1,
  'packages/testing/src/oauth/vendor-server.ts': 1,
  'packages/testing/src/oauth/vendor.ts': 3,
  'packages/testing/src/oidc/company-provider.ts': 1,
  'packages/testing/src/oidc/dns-server.ts': 1,
  'packages/testing/src/people.ts': 1,
  'packages/testing/src/plans/measure-figures.ts': 1,
  'packages/testing/src/postgres/postgres-cluster.ts': 1,
  'packages/testing/src/proofs/big-answers.ts': 1,
  'packages/testing/src/proofs/disk-full.ts': 1,
  'packages/testing/src/proofs/documents.ts': 1,
  'packages/testing/src/proofs/failover.ts': 3,
  'packages/testing/src/proofs/hostile-mix.ts': 1,
  'packages/testing/src/proofs/in-flight.ts': 2,
  'packages/testing/src/proofs/kill.ts': 1,
  'packages/testing/src/proofs/lost-connections.ts': 1,
  'packages/testing/src/proofs/mcp/mcp-load.ts': 2,
  'packages/testing/src/proofs/one-name.ts': 1,
  'packages/testing/src/proofs/outbox/killed-delivery.ts': 1,
  'packages/testing/src/proofs/outbox/many-events.ts': 1,
  'packages/testing/src/proofs/parts/as-stranger.ts': 1,
  'packages/testing/src/proofs/parts/big-caller.ts': 1,
  'packages/testing/src/proofs/parts/hostile-callers.ts': 1,
  'packages/testing/src/proofs/parts/hostile-upstream.ts': 1,
  'packages/testing/src/proofs/parts/ledger.ts': 2,
  'packages/testing/src/proofs/parts/proof-options.ts': 1,
  'packages/testing/src/proofs/parts/quiet-caller.ts': 2,
  'packages/testing/src/proofs/parts/run-load.ts': 1,
  'packages/testing/src/proofs/parts/verify-ledger.ts': 2,
  'packages/testing/src/proofs/refresh.ts': 2,
  'packages/testing/src/proofs/removal.ts': 1,
  'packages/testing/src/proofs/stalls.ts': 2,
  'packages/testing/src/sql-matrix/catalogue.ts': 1,
  'packages/testing/src/sql-matrix/cells.ts': 2,
  'packages/testing/src/sql-matrix/raw-database.ts': 2,
  'packages/testing/src/sql-matrix/rights.ts': 2,
  'packages/testing/src/sql-matrix/tenants.ts': 2,
  'packages/testing/src/upstreams/github-upstream.ts': 2,
  'packages/testing/src/upstreams/graphql-upstream.ts': 2,
  'packages/testing/src/upstreams/recording-proxy.ts': 1,
  'packages/testing/src/upstreams/serve-description.ts': 1,
  'packages/web/src/connectors/connect/explain-authorization.ts': 1,
  'packages/web/src/connectors/connect/read-credentials.ts': 1,
  'packages/web/src/ui/error-words.ts': 1,
  'scripts/catalog-marks.ts': 1,
  'scripts/generate-sdk.ts': 1,
  'scripts/generate.ts': 1,
  'scripts/lock-integrity.ts': 1,
  'scripts/rooms.test.ts': 2,
  'scripts/scaffold/print-yaml.ts': 1,
  'scripts/scaffold/pruned.ts': 1,
  'scripts/scaffold/scaffold-connector.ts': 4,
  'scripts/scaffold/scaffold-operation.ts': 1,
  'scripts/tests/group-files.ts': 2,
  'scripts/tests/shared-stores.ts': 1,
}

test('doc comments are verb or noun phrases, not fragments such as "What …" or "Of …"', () => {
  const excess = globSync(SOURCES, { cwd: root })
    .filter((path) => !path.includes('/generated/'))
    .map((path) => ({ path, fragments: findFragments(readFileSync(join(root, path), 'utf8')) }))
    .filter(({ path, fragments }) => fragments.length > (LEFT[path] ?? 0))
  assert.deepEqual(excess, [])
})

test('a fragment is found on one line and on several', () => {
  const open = ['', '**'].join('/')
  const text = ['Of the row.', '\n * What is sent.\n', 'Offers one.', '']
    .map((comment) => `${open} ${comment} */ // Of nothing`)
    .join('\n')
  assert.deepEqual(findFragments(text), ['Of the row.', 'What is sent.'])
})

/** Returns the first lines of doc comments that open as a fragment. */
function findFragments(text: string): string[] {
  return [...text.matchAll(DOC_COMMENT)]
    .map(([, opening = '']) => opening.split('\n')[0]?.trim() ?? '')
    .filter((opening) => FRAGMENT.test(opening))
}
