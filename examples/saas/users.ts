/** Person at one of your customers, from your own sign-in. */
export interface User {
  readonly id: string
  readonly name: string
  readonly email: string
  /** Name of the customer's workspace. */
  readonly customer: string
}

export const USERS: readonly User[] = [
  { id: 'alice', name: 'Alice', email: 'alice@ash.example', customer: 'ash' },
  { id: 'bob', name: 'Bob', email: 'bob@oak.example', customer: 'oak' },
]

export function findUser(id: string): User | undefined {
  return USERS.find((user) => user.id === id)
}
