import type { Services } from '#operations/services'
import { changeDirectory, type DirectoryChange, readDirectory } from '#people/directory/change-directory'
import { addGroup, deleteGroup, patchGroup, readGroup, replaceGroup } from '#people/directory/change-groups'
import { addUser, deleteUser, updateUser } from '#people/directory/change-users'
import {
  findGroup,
  type GroupRow,
  groupResource,
  listGroups,
  readMembers,
} from '#people/directory/directory-groups'
import type { Directory } from '#people/directory/directory-token'
import { findUser, listUsers, userResource } from '#people/directory/directory-users'
import { MOST_LISTED, resourceTypes, schemas, serviceProviderConfig } from '#people/directory/scim-documents'
import { resourceNotFound } from '#people/directory/scim-error'
import {
  GROUP_SCHEMA,
  readBody,
  readChanges,
  readListing,
  readProjection,
  toList,
  USER_SCHEMA,
  type Values,
} from '#people/directory/scim-values'
import { changeUser, readUser, toUserState } from '#people/directory/user-state'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Maximum number of groups in a page that includes their members. */
const MOST_GROUPS_LISTED = 20

/** Request of a directory. */
export interface ScimRequest {
  readonly services: Services
  readonly id: string
  readonly query: Values
  readonly body: unknown
  readonly request_id: string
}

/** Request whose token was verified. */
interface DirectoryRequest extends ScimRequest {
  readonly directory: Directory
}

/** A route below `/scim/v2`. */
export type ScimRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly status: number
} & (
  | { readonly anyone: true; handle(request: ScimRequest): Values | Promise<Values> }
  | { readonly anyone?: never; handle(request: DirectoryRequest): Promise<Values | undefined> }
)

/** All SCIM routes. The isolation tests loop over them. */
export const SCIM_ROUTES: readonly ScimRoute[] = [
  {
    ...{ method: 'GET', path: '/ServiceProviderConfig', status: 200, anyone: true },
    handle: ({ services }) => serviceProviderConfig(services.issuer),
  },
  ...serveDocuments('/ResourceTypes', resourceTypes),
  ...serveDocuments('/Schemas', schemas),
  {
    ...{ method: 'GET', path: '/Users', status: 200 },
    handle: (request) =>
      read(request, async (tx) => {
        const listing = readListing(request.query, MOST_LISTED)
        const projection = readProjection(request.query)
        const { rows, total } = await listUsers(tx, request.directory, listing)
        return toList(
          rows.map((row) => projection.apply(userResource(request.services.issuer, row))),
          listing,
          total,
        )
      }),
  },
  {
    ...{ method: 'POST', path: '/Users', status: 201 },
    handle: (request) =>
      change(request, async (by) => {
        const id = await addUser(by, readUser(readBody(request.body)))
        return showUser(request, by.tx, id)
      }),
  },
  {
    ...{ method: 'GET', path: '/Users/:id', status: 200 },
    handle: (request) => read(request, (tx) => showUser(request, tx, request.id)),
  },
  {
    ...{ method: 'PUT', path: '/Users/:id', status: 200 },
    handle: (request) =>
      change(request, async (by) => {
        const before = toUserState(await findUser(by.tx, by, request.id, true))
        await updateUser(by, request.id, readUser(readBody(request.body), before))
        return showUser(request, by.tx, request.id)
      }),
  },
  {
    ...{ method: 'PATCH', path: '/Users/:id', status: 200 },
    handle: (request) =>
      change(request, async (by) => {
        const before = toUserState(await findUser(by.tx, by, request.id, true))
        const changes = readChanges(readBody(request.body), USER_SCHEMA)
        await updateUser(by, request.id, changeUser(before, changes))
        return showUser(request, by.tx, request.id)
      }),
  },
  {
    ...{ method: 'DELETE', path: '/Users/:id', status: 204 },
    handle: (request) => change(request, (by) => deleteUser(by, request.id).then(none)),
  },
  {
    ...{ method: 'GET', path: '/Groups', status: 200 },
    handle: (request) =>
      read(request, async (tx) => {
        const most = readProjection(request.query).wants('members') ? MOST_GROUPS_LISTED : MOST_LISTED
        const listing = readListing(request.query, most)
        const { rows, total } = await listGroups(tx, request.directory, listing)
        return toList(await showGroups(request, tx, rows), listing, total)
      }),
  },
  {
    ...{ method: 'POST', path: '/Groups', status: 201 },
    handle: (request) =>
      change(request, async (by) => {
        const id = await addGroup(by, readGroup(readBody(request.body)))
        return showGroup(request, by.tx, id)
      }),
  },
  {
    ...{ method: 'GET', path: '/Groups/:id', status: 200 },
    handle: (request) => read(request, (tx) => showGroup(request, tx, request.id)),
  },
  {
    ...{ method: 'PUT', path: '/Groups/:id', status: 200 },
    handle: (request) =>
      change(request, async (by) => {
        await replaceGroup(by, request.id, readGroup(readBody(request.body)))
        return showGroup(request, by.tx, request.id)
      }),
  },
  {
    // The response has no body, because a group can have very many members.
    ...{ method: 'PATCH', path: '/Groups/:id', status: 204 },
    handle: (request) =>
      change(request, async (by) => {
        const changes = readChanges(readBody(request.body), GROUP_SCHEMA)
        await patchGroup(by, request.id, changes)
        return undefined
      }),
  },
  {
    ...{ method: 'DELETE', path: '/Groups/:id', status: 204 },
    handle: (request) => change(request, (by) => deleteGroup(by, request.id).then(none)),
  },
]

function serveDocuments(
  path: string,
  make: (publicUrl: string) => readonly (Values & { readonly id: string })[],
): ScimRoute[] {
  return [
    {
      ...{ method: 'GET', path, status: 200, anyone: true },
      handle({ services }) {
        const all = make(services.issuer)
        return toList(all, { comparisons: [], start: 0, count: all.length }, all.length)
      },
    },
    {
      ...{ method: 'GET', path: `${path}/:id`, status: 200, anyone: true },
      handle({ services, id }) {
        const found = make(services.issuer).find((document) => document.id === id)
        if (found === undefined) throw resourceNotFound()
        return found
      },
    },
  ]
}

function read<T>({ services, directory }: DirectoryRequest, work: (tx: TenantTransaction) => Promise<T>) {
  return readDirectory(services, directory, work)
}

function change<T>(
  { services, directory, request_id }: DirectoryRequest,
  work: (by: DirectoryChange) => Promise<T>,
) {
  return changeDirectory(services, directory, request_id, work)
}

function none(): undefined {
  return undefined
}

async function showUser({ services, directory, query }: DirectoryRequest, tx: TenantTransaction, id: string) {
  return readProjection(query).apply(userResource(services.issuer, await findUser(tx, directory, id)))
}

async function showGroup(request: DirectoryRequest, tx: TenantTransaction, id: string): Promise<Values> {
  const [group] = await showGroups(request, tx, [await findGroup(tx, request.directory, id)])
  return group ?? {}
}

async function showGroups(
  { services, query }: DirectoryRequest,
  tx: TenantTransaction,
  rows: readonly GroupRow[],
): Promise<readonly Values[]> {
  const projection = readProjection(query)
  const members = projection.wants('members')
    ? await readMembers(
        tx,
        rows.map(({ group_id }) => group_id),
      )
    : undefined
  return rows.map((row) => projection.apply(groupResource(services.issuer, row, members?.get(row.group_id))))
}
