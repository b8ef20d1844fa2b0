export type { Person } from '#entities/session/use-person.ts'
