/**
 * Declarations with two spaces for each brace they are in. It knows the code that is printed here: a line
 * ends with the brace it opens and begins with the one it closes, and comments are left where they are put.
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
