import { msg, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { i18n } from '#texts/i18n.ts'
import { ButtonAnchor, ButtonLink } from '#ui/button.tsx'
import { CopyableId } from '#ui/copy-button.tsx'
import { Card } from '#ui/page.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { Tabs } from '#ui/tabs.tsx'
import { AccessPage } from './access-page.tsx'
import { getSignInSnippets, getTokenSnippets, type McpSnippet } from './mcp-snippets.ts'

const TOOLS = [
  ['list_connectors', msg`the connectors of the workspace`],
  ['describe_connector', msg`what can be executed, one entity at a time`],
  ['read_skill_docs', msg`documentation of a connector, section by section`],
  ['execute', msg`runs one operation; the agent chooses fields, and long results come in parts`],
  ['connect_service', msg`returns a link with which a person connects a service`],
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
          description={t`This server is also an MCP server. An agent calls the services of one workspace with credentials that it never sees.`}
        >
          <div className="px-4 py-3">
            <p className="flex flex-wrap items-center gap-x-2 text-sm">
              <Trans>Address</Trans> <CopyableId id={`${location.origin}/mcp`} what={t`address`} />
            </p>
            <p className="mt-1 mb-3 text-muted text-sm">
              <Trans>
                Give it to the agent. Your browser opens, and you choose one workspace and what the agent may
                do there. Connected agents can be disconnected at any time.
              </Trans>
            </p>
            <Tabs
              label={t`Clients`}
              tabs={getSignInSnippets(location.origin).map((one) => toTab(one, one.label))}
            />
          </div>
        </Card>
        <Card
          title={t`With a token`}
          description={t`For clients that do not sign in, and for your own programs.`}
          actions={
            <ButtonLink to="/access/tokens" size="sm">
              <Trans>Token workbench</Trans>
            </ButtonLink>
          }
        >
          <div className="px-4 py-3">
            <Tabs
              label={t`Clients with a token`}
              tabs={getTokenSnippets(location.origin).map((one) =>
                toTab(one, t`${{ client: one.label }} with a token`),
              )}
            />
            <div className="mt-4 flex flex-col gap-2 text-muted text-sm">
              <p>
                <Trans>
                  The bridge acts as the person who signed in with “bulkhead login”. It mints tokens and
                  replaces them in time.
                </Trans>
              </p>
              <p>
                <Trans>
                  A scoped token reaches one workspace for 20 minutes at most. Narrow it to what the agent is
                  for: a token with “read only” cannot write, whatever the agent is talked into. For a header
                  that stays the same, make a key of the workspace.
                </Trans>
              </p>
            </div>
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

function toTab({ value, label, link, place, guide, code }: McpSnippet, codeLabel: string) {
  return {
    value,
    label,
    content: (
      <>
        {link !== undefined && (
          <ButtonAnchor href={link} variant="primary" className="mb-3">
            {t`Add to ${{ client: label }}`}
          </ButtonAnchor>
        )}
        <p className="mb-2 text-muted text-sm">
          {place}
          {guide !== undefined && (
            <>
              {' '}
              <a href={guide} className="text-accent underline underline-offset-2">
                <Trans>About the command line</Trans>
              </a>
            </>
          )}
        </p>
        {code !== undefined && <CodeBlock code={code.source} language={code.language} label={codeLabel} />}
      </>
    ),
  }
}
