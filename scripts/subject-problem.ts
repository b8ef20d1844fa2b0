const MOST = 72
const FORM = /^(?:feat|fix|docs|test|refactor|perf|build|ci|chore|style|revert)(?:\([a-z0-9-]+\))?!?: (.+)$/
/** First words that name a thing or a person. An imperative begins with its verb. */
const NOT_A_VERB =
  /^(?:an?|the|this|that|these|those|it|its|what|who|whose|which|where|when|while|how|all|each|every|no|not|nobody|nothing|some|one|two|of|in|on|at|by|for|with|without|after|before|from|if|as|also|more|new|only|now)$/i
/** Verbs that look like another form, such as a past tense or a plural. */
const IMPERATIVES = /^(?:\w*(?:ss|us|ias|need|feed|speed|seed|embed|shed|bring|string|ring|sing))$/i

/** Returns what is wrong with the subject of a commit. */
export function findProblem(subject: string): string | undefined {
  if (subject.length > MOST) return `It has ${subject.length} characters; ${MOST} at most.`
  const [, text] = FORM.exec(subject) ?? []
  if (text === undefined) return 'Begin with a type and a colon, such as "fix(server): ".'
  const [word = ''] = /^[\w'-]+/.exec(text) ?? []
  if (NOT_A_VERB.test(word)) return `Begin with a verb in the imperative, not with "${word}".`
  if (/(?:ed|ing|s)$/.test(word) && !IMPERATIVES.test(word))
    return `"${word}" is no imperative: write "fix", not "fixes", "fixed" or "fixing".`
  return undefined
}
