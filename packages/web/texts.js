import { readFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { transformSync } from '@babel/core'
import macros from '@lingui/babel-plugin-lingui-macro'
import { formatter } from '@lingui/format-po'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'

/**
 * Tools for the app's texts: they replace Lingui's macros, in the build and in tests that import modules of the app,
 * and read and write the files of other languages. Plain JavaScript, like everything that `npm install` runs.
 *
 * @typedef {{ id: string, message: string, context?: string }} Text
 * @typedef {{ translation?: string, message?: string, context?: string, comments?: string[], origin?: [string][] }} Entry
 */
const MACRO = /from '@lingui\/(core|react)\/macro'/
const po = formatter({ lineNumbers: false, printPlaceholdersInComments: false })

const linguiConfig = {
  macro: { corePackage: ['@lingui/core/macro'], jsxPackage: ['@lingui/react/macro'] },
  runtimeConfigModule: {
    i18n: ['#texts/i18n.ts', 'i18n'],
    Trans: ['@lingui/react', 'Trans'],
    useLingui: ['@lingui/react', 'useLingui'],
  },
}

/** Returns whether a module has texts that {@link compileTexts} finds. @param {string} code */
export function hasTexts(code) {
  return MACRO.test(code)
}

/**
 * Replaces the macros of a module. The English texts stay in the module, in compiled form. English therefore needs no
 * file and the browser no compiler, and each page loads only its own texts.
 *
 * @param {string} code
 * @param {string} filename
 * @param {(text: Text) => void} [onText]
 */
export function compileTexts(code, filename, onText) {
  const result = transformSync(code, {
    filename,
    babelrc: false,
    configFile: false,
    sourceMaps: true,
    parserOpts: { plugins: filename.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
    plugins: [
      [macros, { descriptorFields: onText === undefined ? 'message' : 'all', linguiConfig }],
      [compileMessages, { onText }],
    ],
  })
  return { code: result?.code ?? '', map: result?.map }
}

/** Babel plugin that compiles the messages that the macros left behind. */
function compileMessages({ types: t }) {
  return {
    visitor: {
      Program: {
        exit(/** @type {any} */ program, /** @type {any} */ state) {
          program.traverse({
            ObjectExpression(/** @type {any} */ { node }) {
              const members = Object.fromEntries(
                node.properties.map((/** @type {any} */ one) => [one.key?.name, one.value]),
              )
              const { id, message, context } = members
              if (!t.isStringLiteral(id) || !t.isStringLiteral(message)) return
              state.opts.onText?.({
                id: id.value,
                message: message.value,
                ...(context !== undefined && { context: context.value }),
              })
              const compiled = JSON.parse(JSON.stringify(compileMessageOrThrow(message.value)))
              Object.assign(message, t.valueToNode(compiled))
            },
          })
        },
      },
    },
  }
}

/**
 * Returns the texts of the app, sorted by their wording, so that a text keeps its position wherever it is used. Leaves
 * out the gallery, which is only in English, because only developers see it.
 *
 * @param {string} root
 * @param {readonly string[]} files
 */
export function readTexts(root, files) {
  /** @type {Map<string, Entry & Text>} */
  const texts = new Map()
  for (const file of files) {
    const code = readFileSync(file, 'utf8')
    if (!hasTexts(code) || file.includes('/ui/gallery/')) continue
    /** @type {[string]} */
    const origin = [relative(root, file)]
    compileTexts(code, file, ({ id, message, context }) => {
      const known = texts.get(id)
      if (known === undefined) texts.set(id, { id, message, ...(context && { context }), origin: [origin] })
      else known.origin?.push(origin)
    })
  }
  const key = ([, { message, context = '' }]) => `${message}\n${context}`
  return new Map([...texts].sort((a, b) => (key(a) < key(b) ? -1 : 1)))
}

/**
 * Returns the file of a language with the current texts, and with the translations of the existing file.
 *
 * @param {ReadonlyMap<string, Entry & Text>} texts
 * @param {string} existing
 */
export function withTexts(texts, existing) {
  const known = readPo(existing)
  const catalogue = Object.fromEntries(
    [...texts].map(([id, { id: _, ...text }]) => [
      id,
      { ...text, translation: known[id]?.translation ?? '', extra: known[id]?.extra },
    ]),
  )
  return String(po.serialize(catalogue, { locale: undefined, sourceLocale: 'en', existing }))
}

/**
 * Returns the entries of a language's file, by id.
 *
 * @param {string} content
 * @returns {Record<string, Entry & { extra?: any }>}
 */
export function readPo(content) {
  return /** @type {any} */ (po.parse(content, { locale: undefined, sourceLocale: 'en' }))
}

/** @returns {import('vite').Plugin} */
export function textsPlugin() {
  return {
    name: 'texts',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/.*\.(tsx?|po)$/ },
      handler(code, id) {
        if (id.endsWith('.po')) return { code: toModule(code, id), map: null, moduleType: 'js' }
        return hasTexts(code) ? compileTexts(code, id) : undefined
      },
    },
  }
}

/** Returns the translations as a module. @param {string} content @param {string} id */
function toModule(content, id) {
  const messages = Object.entries(readPo(content)).flatMap(([key, { translation }]) =>
    translation ? [[key, compileTranslation(translation, id)]] : [],
  )
  return `export const messages = JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(messages)))})`
}

/** @param {string} translation @param {string} id */
function compileTranslation(translation, id) {
  try {
    return compileMessageOrThrow(translation)
  } catch (cause) {
    throw new SyntaxError(`${basename(id)}: ${translation}`, { cause })
  }
}
