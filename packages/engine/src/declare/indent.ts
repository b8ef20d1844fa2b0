/**
 * Indents declarations by two spaces for each open brace. It relies on the printed form: a brace opens at the end of a
 * line and closes at the beginning of one, and comments need no change.
 */
export function indented(code: string): string {
  let depth = 0
  let isComment = false
  const lines = code.split('\n').map((line) => {
    if (line.startsWith('/*')) isComment = true
    const isCode = !isComment
    if (line.endsWith('*/')) isComment = false
    if (isCode && /^[}\])]/.test(line)) depth--
    const placed = line === '' ? '' : `${'  '.repeat(depth)}${line}`
    if (isCode && /[{[(]$/.test(line)) depth++
    return placed
  })
  return lines.join('\n')
}
