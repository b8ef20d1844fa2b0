import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Dialog, DialogBody } from '#ui/layer/dialog.tsx'
import { CodeBlock } from '#ui/show/code.tsx'
import { Tabs } from '#ui/tabs.tsx'

const TYPESCRIPT = `import { Bulkhead } from '@bulkhead/sdk'

// BULKHEAD_URL, BULKHEAD_CLIENT_ID, BULKHEAD_CLIENT_SECRET
const acme = new Bulkhead().workspace('acme')
await acme.connectors.create({
  connector_type: 'github',
  credentials: { token: process.env.GITHUB_TOKEN },
})`

const shell = (origin: string) => `curl ${origin}/api/v1/account/applications/scoped-token \\
  -H "Authorization: Bearer $APPLICATION_TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d '{"workspace_name": "acme"}'`

/** Dialog that explains how to create a workspace. Applications create workspaces. The web app does not. */
export function HowToCreate({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t`Create a workspace`}
      description={t`Your app creates it, not a person: the first scoped token for a new name creates the workspace, with a data key of its own.`}
      size="md"
    >
      <DialogBody className="pb-6">
        <Tabs
          label={t`Ways to create a workspace`}
          tabs={[
            {
              value: 'ts',
              label: 'TypeScript',
              content: <CodeBlock code={TYPESCRIPT} language="ts" label="TypeScript" />,
            },
            {
              value: 'curl',
              label: 'curl',
              content: <CodeBlock code={shell(location.origin)} language="sh" label="curl" />,
            },
          ]}
        />
        <p className="mt-4 text-muted text-sm">
          <Trans>
            Use a name that lasts, such as your own id for the customer. Keep the <code>workspace_id</code>{' '}
            that comes back: it never changes, while names may.
          </Trans>
        </p>
      </DialogBody>
    </Dialog>
  )
}
