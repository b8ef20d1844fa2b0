/** Returns the members that have a value, for optional properties, which may be absent but not undefined. */
export function withoutUndefined<T extends object>(
  members: T,
): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof withoutUndefined<T>
  >
}
