// JSON and names that come from elsewhere.
export { isJsonObject, ownMember } from './json-object.ts'
export { nearest, probablyMeant } from './nearest.ts'
export { parseJson } from './parse-exact.ts'
export { scanJson } from './scan-json.ts'
