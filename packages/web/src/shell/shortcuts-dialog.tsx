import { t } from '@lingui/core/macro'
import { Dialog, DialogBody } from '#ui/layer/dialog.tsx'
import { Keys } from '#ui/show/keys.tsx'
import { usePlaces } from './places.ts'
import { getShortcuts } from './shortcuts.ts'

export function ShortcutsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const places = usePlaces()
  return (
    <Dialog open={open} onClose={onClose} title={t`Keyboard shortcuts`}>
      <DialogBody className="pb-6" focusable>
        <div className="gap-x-8 sm:columns-2">
          {getShortcuts(places).map(({ title, rows }) => (
            <section key={title} className="mb-4 break-inside-avoid">
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
          ))}
        </div>
      </DialogBody>
    </Dialog>
  )
}
