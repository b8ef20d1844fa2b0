import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHART, CHART_VALUES } from '@bulkhead/testing/helm/chart-values'
import { readChart, readManifests, renderChart } from '@bulkhead/testing/helm/render-chart'
import { validateManifest } from '@bulkhead/testing/helm/validate-manifest'
import { runProof } from '../parts/run-proof.ts'

/** Debian's packages of Go, which need no network. */
const GO = { GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '-trimpath' }

await runProof(
  'published --scenario chart',
  "Renders the Helm chart by Go's own templates and Sprig, as Helm does. Fails when an object differs from that of the renderer of the tests, for any set of values, or is not valid. Needs Debian's golang-go, golang-github-masterminds-sprig-dev and golang-yaml.v2-dev.",
  {},
  async (_values, { print, count }) => {
    const folder = mkdtempSync(join(tmpdir(), 'bulkhead-chart-'))
    try {
      const program = join(folder, 'render')
      const source = join(import.meta.dirname, 'render.go')
      const env = { ...process.env, ...GO, GOCACHE: join(folder, 'cache') }
      execFileSync('go', ['build', '-o', program, source], { env, stdio: 'inherit' })
      for (const [name, values] of Object.entries(CHART_VALUES)) {
        const sources = readChart(CHART, values)
        const byGo = JSON.parse(execFileSync(program, { encoding: 'utf8', input: JSON.stringify(sources) }))
        const manifests = readManifests(byGo)
        assert.deepEqual(readManifests(renderChart(sources)), manifests)
        for (const manifest of manifests) await validateManifest(manifest)
        print(`ok   ${name}: ${manifests.map(({ kind }) => kind).join(', ')}`)
        count({ [`objects of ${name}`]: manifests.length })
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
