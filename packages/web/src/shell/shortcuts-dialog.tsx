import { Dialog, DialogBody } from '#ui/dialog.tsx'
import { Keys } from '#ui/keys.tsx'
import { ORGANIZATION_PLACES, WORKSPACE_PLACES } from './places.ts'

const GENERAL: readonly (readonly [label: string, keys: readonly string[]])[] = [
  ['Search and commands', ['mod', 'k']],
  ['Search', ['/']],
  ['These shortcuts', ['?']],
  ['Next and previous row', ['down', 'up']],
  ['Open the row', ['enter']],
  ['Close what is open', ['escape']],
]

/** All keys there are. */
export function ShortcutsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts">
      <DialogBody className="pb-6">
        <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
          <Shortcuts title="Everywhere" rows={GENERAL} />
          <Shortcuts
            title="Go to"
            rows={[...WORKSPACE_PLACES, ...ORGANIZATION_PLACES].map(({ label, key }) => [label, ['g', key]])}
          />
        </div>
      </DialogBody>
    </Dialog>
  )
}

interface ShortcutsProps {
  readonly title: string
  readonly rows: readonly (readonly [string, readonly string[]])[]
}

function Shortcuts({ title, rows }: ShortcutsProps) {
  return (
    <section>
      <h3 className="mb-1 font-medium text-subtle text-xs">{title}</h3>
      <dl>
        {rows.map(([label, keys]) => (
          <div key={label} className="flex h-8 items-center justify-between text-sm">
            <dt>{label}</dt>
            <dd>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
