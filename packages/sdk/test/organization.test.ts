import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { ConflictError, NotFoundError } from '../src/errors.ts'
import { Organization } from '../src/organization.ts'
import { Workspace } from '../src/workspace.ts'
import { type Bench, openBench } from './bench.ts'

for (const engine of engines) {
  describe(engine.name, () => {
    let bench: Bench
    before(async () => {
      bench = await openBench(engine)
    })
    after(async () => {
      await bench?.close()
      await engine.close()
    })

    test('workspaces are listed, found, renamed, deactivated, activated and deleted', async () => {
      const options = await bench.newOptions()
      const { workspaces } = new Organization(options)
      for (const workspace_name of ['acme', 'acme-labs', 'birch']) {
        await new Workspace({ ...options, workspace_name }).mintToken()
      }
      const names: string[] = []
      for await (const { name } of workspaces.list({ name_contains: 'acme', limit: 1 })) names.push(name)
      assert.deepEqual(names, ['acme', 'acme-labs'])

      const acme = await workspaces.get({ workspace_name: 'acme' })
      assert.equal((await workspaces.get({ workspace_id: acme.id })).name, 'acme')
      assert.equal((await workspaces.rename({ workspace_name: 'acme' }, 'acme-inc')).name, 'acme-inc')
      assert.equal((await workspaces.get({ workspace_name: 'acme' })).id, acme.id, 'by its former name')
      await assert.rejects(workspaces.rename({ workspace_name: 'birch' }, 'acme'), ConflictError)
      assert.deepEqual((await workspaces.deleteAlias({ workspace_id: acme.id }, 'acme')).aliases, [])
      await assert.rejects(workspaces.get({ workspace_name: 'acme' }), NotFoundError)
      const { token } = await new Workspace({ ...options, workspace_id: acme.id }).mintToken()
      await workspaces.revokeTokens({ workspace_id: acme.id })
      await assert.rejects(new Workspace({ url: bench.proxy.url, token }).info(), { code: 'unauthenticated' })

      assert.equal((await workspaces.deactivate({ workspace_id: acme.id })).status, 'inactive')
      const inactive = new Workspace({ ...options, workspace_name: 'acme-inc' })
      await assert.rejects(inactive.info(), { code: 'workspace_inactive' })
      assert.deepEqual((await inactive.listConnectors()).data, [])
      assert.deepEqual(
        (await workspaces.list({ status: 'inactive' })).data.map(({ id }) => id),
        [acme.id],
      )
      assert.equal((await workspaces.activate({ workspace_id: acme.id })).status, 'active')
      assert.equal((await inactive.info()).workspace_id, acme.id)

      const receipt = await workspaces.delete({ workspace_name: 'acme-inc' })
      assert.deepEqual([receipt.id, receipt.data_key.destroyed], [acme.id, true])
      await assert.rejects(workspaces.get({ workspace_id: acme.id }), NotFoundError)
    })

    test('a name is looked up exactly, and a name beside an id must be of the same workspace', async () => {
      const options = await bench.newOptions()
      const { workspaces } = new Organization(options)
      for (const workspace_name of ['acme-labs', 'birch']) {
        await new Workspace({ ...options, workspace_name }).mintToken()
      }
      const unknown = { name: 'NotFoundError', code: 'workspace_not_found', status: 404 }
      for (const workspace_name of ['acme', 'ACME-LABS', 'acme-labs2', '%', '']) {
        await assert.rejects(workspaces.get({ workspace_name }), unknown, workspace_name)
        await assert.rejects(workspaces.delete({ workspace_name }), unknown, workspace_name)
      }
      const { id } = await workspaces.get({ workspace_name: 'birch' })
      await assert.rejects(workspaces.delete({ workspace_name: 'acme-labs', workspace_id: id }), unknown)
      await assert.rejects(workspaces.delete({}), { code: 'invalid_argument' })
      assert.equal((await workspaces.list()).data.length, 3)
    })

    test('applications: a second secret, and the first one retired', async () => {
      const { applications } = new Organization(await bench.newOptions())
      const made = await applications.create('ci')
      const second = await applications.createSecret(made.id)
      await applications.retireSecret(made.id, made.secret_id)
      const asCi = (client_secret: string) =>
        new Organization({ url: bench.proxy.url, client_id: made.client_id, client_secret }).get()
      await assert.rejects(asCi(made.client_secret), { code: 'invalid_client' })
      await asCi(second.client_secret)
      await applications.revokeTokens(made.id)
      const listed = (await applications.list()).data.find(({ id }) => id === made.id)
      assert.deepEqual(
        listed?.secrets.map(({ secret_id }) => secret_id),
        [second.secret_id],
      )
      await applications.delete(made.id)
      await assert.rejects(applications.delete(made.id), { code: 'application_not_found' })
    })

    test('settings, definitions and the audit', async () => {
      const options = await bench.newOptions()
      const organization = new Organization(options)
      const { id } = await organization.get()
      assert.equal((await organization.update({ name: 'Acme' })).name, 'Acme')
      const [github] = (await organization.definitions.list({ name: 'github' })).data
      const { definition } = await organization.definitions.get(github?.sourceDefinitionId ?? '')
      assert.equal(definition.name, 'GitHub')
      const events: string[] = []
      for await (const { event } of organization.audit({ event: 'organization.updated' })) events.push(event)
      assert.deepEqual(events, ['organization.updated'])
      const elsewhere = new Organization({ ...options, organization_id: crypto.randomUUID() })
      await assert.rejects(elsewhere.get(), { code: 'organization_mismatch' })
      assert.equal((await new Organization({ ...options, organization_id: id }).get()).id, id)
    })
  })
}
