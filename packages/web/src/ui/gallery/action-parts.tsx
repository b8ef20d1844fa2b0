import { Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button, ButtonLink } from '../button.tsx'
import { CopyableId, CopyButton, CopyTextButton } from '../copy-button.tsx'
import { Disclosure } from '../disclosure.tsx'
import { EditDialog } from '../form/edit-dialog.tsx'
import { UnsavedGuard } from '../form/unsaved-guard.tsx'
import { IconButton } from '../icon-button.tsx'
import { ConfirmDialog } from '../layer/confirm-dialog.tsx'
import { Dialog, DialogBody, DialogFooter } from '../layer/dialog.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../layer/menu.tsx'
import { Picker } from '../layer/picker.tsx'
import { RenameDialog } from '../layer/rename-dialog.tsx'
import { ShownOnceDialog } from '../layer/shown-once-dialog.tsx'
import { SideSheet } from '../layer/side-sheet.tsx'
import { useToasts } from '../layer/toasts.tsx'
import { Tooltip } from '../layer/tooltip.tsx'
import { Logo } from '../logo.tsx'
import { Tabs } from '../tabs.tsx'
import { Part } from './part.tsx'

const VARIANTS = ['primary', 'secondary', 'ghost', 'danger', 'danger-quiet'] as const

/** Buttons, menus and dialogs. */
export function ActionParts() {
  return (
    <>
      <Part of={['logo']} title="Logo">
        <Logo className="size-8" />
      </Part>
      <Part of={['button']} title="Button">
        {VARIANTS.map((variant) => (
          <Button key={variant} variant={variant} icon={<Plus />}>
            {variant}
          </Button>
        ))}
        <Button size="sm">Small</Button>
        <Button size="lg">Large</Button>
        {VARIANTS.map((variant) => (
          <Button key={variant} variant={variant} disabled>
            {variant}, disabled
          </Button>
        ))}
        <Button busy>Busy</Button>
        <ButtonLink to="/">Link</ButtonLink>
      </Part>
      <Part of={['icon-button', 'layer/tooltip']} title="Icon button, tooltip">
        <IconButton label="Rename" icon={<Pencil />} keys={['r']} />
        <IconButton label="Delete" icon={<Trash2 />} disabled />
        <Tooltip text="Said on hover and focus">
          <Button>Tooltip</Button>
        </Tooltip>
      </Part>
      <Part of={['copy-button']} title="Copy">
        <CopyButton text="text" what="text" />
        <CopyTextButton text="text" what="link" />
        <CopyableId id="01a21bbe-3639-7223-9fea-8728dc8b2d0b" />
      </Part>
      <Part of={['disclosure']} title="Disclosure">
        <div className="w-full max-w-md">
          <Disclosure label="Further settings" open>
            <p className="text-sm">What only some need to see.</p>
          </Disclosure>
        </div>
      </Part>
      <Part of={['tabs']} title="Tabs">
        <Tabs
          label="Example"
          className="w-full max-w-md"
          tabs={[
            { value: 'one', label: 'Overview', content: <p className="text-sm">First</p> },
            { value: 'two', label: 'Settings', content: <p className="text-sm">Second</p> },
          ]}
        />
      </Part>
      <Part of={['layer/menu']} title="Menu">
        <Menu trigger={<Button data-opens="">Menu</Button>} align="start">
          <MenuLabel>grace@example.com</MenuLabel>
          <MenuItem icon={<Pencil />} keys={['r']} onSelect={() => {}}>
            Rename
          </MenuItem>
          <MenuItem checked onSelect={() => {}}>
            Chosen
          </MenuItem>
          <MenuItem disabled onSelect={() => {}}>
            Disabled
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<Trash2 />} danger onSelect={() => {}}>
            Delete
          </MenuItem>
        </Menu>
      </Part>
      <Layers />
      <SheetPart />
      <ToastPart />
      <GuardPart />
    </>
  )
}

