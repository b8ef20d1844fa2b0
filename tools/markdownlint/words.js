/**
 * Words that this project does not use, with their replacements. `docs/concepts/README.md` lists the terms of the
 * project.
 */
const WORDS = [
  [/\balike\b/i, 'the same …'],
  [/\bfor good\b/i, 'permanently'],
  [/\btold of\b/i, 'name the receiver: … receives …'],
  [/\b(?:is|are|be|was|were) told\b/i, 'name the actor: the server says …'],
  [/\banswered (?:so|alike)\b/i, 'the response is …'],
  [/\banew\b/i, 'again'],
  [/\bas ever\b/i, 'as usual'],
  [/\bwhoever\b/i, 'anyone who …, or the role'],
  [/\bmeanwhile\b/i, 'during …, or in the meantime'],
  [/\bunder way\b/i, 'in progress'],
  [/\bin vain\b/i, 'without success'],
  [/\btime-outs?\b/i, 'timeout'],
  [/\bgood (?:once|until)\b/i, 'valid …'],
  [/\bthird part(?:y|ies)\b(?!')/i, 'service'],
  [/\berrands?\b/i, 'background task'],
  [/\b(?:the|a) (?:faults?)\b/i, 'error, or problem'],
]

/** Markdownlint rule that text uses the project's words. Code is ignored. */
export default {
  names: ['project-words'],
  description: 'Words of the project (docs/concepts/README.md)',
  tags: ['words'],
  parser: 'none',
  function(params, onError) {
    let fence = ''
    params.lines.forEach((line, index) => {
      const [mark = ''] = /^\s*(?:```+|~~~+)/.exec(line) ?? []
      if (mark !== '' && (fence === '' || mark.trim().startsWith(fence)))
        fence = fence === '' ? mark.trim() : ''
      if (fence !== '' || mark !== '') return
      const text = line.replace(/`[^`]*`|\]\([^)]*\)|<[^>]*>|https?:\S+/g, (code) => ' '.repeat(code.length))
      for (const [word, instead] of WORDS) {
        const [found] = word.exec(text) ?? []
        if (found !== undefined)
          onError({
            lineNumber: index + 1,
            detail: `"${found}": write ${instead}`,
            context: line.trim().slice(0, 80),
          })
      }
    })
  },
}
