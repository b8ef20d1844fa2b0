/** Reads `application:<id>` or `person:<id>`. */
export function readCaller(caller: string): {
  readonly person_id?: string
  readonly application_id?: string
} {
  const [kind, id = ''] = caller.split(':')
  return kind === 'person' ? { person_id: id } : { application_id: id }
}
