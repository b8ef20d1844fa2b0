import { i18n } from '@lingui/core'

// Of English there is nothing to load: it is where it is written.
i18n.loadAndActivate({ locale: 'en', messages: {} })

/** What the macros ask for a text, in the language of the moment. */
export { i18n }
