/** Names that the APIs of all models accept. Gemini's rule is the strictest: it takes neither dots nor dashes. */
const SAFE = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/
const LONGEST_NAME = 64

/**
 * Returns the params that need another name as an argument, by that name. The API of a model refuses all tools if one
 * argument has a name such as `filter[id]`. The result depends on the params and their order alone.
 *
 * @param reserved Names of other arguments.
 */
export function getRenamedParams(
  params: readonly string[],
  reserved: readonly string[],
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>()
  const taken = new Set([...reserved, ...params.filter((name) => SAFE.test(name))])
  for (const param of params) {
    if (SAFE.test(param)) continue
    const words = param.replaceAll(/[^A-Za-z0-9_]+/g, '_').replaceAll(/^_+|_+$/g, '')
    const start = (/^[A-Za-z]/.test(words) ? words : `param_${words}`).slice(0, LONGEST_NAME)
    let name = start
    for (let number = 2; taken.has(name); number += 1) {
      const ending = `_${number}`
      name = `${start.slice(0, LONGEST_NAME - ending.length)}${ending}`
    }
    taken.add(name)
    renamed.set(name, param)
  }
  return renamed
}
