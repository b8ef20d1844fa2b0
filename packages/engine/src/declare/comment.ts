const WIDTH = 100

/** Returns code with a documentation comment before it. The text cannot end the comment. */
export function documented(text: string | undefined, code: string): string {
  const words = (text ?? '').replaceAll('*/', '*\\/').split(/\s+/).filter(Boolean)
  if (words.length === 0) return code
  const lines = wrapped(words)
  if (lines.length === 1) return `/** ${lines[0]} */\n${code}`
  return `/**\n${lines.map((line) => ` * ${line}`).join('\n')}\n */\n${code}`
}

function wrapped(words: readonly string[]): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line !== '' && line.length + word.length + 1 > WIDTH) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
