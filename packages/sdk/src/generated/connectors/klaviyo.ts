// Made by `npm run generate` from packages/catalog/klaviyo; do not edit.

/**
 * Reads profiles, lists, segments, campaigns, events, metrics, flows and templates of Klaviyo, and
 * writes profiles, lists, events and templates.
 */
export interface Klaviyo {
  accounts: {
    /** Get the account. Use it to see name, time zone and currency of the account. */
    list: {
      params: {
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Account
    }
  }
  profiles: {
    /** Get one profile. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Profile
    }
    /** List profiles. Use it to find profiles, by address with a filter, or those that changed last. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        "page[size]"?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "created" | "-created" | "updated" | "-updated" | "email" | "-email" | "id" | "-id"
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Profile
    }
    /** Add a profile. Use it to add someone; an address that is known is refused with its id. */
    create: {
      params: {
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The record, as JSON:API has it: type, attributes, and id where it is changed. */
        data: Record<string, unknown>
      }
      record: Profile
    }
    /** Change a profile. Use it to change values of a profile; those that are left out stay. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The profile: type, id, and attributes to change. */
        data: Record<string, unknown>
      }
      record: Profile
    }
  }
  profile_subscriptions: {
    /**
     * Subscribe profiles. Use it for people who agreed to marketing, with the list they go into. They may
     * be asked to confirm.
     */
    create: {
      params: {
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The job: type, attributes.profiles and relationships.list. */
        data: Record<string, unknown>
      }
      record: Record<string, unknown>
    }
  }
  lists: {
    /** Get one list. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: List
    }
    /** List lists. Use it to find a list by its name. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        "page[size]"?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "created" | "-created" | "name" | "-name" | "updated" | "-updated"
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: List
    }
    /** Create a list. Use it to create an empty list. */
    create: {
      params: {
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The list: type and attributes.name. */
        data: Record<string, unknown>
      }
      record: List
    }
    /** Rename a list. Use it to rename a list. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The list: type, id and attributes.name. */
        data: Record<string, unknown>
      }
      record: List
    }
    /** Delete a list. Use it to remove a list for good; its profiles stay. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Record<string, unknown>
    }
  }
  list_profiles: {
    /** List profiles of a list. Use it to see who is in a list. */
    list: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** How many records a page holds. Default: 20. */
        "page[size]"?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: ListProfile
    }
  }
  list_memberships: {
    /**
     * Add profiles to a list. Use it to add profiles to a list. It records no consent; for consent use
     * profile_subscriptions create.
     */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Profiles, each with type and id. */
        data: Record<string, unknown>[]
      }
      record: Record<string, unknown>
    }
    /** Remove profiles from a list. Use it to remove profiles from one list. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Profiles, each with type and id. */
        data: Record<string, unknown>[]
      }
      record: Record<string, unknown>
    }
  }
  segments: {
    /** Get one segment. Use it when the id is known and you need its condition. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Segment
    }
    /** List segments. Use it to find a segment by its name. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Segment
    }
  }
  segment_profiles: {
    /** List profiles of a segment. Use it to see who is in a segment. */
    list: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** How many records a page holds. Default: 20. */
        "page[size]"?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: ListProfile
    }
  }
  campaigns: {
    /** Get one campaign. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Campaign
    }
    /** List campaigns. Use it to see campaigns of a channel, mail unless you say otherwise. */
    list: {
      params: {
        /**
         * Condition, which has to name the channel: email, sms or mobile_push. Default:
         * "equals(messages.channel,'email')".
         */
        filter?: string
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "created_at" | "-created_at" | "id" | "-id" | "name" | "-name" | "scheduled_at" | "-scheduled_at" | "updated_at" | "-updated_at"
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Campaign
    }
  }
  events: {
    /** Get one event. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Event
    }
    /** List events. Use it to see what happened, of one profile or metric with a filter. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        "page[size]"?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "datetime" | "-datetime" | "timestamp" | "-timestamp"
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Event
    }
    /**
     * Record an event. Use it to record an event of a profile. It may start flows. With unique_id it
     * counts once.
     */
    create: {
      params: {
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The event: type, and attributes with metric, profile, properties, time, value and unique_id. */
        data: Record<string, unknown>
      }
      record: Record<string, unknown>
    }
  }
  metrics: {
    /** Get one metric. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Metric
    }
    /** List metrics. Use it to find the id of a kind of event. */
    list: {
      params: {
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Metric
    }
  }
  flows: {
    /** Get one flow. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Flow
    }
    /** List flows. Use it to see flows, with a filter those of a state. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        "page[size]"?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "created" | "-created" | "id" | "-id" | "name" | "-name" | "status" | "-status" | "updated" | "-updated"
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Flow
    }
    /** Turn a flow on or off. Use it to set the state of a flow: draft, manual or live. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The flow: type, id and attributes.status. */
        data: Record<string, unknown>
      }
      record: Flow
    }
  }
  email_templates: {
    /** Get one template. Use it when the id is known and you need its text. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: EmailTemplate
    }
    /** List templates. Use it to find a template by its name. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        "page[size]"?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "created" | "-created" | "id" | "-id" | "name" | "-name" | "updated" | "-updated"
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: EmailTemplate
    }
    /** Write a template. Use it to write a template in HTML. */
    create: {
      params: {
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The template: type, and attributes with name, editor_type CODE, html and text. */
        data: Record<string, unknown>
      }
      record: EmailTemplate
    }
    /** Change a template. Use it to change name or text of a template. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** The template: type, id and attributes. */
        data: Record<string, unknown>
      }
      record: EmailTemplate
    }
    /** Delete a template. Use it to remove a template for good. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
      }
      record: Record<string, unknown>
    }
  }
  tags: {
    /** List tags. Use it to find tags. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        "page[cursor]"?: string
        /** Condition in Klaviyo's language of filters. */
        filter?: string
        /** Version of the API. Sent by default; callers leave it out. Default: 2025-10-15. */
        revision?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Tag
    }
  }
}

