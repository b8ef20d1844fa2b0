/** A person of one of your customers, as your own sign-in knows them. */
export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Names the workspace of the customer. */
  readonly customer: string
}

export const USERS: readonly User[] = [
  { id: 'alice', name: 'Alice', email: 'alice@acme.example', customer: 'acme' },
  { id: 'bob', name: 'Bob', email: 'bob@birch.example', customer: 'birch' },
]

export function findUser(id: string): User | undefined {
  return USERS.find((user) => user.id === id)
}
