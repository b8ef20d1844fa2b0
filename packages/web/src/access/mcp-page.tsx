import { ButtonLink } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Card } from '#ui/page.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { AccessPage } from './access-page.tsx'
import { MCP_SNIPPETS } from './mcp-snippets.ts'

const TOOLS = [
  ['list_connectors', 'the connectors of the workspace'],
  ['describe_connector', 'what can be executed, one entity at a time'],
  ['execute', 'runs one operation; the agent chooses fields, and long results come in parts'],
  ['remove_connector', 'deletes a connector once its name is confirmed'],
  ['who_am_i', 'what the token reaches'],
] as const

/** How agents connect. */
export function McpPage() {
  return (
    <AccessPage title="MCP">
      <div className="flex max-w-3xl flex-col gap-4">
        <Card
          title="Connect an agent"
          description="This server is an MCP server too. An agent calls the services of one workspace with credentials that it never sees."
        >
          <div className="px-4 py-3">
            <p className="mb-3 flex flex-wrap items-center gap-x-2 text-sm">
              Address <CopyableId id={`${location.origin}/mcp`} what="address" />
            </p>
            <Tabs
              label="Clients"
              tabs={MCP_SNIPPETS.map(({ value, label, language, place, of }) => ({
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
          title="Which token"
          actions={
            <ButtonLink to="/access/tokens" size="sm">
              Token workbench
            </ButtonLink>
          }
        >
          <div className="flex flex-col gap-2 px-4 py-3 text-muted text-sm">
            <p>
              A scoped token reaches one workspace for 20 minutes at most. Narrow it to what the agent is for:
              a token with “read only” writes nothing, whatever the agent is talked into.
            </p>
            <p>
              For longer, use the stdio bridge: it mints tokens by itself and replaces them in time. Its
              client id and secret stay with it; only scoped tokens travel with calls.
            </p>
          </div>
        </Card>
        <Card title="Tools">
          <dl className="divide-y divide-line">
            {TOOLS.map(([name, does]) => (
              <div key={name} className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-2 text-sm">
                <dt className="w-44">
                  <code>{name}</code>
                </dt>
                <dd className="text-muted">{does}</dd>
              </div>
            ))}
          </dl>
        </Card>
      </div>
    </AccessPage>
  )
}
