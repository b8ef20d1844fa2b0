import { i18n } from '@lingui/core'

// Of English there is nothing to load: it is where it is written.
i18n.loadAndActivate({ locale: 'en', messages: {} })

/** Source of the macros' strings, in the current language. */
export { i18n }
