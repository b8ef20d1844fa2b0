// Made by `npm run generate` from packages/catalog/typeform; do not edit.

/**
 * Reads forms, responses, webhooks, workspaces, images and themes of Typeform, and writes forms,
 * webhooks and workspaces.
 */
export interface Typeform {
  forms: {
    /** Get one form. Use it when the id is known and you need its questions. */
    get: {
      params: {
        /** Id of the form, from forms list. */
        form_id: string
      }
      record: Form
    }
    /** List forms. Use it to find a form by its title or workspace. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        page_size?: number
        /** Only those whose title has this text. */
        search?: string
        /** Id of the workspace, from workspaces list. */
        workspace_id?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Form
    }
    /** Create a form. Use it to create a form with its questions. */
    create: {
      params: {
        /** Title. */
        title: string
        /** Questions, each with title, type, ref and properties. */
        fields?: Record<string, unknown>[]
        /** Settings, such as language and is_public. */
        settings?: Record<string, unknown>
        /** Workspace, by its address: href. */
        workspace?: Record<string, unknown>
        /** Theme, by its address: href. */
        theme?: Record<string, unknown>
      }
      record: Form
    }
    /** Delete a form. Use it to remove a form with all its responses for good. */
    delete: {
      params: {
        /** Id of the form, from forms list. */
        form_id: string
      }
      record: Record<string, unknown>
    }
  }
  responses: {
    /** List responses of a form. Use it to read answers of some time, the newest first. */
    list: {
      params: {
        /** Id of the form, from forms list. */
        form_id: string
        /** How many records a page holds. Default: 25. */
        page_size?: number
        /** Only responses from this moment on. */
        since?: string
        /** Only responses until this moment. */
        until?: string
        /** Only responses after the one with this token. */
        after?: string
        /** `end_cursor` of the page before: only responses before the one with this token. */
        before?: string
        /** Member and way to sort. */
        sort?: string
        /** Whether only responses that were finished are given, or only others. */
        completed?: boolean
        /** Only responses with this text. */
        query?: string
        /** Only these responses, by their ids, separated by commas. */
        included_response_ids?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Response
    }
    /** Delete responses of a form. Use it to remove answers of some people for good. */
    delete: {
      params: {
        /** Id of the form, from forms list. */
        form_id: string
        /** Only these responses, by their ids, separated by commas. */
        included_response_ids: string
      }
      record: Record<string, unknown>
    }
  }
  webhooks: {
    /** Get one webhook. Use it when the name is known. */
    get: {
      params: {
        /** Id of the form, from forms list. */
        form_id: string
        /** Name of the webhook. */
        tag: string
      }
      record: Webhook
    }
    /** List webhooks of a form. Use it to see where answers go. */
    list: {
      params: {
        /** Id of the form, from forms list. */
        form_id: string
      }
      record: Webhook
    }
    /** Create or change a webhook. Use it to send answers to an address of yours. */
    update: {
      params: {
        /** Id of the form, from forms list. */
        form_id: string
        /** Name of the webhook. */
        tag: string
        /** Address that answers are sent to. */
        url: string
        /** Whether it works. */
        enabled?: boolean
        /** Text by which requests are signed. */
        secret?: string
        /** Whether the certificate is checked. */
        verify_ssl?: boolean
      }
      record: Webhook
    }
    /** Delete a webhook. Use it to send answers there no more. */
    delete: {
      params: {
        /** Id of the form, from forms list. */
        form_id: string
        /** Name of the webhook. */
        tag: string
      }
      record: Record<string, unknown>
    }
  }
  workspaces: {
    /** Get one workspace. Use it when the id is known. */
    get: {
      params: {
        /** Id of the workspace, from workspaces list. */
        workspace_id: string
      }
      record: Workspace
    }
    /** List workspaces. Use it to find workspaces. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        page_size?: number
        /** Only those whose title has this text. */
        search?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Workspace
    }
    /** Create a workspace. Use it to group forms. */
    create: {
      params: {
        /** Name. */
        name: string
      }
      record: Workspace
    }
  }
  images: {
    /** List images. Use it to find images of the account. */
    list: {
      params: Record<string, never>
      record: Image
    }
  }
  themes: {
    /** Get one theme. Use it when the id is known. */
    get: {
      params: {
        /** Id of the theme, from themes list. */
        theme_id: string
      }
      record: Theme
    }
    /** List themes. Use it to find how forms may look. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Theme
    }
  }
  viewer: {
    /** Get the account of the token. Use it to see whose account it is. */
    get: {
      params: Record<string, never>
      record: Viewer
    }
  }
}

