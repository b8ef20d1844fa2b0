import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { i18n } from '#texts/i18n.ts'
import { ButtonLink } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Card } from '#ui/page.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { AccessPage } from './access-page.tsx'
import { getMcpSnippets } from './mcp-snippets.ts'

const TOOLS = [
  ['list_connectors', msg`the connectors of the workspace`],
  ['describe_connector', msg`what can be executed, one entity at a time`],
  ['read_skill_docs', msg`documentation of a connector, section by section`],
  ['execute', msg`runs one operation; the agent chooses fields, and long results come in parts`],
  ['remove_connector', msg`deletes a connector once its name is confirmed`],
  ['who_am_i', msg`what the token reaches`],
] as const

/** Page for connecting agents by MCP. */
export function McpPage() {
  return (
    <AccessPage title="MCP">
      <div className="flex max-w-3xl flex-col gap-4">
        <Card
          title={t`Connect an agent`}
          description={t`This server is an MCP server too. An agent calls the services of one workspace with credentials that it never sees.`}
        >
          <div className="px-4 py-3">
            <p className="mb-3 flex flex-wrap items-center gap-x-2 text-sm">
              <Trans>Address</Trans> <CopyableId id={`${location.origin}/mcp`} what={t`address`} />
            </p>
            <Tabs
              label={t`Clients`}
              tabs={getMcpSnippets().map(({ value, label, language, place, of }) => ({
                value,
                label,
                content: (
                  <>
                    <p className="mb-2 text-muted text-sm">{place}</p>
                    <CodeBlock code={of(location.origin)} language={language} label={label} />
                  </>
                ),
              }))}
            />
          </div>
        </Card>
        <Card
          title={t`Which token`}
          actions={
            <ButtonLink to="/access/tokens" size="sm">
              <Trans>Token workbench</Trans>
            </ButtonLink>
          }
        >
          <div className="flex flex-col gap-2 px-4 py-3 text-muted text-sm">
            <p>
              <Trans>
                A scoped token reaches one workspace for 20 minutes at most. Narrow it to what the agent is
                for: a token with “read only” writes nothing, whatever the agent is talked into.
              </Trans>
            </p>
            <p>
              <Trans>
                For longer, use the stdio bridge: it mints tokens by itself and replaces them in time. Its
                client id and secret stay with it; only scoped tokens travel with calls.
              </Trans>
            </p>
          </div>
        </Card>
        <Card title={t`Tools`}>
          <dl className="divide-y divide-line">
            {TOOLS.map(([name, does]) => (
              <div key={name} className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-2 text-sm">
                <dt className="w-44">
                  <code>{name}</code>
                </dt>
                <dd className="text-muted">{i18n._(does)}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
    </AccessPage>
  )
}