function Layers() {
  const [open, setOpen] = useState<string>()
  const [text, setText] = useState('')
  const close = () => setOpen(undefined)
  const opener = (name: string) => (
    <Button data-opens="" onClick={() => setOpen(name)}>
      {name}
    </Button>
  )
  return (
    <Part
      of={[
        'layer/dialog',
        'layer/confirm-dialog',
        'layer/rename-dialog',
        'layer/shown-once-dialog',
        'layer/picker',
      ]}
      title="Dialogs"
    >
      {['Dialog', 'Confirm', 'Confirm by typing', 'Rename', 'Shown once', 'Picker'].map((name) => (
        <span key={name}>{opener(name)}</span>
      ))}
      <Dialog open={open === 'Dialog'} onClose={close} title="A dialog" description="What it is about.">
        <DialogBody>
          <p className="text-sm">Its content.</p>
        </DialogBody>
        <DialogFooter>
          <Button onClick={close}>Close</Button>
        </DialogFooter>
      </Dialog>
      <ConfirmDialog
        open={open === 'Confirm' || open === 'Confirm by typing'}
        onClose={close}
        title="Delete this workspace?"
        action="Delete"
        danger
        {...(open === 'Confirm by typing' && { typed: 'acme' })}
        busy={false}
        error={open === 'Confirm' ? new Error('It could not be deleted.') : null}
        onConfirm={close}
      >
        <p>What happens, exactly.</p>
      </ConfirmDialog>
      {open === 'Rename' && (
        <RenameDialog
          title="Rename"
          name="acme"
          help="It answers to its old name too."
          busy={false}
          error={null}
          onRename={close}
          onClose={close}
        />
      )}
      {open === 'Shown once' && (
        <ShownOnceDialog
          title="Copy the secret"
          values={[{ label: 'Secret', value: 'A secret that is shown once.' }]}
          onClose={close}
        />
      )}
      {open === 'Picker' && (
        <Picker
          title="Choose"
          placeholder="Find…"
          text={text}
          onText={setText}
          groups={[
            {
              label: 'Workspaces',
              items: ['acme', 'globex']
                .filter((name) => name.includes(text))
                .map((name) => ({ id: name, label: name, icon: <Pencil />, onPick: () => {} })),
            },
          ]}
          empty="Nothing found."
          onClose={close}
        />
      )}
    </Part>
  )
}

function SheetPart() {
  const [isOpen, setOpen] = useState(false)
  return (
    <Part of={['layer/side-sheet']} title="Side sheet">
      <Button onClick={() => setOpen(true)}>Open</Button>
      {isOpen && (
        <div className="relative h-64 w-full">
          <SideSheet label="Example" heading="issues.list" onClose={() => setOpen(false)} onNext={() => {}}>
            <p className="text-sm">One thing of a list.</p>
          </SideSheet>
        </div>
      )}
    </Part>
  )
}

function ToastPart() {
  const toasts = useToasts()
  return (
    <Part of={['layer/toasts']} title="Toasts">
      <Button data-opens="" onClick={() => toasts.done('acme is inactive.', () => {})}>
        Done, with undo
      </Button>
      <Button data-opens="" onClick={() => toasts.failed(new Error('The server did not take it.'))}>
        Failed
      </Button>
    </Part>
  )
}

function GuardPart() {
  const [isOpen, setOpen] = useState(false)
  const [isChanged, setChanged] = useState(false)
  return (
    <Part of={['form/unsaved-guard', 'form/edit-dialog', 'layer/form-dialog']} title="Unsaved changes">
      <label className="flex h-8 items-center gap-2 text-sm">
        <input
          type="checkbox"
          checked={isChanged}
          onChange={(event) => setChanged(event.target.checked)}
          className="size-4"
        />
        Something was changed
      </label>
      <ButtonLink to="/">Leave</ButtonLink>
      <UnsavedGuard isChanged={isChanged} />
      <Button data-opens="" onClick={() => setOpen(true)}>
        Dialog with a form
      </Button>
      {isOpen && (
        <EditDialog
          title="Add an endpoint"
          isChanged={() => isChanged}
          onClose={() => setOpen(false)}
          action="Add"
          busy={false}
          error={null}
          onSubmit={() => setOpen(false)}
        >
          Closing it asks if something was changed.
        </EditDialog>
      )}
    </Part>
  )
}
