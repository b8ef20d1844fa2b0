import type { SignedIn } from '@bulkhead/contract/people'
import {
  lazyRouteComponent,
  type ParsedLocation,
  type RouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AppContext } from './app-context.ts'
import { getReason } from './connectors/connect/explain-authorization.ts'
import { useIsAdmin } from './entities/session/use-is-admin.ts'
import { useLanguage } from './texts/language.ts'
import { NotFound } from './ui/not-found.tsx'

/**
 * Returns a search parameter as a string. A number or boolean, as in a URL typed by hand, becomes the string it was
 * written as.
 */
function text(value: unknown): string | undefined {
  const written = ['number', 'boolean'].includes(typeof value) ? String(value) : value
  return typeof written === 'string' && written !== '' ? written : undefined
}

/** Thrown for every link of every row. Creating an error, with its stack, would take longer than the rest of a link. */
const NOT_QUOTED = new SyntaxError('The parameter is not quoted.')

/** Parses a quoted search parameter. @throws SyntaxError For any other: the router then takes it as a plain string. */
export function readQuoted(value: string): unknown {
  if (!value.startsWith('"')) throw NOT_QUOTED
  return JSON.parse(value)
}

/** Rerenders a component when the language changes. Typed input stays. */
export function inLanguage(Component: RouteComponent): RouteComponent {
  function InLanguage() {
    useLanguage()
    return <Component />
  }
  // Keeps the component's preload function.
  return Object.assign(InLanguage, Component)
}

/** Creates a page whose code is loaded when a person opens it, or is about to. */
export function page<Name extends string>(load: () => Promise<Record<Name, () => ReactNode>>, name: Name) {
  return inLanguage(lazyRouteComponent(load, name))
}

/** Creates a page for owners and admins. Members see "not found" at its URL. */
export function adminPage<Name extends string>(
  load: () => Promise<Record<Name, () => ReactNode>>,
  name: Name,
) {
  const Component = page(load, name)
  // biome-ignore lint/correctness/noComponentHookFactories: runs once per page, when the module is loaded
  function ForAdmins() {
    return useIsAdmin() ? <Component /> : <NotFound />
  }
  return Object.assign(ForAdmins, Component)
}

/**
 * Redirects people who are not signed in to the sign-in page, and people who must set up a second factor to the page
 * for it.
 */
export async function assertSignedIn({
  context: { auth, queries },
  location,
}: {
  readonly context: AppContext
  readonly location: ParsedLocation
}): Promise<void> {
  const session = await queries.ensureQueryData(auth.session)
  if (session?.needs_second_factor === false) return
  const path = `${location.pathname}${location.searchStr}`
  const to = session === null ? '/sign-in' : '/second-factor'
  throw redirect({ to, search: path === '/' ? {} : { next: path } })
}

/** Redirects people who need no second factor away from the page that sets one up. */
export async function assertNeedsFactor({ context: { auth, queries } }: { readonly context: AppContext }) {
  const session = await queries.ensureQueryData(auth.session)
  if (session?.needs_second_factor !== true) throw redirect({ to: session === null ? '/sign-in' : '/' })
}

/**
 * Creates a loader that begins to read what a page shows while the frame is rendered, if the page is opened without
 * filters.
 *
 * @param read Begins to read it, with the inputs of the page without filters.
 */
export function readsAhead(read: (context: AppContext, session: SignedIn) => void) {
  return ({
    context,
    location,
    cause,
  }: {
    readonly context: AppContext
    readonly location: ParsedLocation
    readonly cause: 'preload' | 'enter' | 'stay'
  }): void => {
    const { auth, queries } = context
    const session = queries.getQueryData<SignedIn | null>(auth.session.queryKey)
    if (session && cause === 'enter' && location.searchStr === '') read(context, session)
  }
}

export function isMember({ auth, queries }: AppContext): boolean {
  return queries.getQueryData<SignedIn | null>(auth.session.queryKey)?.person.role === 'member'
}

/** Accepts the named search parameters as strings. Each is either undefined or not empty. */
export function texts<const Name extends string>(...names: readonly Name[]) {
  return (search: Record<string, unknown>) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = text(search[name])
        return value === undefined ? [] : [[name, value]]
      }),
    ) as { [N in Name]?: string }
}

/** Accepts {@link texts} and the error of a failed authorization. */
export function afterAuthorization<const Name extends string>(...names: readonly Name[]) {
  const read = texts<Name | 'error'>(...names, 'error')
  return (search: Record<string, unknown>) => read({ ...search, error: getReason(search) })
}
