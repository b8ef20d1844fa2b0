import { i18n } from '@lingui/core'

// The English strings are in the source code, so there is nothing to load.
i18n.loadAndActivate({ locale: 'en', messages: {} })

/** Provides the macros' strings in the current language. */
export { i18n }
