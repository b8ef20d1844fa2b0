import { createConnector } from '@bulkhead/contract/connectors'
import { showRecord } from '#command/answer'
import { command } from '#command/command'
import { UsageError } from '#command/command-error'
import { openWorkspace, sendOptions } from '#profile/open-clients'
import { waitFor } from '#terminal/show-waiting'
import { canAsk } from '#terminal/terminal'
import { askCredentials, askSettings } from './ask-configuration.ts'
import { assertNoSecrets } from './assert-no-secrets.ts'
import { findTemplate, getConfiguration } from './templates.ts'

export const createConnectorCommand = command({
  words: 'connectors create',
  summary: "Store a customer's credentials for a service",
  about:
    'Prompts for credentials, which are not shown while you type, and for required settings. Creates the workspace if it does not exist. Credentials are sealed under the key of the workspace and never shown again. They are tried first, and stored only if they work.',
  args: [{ name: 'type', description: 'Such as github; see: bulkhead connectors available' }],
  flags: [{ name: 'skip-check', description: 'Stores the credentials without trying them' }],
  operation: createConnector,
  descriptions: { server_side_oauth_secret_id: 'The result of an OAuth sign-in, instead of credentials' },
  withoutFlag: {
    check: '--skip-check',
    connector_type: 'the argument',
    definition_id: 'the argument',
    source_template_id: 'the argument',
    selected_connection_template_tags: 'no template has tags',
    selected_connection_template_tags_mode: 'no template has tags',
    workspace_name: '--workspace',
    workspace_id: '--workspace-id',
  },
  reaches: 'workspace',
  examples: [
    'connectors create github --workspace acme',
    'connectors create github --workspace acme --credentials @token.json',
    'connectors create gitlab -w acme --environment \'{"base_url": "https://git.example.com"}\' --credentials - < token.json',
  ],
  run: async (call) => {
    const { terminal, given, inline, args, flags } = call
    const [type = ''] = args
    const workspace = openWorkspace(call)
    const found = findTemplate(workspace, type, { signal: call.signal })
    const template = await waitFor(terminal, 'Waiting for the server', found)
    const configuration = getConfiguration(template)
    if (inline.has('replication_config')) assertNoSecrets(given.replication_config, configuration)
    const settings = given.replication_config ?? {}
    const hasSecrets = Object.keys(settings).some(
      (name) => name === 'credentials' || configuration.fields[name]?.airbyte_secret === true,
    )
    const isComplete = (given.credentials ?? undefined) !== undefined || hasSecrets
    const asksForNothing = configuration.options.every(({ required }) => required.length === 0)
    if (!isComplete && !asksForNothing && !canAsk(terminal)) {
      const names = configuration.options.map(({ required }) => required.join(' and ')).join(', or ')
      const hint = 'Use --credentials @file, or --credentials - for standard input'
      throw new UsageError(`${template.name} needs credentials: ${names}.`, hint)
    }
    const ask = async () => (asksForNothing ? {} : await askCredentials(terminal, configuration))
    const credentials = isComplete ? {} : { credentials: await ask() }
    const asked = canAsk(terminal) ? await askSettings(terminal, configuration, settings) : {}
    const replication_config = { ...settings, ...asked }
    const connector = {
      ...given,
      ...(flags['skip-check'] === true && { check: false }),
      ...credentials,
      ...(Object.keys(replication_config).length > 0 && { replication_config }),
      source_template_id: template.id,
    }
    await showRecord(call, createConnector, () => workspace.connectors.create(connector, sendOptions(call)))
  },
})
