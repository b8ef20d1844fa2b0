import type { User } from './users.ts'

interface Shown {
  readonly user: User | undefined
  readonly users: readonly User[]
  /** Name of the service that customers connect. */
  readonly service: string
  /** Undefined until the customer has connected. */
  readonly issues: readonly string[] | undefined
}

/** Returns the HTML of the only page. */
export function page({ user, users, service, issues }: Shown): string {
  const body = user === undefined ? signIn(users) : signedIn(user, service, issues)
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Issue board</title>
<style>body { font: 16px/1.5 system-ui; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }</style>
<main><h1>Issue board</h1>${body}</main>
</html>
`
}

function signIn(users: readonly User[]): string {
  return users
    .map(({ id, name, customer }) =>
      form(`/sign-in?as=${encodeURIComponent(id)}`, `Sign in as ${name} of ${customer}`),
    )
    .join('')
}

function signedIn({ name, customer }: User, service: string, issues: readonly string[] | undefined): string {
  const shown =
    issues === undefined
      ? form('/connect', `Connect ${service}`)
      : `<h2>Issues</h2><ul>${issues.map((title) => `<li>${toText(title)}</li>`).join('')}</ul>`
  return `<p>${toText(name)} of ${toText(customer)}</p>${shown}`
}

function form(action: string, label: string): string {
  return `<form method="post" action="${toText(action)}"><button>${toText(label)}</button></form>`
}

function toText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
