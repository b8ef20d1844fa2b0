// Entry point for handling JSON, names and strings from other systems.

export { deepFreeze } from './deep-freeze.ts'
export { encodeForm, encodeStrictly } from './encode-text.ts'
export { isWritableHeader } from './header-text.ts'
export { isJsonObject, ownMember } from './json-object.ts'
export { cutName, listNames, listNearest, suggestNames } from './list-names.ts'
export { probablyMeant } from './nearest.ts'
export { parseJson } from './parse-exact.ts'
export { scanJson } from './scan-json.ts'