/** The account. */
export interface Account {
  /** `account`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values: contact_information, industry, timezone, preferred_currency, public_api_key, locale. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** Someone who is known. */
export interface Profile {
  /** `profile`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /**
   * Values: email, phone_number, external_id, first_name, last_name, organization, title, location,
   * properties, created, updated.
   */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** A list of profiles. */
export interface List {
  /** `list`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values: name, opt_in_process, created, updated. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** A profile in a list. */
export interface ListProfile {
  /** `profile`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values of the profile, and joined_group_at. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** Profiles that a condition chooses. */
export interface Segment {
  /** `segment`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values: name, definition, is_active, is_processing, created, updated. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** A mail or message to lists and segments. */
export interface Campaign {
  /** `campaign`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /**
   * Values: name, status, archived, audiences, send_options, tracking_options, send_strategy,
   * created_at, scheduled_at, updated_at, send_time.
   */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** Something that someone did. */
export interface Event {
  /** `event`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values: timestamp, event_properties, datetime, uuid. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** A kind of event. */
export interface Metric {
  /** `metric`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values: name, created, updated, integration. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** Messages that go out by themselves. */
export interface Flow {
  /** `flow`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values: name, status, archived, created, updated, trigger_type. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** A mail to be filled in. */
export interface EmailTemplate {
  /** `template`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values: name, editor_type, html, text, created, updated. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}

/** A tag of campaigns, flows, lists and segments. */
export interface Tag {
  /** `tag`. */
  type?: string
  /** Id. Goes into `id`. */
  id?: string
  /** Values: name. */
  attributes?: Record<string, unknown>
  /** What belongs to it. */
  relationships?: Record<string, unknown>
  /** Its address. */
  links?: Record<string, unknown>
}
