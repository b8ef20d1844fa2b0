import { LEVELS, type Level } from '@bulkhead/contract/operation'
import { getLevel, lives, type Place } from './tenants.ts'

/** Rows that a right reaches. */
export type Scope =
  /** The row's organization and workspace are the settings. */
  | 'workspace'
  /** The same, and the workspace was not deleted. */
  | 'living workspace'
  /** The row's organization is the setting. */
  | 'organization'
  /** The same, and the row's workspace was not deleted. */
  | 'living workspaces of the organization'
  /** The same, and the row is in the scope of the organization itself. */
  | 'own scope of the organization'
  /** The row's organization is the setting, and it is an invitation. */
  | 'invitations of the organization'
  /** The row's workspace is one that the person reaches, with the level that the verb takes. */
  | 'reached workspaces'
  /** The row's organization is the setting, and a person is named. */
  | 'organization of a person'
  /** The row's organization and person are the settings. */
  | 'own rows of a person'
  /** The row is in the scope of the person itself. */
  | 'own scope of a person'
  /** Workspaces that were deleted and whose rows are still there. */
  | 'deleted workspaces'
  | 'everything'
  | 'nothing'

/** Rights of a role on a table. An absent right is refused. */
export interface Rights {
  readonly scope: Scope
  /** Columns, or all of them. */
  readonly select?: 'all' | readonly string[]
  readonly update?: 'all' | readonly string[]
  /** Locks rows and changes none. Who may update a column may lock too. */
  readonly lock?: true
  readonly insert?: true
  readonly delete?: true
  /** Least level that each verb takes where the scope is `reached workspaces`. */
  readonly levels?: Readonly<Partial<Record<Verb, Level>>>
}

export type Verb = 'select' | 'insert' | 'update' | 'delete'

/** Rights by table and role. A table or a role that is not named has none. */
export type RightsTable = Readonly<Record<string, Readonly<Record<string, Rights>>>>

/** Principal: a role and its settings. Undefined leaves a setting out, `''` sets it empty. */
export interface TestPrincipal extends Place {
  readonly name: string
  readonly login: 'runtime' | 'owner'
  /** `none` is the login itself. */
  readonly role: string
  /** The person whose rights a member's transaction has. */
  readonly person?: string
}

/** Whether policies of this scope read a setting that the asker lacks, so that they raise. */
export function raises(scope: Scope, { organization, workspace, person }: TestPrincipal): boolean {
  if (scope === 'workspace' || scope === 'living workspace') return !organization || !workspace
  if (scope === 'reached workspaces' || scope.endsWith('a person')) return !organization || !person
  return scope.endsWith('organization') && !organization
}

/** Whether a row at `place` is within the scope of all these verbs for the asker. */
export function reaches(
  { scope, levels = {} }: Rights,
  principal: TestPrincipal,
  place: Place,
  ...verbs: readonly Verb[]
): boolean {
  const ours = place.organization === principal.organization
  switch (scope) {
    case 'workspace':
      return ours && place.workspace === principal.workspace
    case 'living workspace':
      return ours && place.workspace === principal.workspace && lives(place)
    case 'organization':
      return ours
    case 'living workspaces of the organization':
      return ours && lives(place)
    case 'own scope of the organization':
      return ours && place.workspace === principal.organization
    case 'reached workspaces': {
      const level = ours ? getLevel(principal, place) : undefined
      return (
        level !== undefined &&
        verbs.every((verb) => LEVELS.indexOf(level) >= LEVELS.indexOf(levels[verb] ?? 'viewer'))
      )
    }
    case 'invitations of the organization':
      return ours && place.isInvitation === true
    case 'organization of a person':
      return ours
    case 'own rows of a person':
      return ours && place.person === principal.person
    case 'own scope of a person':
      return ours && place.workspace === principal.person
    case 'deleted workspaces':
      return !lives(place)
    case 'everything':
      return true
    case 'nothing':
      return false
  }
}
