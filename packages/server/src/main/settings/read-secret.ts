import { readFileSync } from 'node:fs'

/** Secret setting and its origin. */
export interface GivenSecret {
  readonly text: string
  /** File that contained the secret. Undefined if the variable contained it. */
  readonly file: string | undefined
}

/**
 * Reads a secret from its variable, or from the file named by the variable with the suffix `_FILE`. White space around
 * the content of a file is ignored: editors and `echo` end it with a newline.
 *
 * @throws Error that names the variable and the file, and never the secret.
 */
export function readSecret(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): GivenSecret | undefined {
  const text = environment[name] || undefined
  const file = environment[toFileVariable(name)] || undefined
  if (file === undefined) return text === undefined ? undefined : { text, file }
  if (text !== undefined)
    throw new Error(`${name} and ${toFileVariable(name)} are both set: keep one of them.`)
  const content = readText(name, file).trim()
  if (content === '') throw new Error(`${toFileVariable(name)} names ${file}, which is empty.`)
  return { text: content, file }
}

/** Returns the variable that names a file with the value of `name`. */
export function toFileVariable(name: string): string {
  return `${name}_FILE`
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'the user who runs this process may not read it',
  EISDIR: 'it is a directory',
}

function readText(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException
    throw new Error(
      `${toFileVariable(name)} names ${file}, which cannot be read: ${REASONS[code] ?? code}.`,
      { cause },
    )
  }
}
