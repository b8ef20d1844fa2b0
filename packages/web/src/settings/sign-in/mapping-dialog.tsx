import { MAPPED_ROLES } from '@bulkhead/contract/people/providers'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type FormEvent, useRef, useState } from 'react'
import { getTexts } from '#entities/session/get-texts.ts'
import { LEVEL_NAMES, LEVELS, ROLE_NAMES } from '#entities/session/role-names.ts'
import { type WorkspaceLevel, WorkspaceLevels } from '#entities/workspace/workspace-levels.tsx'
import { i18n } from '#texts/i18n.ts'
import { EditDialog } from '#ui/form/edit-dialog.tsx'
import { TextField } from '#ui/form/fields.tsx'
import { SelectField } from '#ui/form/select-field.tsx'
import type { Mapping } from './provider.ts'

interface MappingDialogProps {
  /** Mapping to change. Undefined: the dialog creates a new one. */
  readonly mapping: Mapping | undefined
  /** Name of the claim that contains the groups. */
  readonly groups: string
  readonly busy: boolean
  readonly error: Error | null
  readonly onSave: (mapping: Mapping) => void
  readonly onClose: () => void
}

/** Dialog for one mapping: a value of a claim, and the role and workspaces that it grants. */
export function MappingDialog({ mapping, groups, busy, error, onSave, onClose }: MappingDialogProps) {
  const changed = useRef(false)
  const [role, setRole] = useState<(typeof MAPPED_ROLES)[number]>(mapping?.role ?? 'member')
  const [workspaces, setWorkspaces] = useState<readonly WorkspaceLevel[]>(mapping?.workspaces ?? [])
  const [level, setLevel] = useState(mapping?.suggests?.level ?? 'user')

  /**
   * Sets a value and marks the form as changed. The form does not notice by itself, because the value has no input in
   * it.
   */
  function choose<Value>(set: (value: Value) => void, value: Value) {
    changed.current = true
    set(value)
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    const { claim, value, pattern } = getTexts(event.currentTarget, ['claim', 'value', 'pattern'])
    onSave({
      ...(claim !== '' && { claim }),
      value,
      role,
      ...(workspaces.length > 0 && { workspaces: [...workspaces] }),
      ...(pattern !== '' && { suggests: { pattern, level } }),
    })
  }

  return (
    <EditDialog
      title={mapping === undefined ? t`Add a mapping` : t`Change the mapping`}
      description={t`People who have this value in this claim get the role and the workspaces.`}
      onClose={onClose}
      action={<Trans>Save mapping</Trans>}
      busy={busy}
      onSubmit={submit}
      error={error}
      changed={changed}
      autoComplete="off"
      errorTitle={t`The mappings were not saved`}
    >
      <TextField
        label={t`Value`}
        help={t`What the claim is, or contains: the name of a group, or its id at Entra ID.`}
        name="value"
        defaultValue={mapping?.value}
        placeholder="eng"
        required
        maxLength={1024}
        className="font-mono"
        data-autofocus=""
      />
      <TextField
        label={t`Claim`}
        optional
        help={t`Dots lead into objects, as in realm_access.roles.`}
        name="claim"
        defaultValue={mapping?.claim}
        placeholder={groups}
        maxLength={255}
        className="font-mono"
      />
      <SelectField
        label={t`Role`}
        help={t`A mapping cannot make anyone an owner. A role that somebody set by hand stays as it is.`}
        value={role}
        options={MAPPED_ROLES.map((value) => ({ value, label: i18n._(ROLE_NAMES[value]) }))}
        onChange={(value) => choose(setRole, value)}
      />
      <WorkspaceLevels value={workspaces} onChange={(value) => choose(setWorkspaces, value)} />
      <TextField
        label={t`Suggest workspaces named`}
        optional
        help={t`An asterisk stands for any text, as in eng-*. A name by itself grants nothing: an admin must accept each workspace.`}
        name="pattern"
        defaultValue={mapping?.suggests?.pattern}
        placeholder="eng-*"
        maxLength={255}
        className="font-mono"
      />
      <SelectField
        label={t`Level of suggested workspaces`}
        value={level}
        options={LEVELS.map((value) => ({ value, label: i18n._(LEVEL_NAMES[value]) }))}
        onChange={(value) => choose(setLevel, value)}
      />
    </EditDialog>
  )
}
