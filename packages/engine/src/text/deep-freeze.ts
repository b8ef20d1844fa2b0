/** Freezes a value with everything inside it. Maps and sets cannot be frozen; their types are read-only. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  const members = value instanceof Map || value instanceof Set ? value.values() : Object.values(value)
  for (const member of members) deepFreeze(member)
  return Object.freeze(value)
}