/** A form: questions to people. */
export interface Form {
  /** Id. Goes into `form_id`. */
  id?: string
  /** Title. */
  title?: string
  /** Kind. */
  type?: string
  /** When it last changed. */
  last_updated_at?: string
  /** When it was made. */
  created_at?: string
  /** Its place in the API. */
  self?: Record<string, unknown>
  /** Where people answer. */
  _links?: Record<string, unknown>
  /** Settings. */
  settings?: Record<string, unknown>
  /** Theme. */
  theme?: Record<string, unknown>
  /** Workspace. */
  workspace?: Record<string, unknown>
  /** Questions; in one form alone. */
  fields?: Record<string, unknown>[]
  /** What comes after which answer. */
  logic?: Record<string, unknown>[]
  /** Fields that a link fills in. */
  hidden?: string[]
  /** First pages. */
  welcome_screens?: Record<string, unknown>[]
  /** Last pages. */
  thankyou_screens?: Record<string, unknown>[]
}

/** What someone answered. */
export interface Response {
  /** Id. */
  response_id?: string
  /** Token. Goes into `before`. */
  token?: string
  /** Id of the visit. */
  landing_id?: string
  /** When the form was opened. */
  landed_at?: string
  /** When it was finished. */
  submitted_at?: string
  /** Answers, each with field and value. */
  answers?: Record<string, unknown>[] | null
  /** Fields that the link filled in. */
  hidden?: Record<string, unknown>
  /** Score. */
  calculated?: Record<string, unknown>
  /** Variables. */
  variables?: Record<string, unknown>[]
  /** Browser. */
  metadata?: Record<string, unknown>
  /** Tags. */
  tags?: string[]
}

/** Where answers go. */
export interface Webhook {
  /** Id. */
  id?: string
  /** Form. */
  form_id?: string
  /** Name. Goes into `tag`. */
  tag?: string
  /** Address. */
  url?: string
  /** Whether it works. */
  enabled?: boolean
  /** Whether the certificate is checked. */
  verify_ssl?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A workspace with forms. */
export interface Workspace {
  /** Id. Goes into `workspace_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Account. */
  account_id?: string
  /** Whether it is the first one. */
  default?: boolean
  /** Whether others see it. */
  shared?: boolean
  /** Its forms. */
  forms?: Record<string, unknown>
  /** Its people. */
  members?: Record<string, unknown>[]
  /** Its place in the API. */
  self?: Record<string, unknown>
}

/** An image of the account. */
export interface Image {
  /** Id. */
  id?: string
  /** Name of the file. */
  file_name?: string
  /** Address. */
  src?: string
  /** Type. */
  media_type?: string
  /** Width in pixels. */
  width?: number
  /** Height in pixels. */
  height?: number
  /** Whether it is transparent. */
  has_alpha?: boolean
  /** Colour. */
  avg_color?: string
  /** Where it came from. */
  upload_source?: string
}

/** How forms look. */
export interface Theme {
  /** Id. Goes into `theme_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Who may use it. */
  visibility?: string
  /** Font. */
  font?: string
  /** Colours. */
  colors?: Record<string, unknown>
  /** Background. */
  background?: Record<string, unknown> | null
  /** Whether buttons are transparent. */
  has_transparent_button?: boolean
  /** How questions look. */
  fields?: Record<string, unknown>
  /** How pages look. */
  screens?: Record<string, unknown>
  /** Corners. */
  rounded_corners?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The account of the token. */
export interface Viewer {
  /** Id. */
  user_id?: string
  /** Address. */
  email?: string
  /** Name. */
  alias?: string
  /** Language. */
  language?: string
}
