import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { toOptionLabel } from '#connectors/definitions/configuration-spec'

const DOCUMENTS = join(import.meta.dirname, '../../../catalog/documents')

test('options have labels that people use', () => {
  const labels = [
    ['OAuth Credentials', 'OAuth'],
    ['OAuth 2.0', 'OAuth'],
    ['PAT Credentials', 'Access token'],
    ['Personal Access Token', 'Personal access token'],
    ['Private App Credentials', 'Private app'],
    ['Stripe Connect', 'Stripe Connect'],
    ['Admin API access token', 'Admin API access token'],
    ['Credentials', 'Credentials'],
  ]
  for (const [title = '', label] of labels) assert.equal(toOptionLabel({ title }), label)
})

test('the options of each service in the catalog have different labels', () => {
  let several = 0
  for (const file of globSync('*.json', { cwd: DOCUMENTS })) {
    const { components } = JSON.parse(readFileSync(join(DOCUMENTS, file), 'utf8'))
    const schemes = Object.values<{ 'x-airbyte-auth-config'?: { title?: string } }>(
      components.securitySchemes,
    )
    const titles = schemes.map((scheme) => scheme['x-airbyte-auth-config']?.title ?? '')
    const labels = titles.map((title) => toOptionLabel({ title }))
    assert.equal(new Set(labels).size, labels.length, `${file}: ${labels.join(', ')}`)
    if (labels.length > 1) several += 1
  }
  assert.ok(several > 20, `${several} services with several options`)
})
