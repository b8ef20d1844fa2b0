import { LEVELS, type Level } from '@bulkhead/contract/operation'
import { getLevel, lives, type Place } from './tenants.ts'

/** Set of rows that a right covers. */
export type Scope =
  /** The row's organization and workspace equal the settings. */
  | 'workspace'
  /** Like `workspace`, and the workspace was not deleted. */
  | 'living workspace'
  /** The row's organization equals the setting. */
  | 'organization'
  /** Like `organization`, and the row's workspace was not deleted. */
  | 'living workspaces of the organization'
  /** Like `organization`, and the row belongs to the scope of the organization itself. */
  | 'own scope of the organization'
  /** Like `organization`, and the row is an invitation. */
  | 'invitations of the organization'
  /** The person reaches the row's workspace with the level that the verb requires. */
  | 'reached workspaces'
  /** Like `organization`, and the person is set. */
  | 'organization of a person'
  /** The row's organization and person equal the settings. */
  | 'own rows of a person'
  /** The row belongs to the scope of the person itself. */
  | 'own scope of a person'
  /** Workspaces that were deleted and whose rows are still there. */
  | 'deleted workspaces'
  | 'everything'
  | 'nothing'

/** Rights of a role on a table. An absent right is denied. */
export interface Rights {
  readonly scope: Scope
  /** Columns that may be read. */
  readonly select?: 'all' | readonly string[]
  readonly update?: 'all' | readonly string[]
  /** Whether the role may lock rows without changing any. A role that may update a column may lock too. */
  readonly lock?: true
  readonly insert?: true
  readonly delete?: true
  /** Lowest level that each verb requires for the scope `reached workspaces`. */
  readonly levels?: Readonly<Partial<Record<Verb, Level>>>
}

export type Verb = 'select' | 'insert' | 'update' | 'delete'

/** Rights by table and role. A missing table or role has none. */
export type RightsTable = Readonly<Record<string, Readonly<Record<string, Rights>>>>

/** Principal of the tests: a role and its settings. Undefined leaves a setting out, `''` sets it to empty. */
export interface TestPrincipal extends Place {
  readonly name: string
  readonly login: 'runtime' | 'owner'
  /** Name of the role. `none` is the login itself. */
  readonly role: string
  /** Person whose rights apply in a member's transaction. */
  readonly person?: string
}

/** Returns whether policies of this scope read a setting that the principal lacks, so that they raise an error. */
export function raises(scope: Scope, { organization, workspace, person }: TestPrincipal): boolean {
  if (scope === 'workspace' || scope === 'living workspace') return !organization || !workspace
  if (scope === 'reached workspaces' || scope.endsWith('a person')) return !organization || !person
  return scope.endsWith('organization') && !organization
}

/** Returns whether a row at `place` is within the principal's scope for all these verbs. */
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
