// Made by `npm run generate` from packages/catalog/intercom; do not edit.

/**
 * Reads contacts, conversations, companies, teams, admins, tags and segments of an Intercom workspace,
 * and makes and changes contacts, companies, tags, notes and internal articles.
 */
export interface Intercom {
  contacts: {
    /**
     * Get one contact. Use it when the id is known, from a conversation for instance, and you need name,
     * address or attributes.
     */
    get: {
      params: {
        /** Id of the contact. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Contact
    }
    /**
     * List contacts. Use it to go through users and leads, latest first. There is no search here: go
     * through the pages.
     */
    list: {
      params: {
        /** How many records a page holds, at most 150; 20 when left out. Default: 20. */
        per_page?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        starting_after?: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Contact
    }
    /**
     * Add a contact. Use it to add a user or lead. A user needs an address or an `external_id`; one that
     * exists already is an error.
     */
    create: {
      params: {
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Whether a user or a lead. */
        role: "user" | "lead"
        /** Id in a system of your own. */
        external_id?: string
        /** Address. */
        email?: string
        /** Telephone number. */
        phone?: string
        /** Name. */
        name?: string
        /** URL of a picture. */
        avatar?: string
        /** When the contact signed up, in seconds since 1970. */
        signed_up_at?: number
        /** When the contact was last there, in seconds since 1970. */
        last_seen_at?: number
        /** Admin who looks after the contact. */
        owner_id?: number
        /** Whether the contact wants no mail. */
        unsubscribed_from_emails?: boolean
        /** Values of further attributes, which must exist. */
        custom_attributes?: Record<string, unknown>
      }
      record: Contact
    }
    /** Change a contact. Use it to correct what is known of a contact. What you leave out stays. */
    update: {
      params: {
        /** Id of the contact. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Whether a user or a lead. */
        role?: "user" | "lead"
        /** Id in a system of your own. */
        external_id?: string
        /** Address. */
        email?: string
        /** Telephone number. */
        phone?: string
        /** Name. */
        name?: string
        /** URL of a picture. */
        avatar?: string
        /** When the contact signed up, in seconds since 1970. */
        signed_up_at?: number
        /** When the contact was last there, in seconds since 1970. */
        last_seen_at?: number
        /** Admin who looks after the contact. */
        owner_id?: number
        /** Whether the contact wants no mail. */
        unsubscribed_from_emails?: boolean
        /** Values of further attributes, which must exist. */
        custom_attributes?: Record<string, unknown>
      }
      record: Contact
    }
  }
  conversations: {
    /**
     * Get one conversation. Use it when the id is known and you need what was said: the first message and
     * the parts after it, of more than 500 the latest 500.
     */
    get: {
      params: {
        /** Id of the conversation. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Conversation
    }
    /**
     * List conversations. Use it to go through conversations, what changed last first. What was said is
     * only in conversations get.
     */
    list: {
      params: {
        /** How many records a page holds, at most 150; 20 when left out. Default: 20. */
        per_page?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        starting_after?: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Conversation
    }
  }
  companies: {
    /** Get one company. Use it when Intercom's id is known and you need plan, size or attributes. */
    get: {
      params: {
        /** Id of the company. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Company
    }
    /**
     * List companies. Use it to go through companies, all of them or those of a tag or segment; at most
     * 10,000, and none without users. There is no search by name here.
     */
    list: {
      params: {
        /** Only companies that have this tag. Not together with `segment_id`. */
        tag_id?: string
        /** Only companies of this segment. Not together with `tag_id`. */
        segment_id?: string
        /** Which page to fetch, counted from 1. Default: 1. */
        page?: number
        /** How many records a page holds; 15 when left out. Default: 15. */
        per_page?: number
        /** Companies are paged by `page`; Intercom does not know this one here. Leave it out. */
        starting_after?: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 15. */
        limit?: number
      }
      record: Company
    }
    /**
     * Add or change a company. Use it to add a company by its id in a system of your own. A company that
     * has that id already is changed instead.
     */
    create: {
      params: {
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Id in a system of your own. It cannot be changed later. */
        company_id: string
        /** Name. */
        name?: string
        /** Name of the plan. */
        plan?: string
        /** What it pays a month. */
        monthly_spend?: number
        /** Number of people. */
        size?: number
        /** Web site. */
        website?: string
        /** Industry. */
        industry?: string
        /** Values of further attributes, which must exist. */
        custom_attributes?: Record<string, unknown>
      }
      record: Company
    }
    /**
     * Change a company. Use it to correct what is known of a company, by Intercom's own id. What you leave
     * out stays.
     */
    update: {
      params: {
        /** Id of the company at Intercom. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Name. */
        name?: string
        /** Name of the plan. */
        plan?: string
        /** What it pays a month. */
        monthly_spend?: number
        /** Number of people. */
        size?: number
        /** Web site. */
        website?: string
        /** Industry. */
        industry?: string
        /** Values of further attributes, which must exist. */
        custom_attributes?: Record<string, unknown>
      }
      record: Company
    }
  }
  teams: {
    /** Get one team. Use it when the id is known and you need name or admins. */
    get: {
      params: {
        /** Id of the team. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Team
    }
    /** List teams. Use it to see which teams there are and who is in them. */
    list: {
      params: {
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Team
    }
  }
  viewer: {
    /**
     * Get the credential's own admin and workspace. Use it to learn which Intercom workspace calls reach,
     * and as whom they are made.
     */
    get: {
      params: {
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Viewer
    }
  }
  admins: {
    /** Get one admin. Use it when the id is known, from a conversation for instance, and you need the name. */
    get: {
      params: {
        /** Id of the admin. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Admin
    }
    /** List admins. Use it to find the id of a person who works in the workspace by name. */
    list: {
      params: {
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Admin
    }
  }
  tags: {
    /** Get one tag. Use it when the id is known and you need the name. */
    get: {
      params: {
        /** Id of the tag. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Tag
    }
    /** List tags. Use it to see which tags there are. */
    list: {
      params: {
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Tag
    }
    /**
     * Create a tag. Use it to make a tag. A name that exists gives the tag that has it, whatever its
     * letter case. It tags nothing by itself.
     */
    create: {
      params: {
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Name. */
        name: string
      }
      record: Tag
    }
  }
  notes: {
    /** Write a note about a contact. Use it to keep something about a contact. Only admins see it. */
    create: {
      params: {
        /** Id of the contact. */
        contact_id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Text. */
        body: string
        /** Admin who writes. */
        admin_id?: string
      }
      record: Note
    }
  }
  segments: {
    /** Get one segment. Use it when the id is known and you need the name. */
    get: {
      params: {
        /** Id of the segment. */
        id: string
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Segment
    }
    /** List segments. Use it to see which segments there are and, with `include_count`, how large they are. */
    list: {
      params: {
        /** Whether to count the contacts of each. Default: false. */
        include_count?: boolean
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
      }
      record: Segment
    }
  }
  internal_articles: {
    /**
     * Write an internal article. Use it to write down something for the people who answer; contacts never
     * see it.
     */
    create: {
      params: {
        /** API version this document is written for. Sent by default; callers leave it out. Default: 2.11. */
        "Intercom-Version"?: string
        /** Title. */
        title: string
        /** Admin who owns it. */
        owner_id: number
        /** Admin who writes it. */
        author_id: number
        /** Text as HTML. */
        body?: string
      }
      record: InternalArticle
    }
  }
}

/** A user or lead. */
export interface Contact {
  /** `contact`. */
  type?: string
  /** Id. Goes into `id` and `contact_id`. */
  id?: string
  /** Id in a system of your own. */
  external_id?: string | null
  /** `user` or `lead`. */
  role?: string
  /** Address. */
  email?: string | null
  /** Telephone number. */
  phone?: string | null
  /** Name. */
  name?: string | null
  /** Picture. */
  avatar?: string | null
  /** Admin who looks after the contact. */
  owner_id?: number | null
  /** Workspace. */
  workspace_id?: string
  /** Whether mail comes back. */
  has_hard_bounced?: boolean
  /** Whether the contact called a mail spam. */
  marked_email_as_spam?: boolean
  /** Whether the contact wants no mail. */
  unsubscribed_from_emails?: boolean
  /** When the contact signed up, in seconds since 1970. */
  signed_up_at?: number | null
  /** When the contact was last there. */
  last_seen_at?: number | null
  /** When the contact last answered. */
  last_replied_at?: number | null
  /** When the contact was last written to. */
  last_contacted_at?: number | null
  /** Country, region and city. */
  location?: Record<string, unknown>
  /** Values of further attributes. */
  custom_attributes?: Record<string, unknown>
  /** Tags: the first of them, and where the others are. */
  tags?: Record<string, unknown>
  /** Companies: the first of them, and where the others are. */
  companies?: Record<string, unknown>
  /** Notes: the first of them, and where the others are. */
  notes?: Record<string, unknown>
  /** When it was made, in seconds since 1970. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
}

/** A conversation with a contact. */
export interface Conversation {
  /** `conversation`. */
  type?: string
  /** Id. */
  id?: string
  /** Title. */
  title?: string | null
  /** `open`, `closed` or `snoozed`. */
  state?: string
  /** Whether it is open. */
  open?: boolean
  /** Whether the last part was read. */
  read?: boolean
  /** `priority` or `not_priority`. */
  priority?: string
  /** Since when the contact waits, in seconds since 1970. */
  waiting_since?: number | null
  /** Until when it rests. */
  snoozed_until?: number | null
  /** Admin who works on it. */
  admin_assignee_id?: number | null
  /** Team that works on it. */
  team_assignee_id?: string | null
  /** First message: `body`, `author` and how it came in. */
  source?: Record<string, unknown>
  /** Contacts in it. */
  contacts?: Record<string, unknown>
  /** Admins in it. */
  teammates?: Record<string, unknown> | null
  /** Tags. */
  tags?: Record<string, unknown>
  /** Times and counts. */
  statistics?: Record<string, unknown> | null
  /** What the contact thought of it. */
  conversation_rating?: Record<string, unknown> | null
  /** What was said after the first message. Only in get. */
  conversation_parts?: Record<string, unknown>
  /** Values of further attributes. */
  custom_attributes?: Record<string, unknown>
  /** When it was made, in seconds since 1970. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
}

/** A company. */
export interface Company {
  /** `company`. */
  type?: string
  /** Id at Intercom. Goes into `id`. */
  id?: string
  /** Id in a system of your own. */
  company_id?: string
  /** Name. */
  name?: string
  /** Plan, with `name`. */
  plan?: Record<string, unknown>
  /** Number of people. */
  size?: number
  /** Web site. */
  website?: string
  /** Industry. */
  industry?: string
  /** What it pays a month. */
  monthly_spend?: number
  /** Number of visits. */
  session_count?: number
  /** Number of users. */
  user_count?: number
  /** Workspace. */
  app_id?: string
  /** When it began, in seconds since 1970. */
  remote_created_at?: number
  /** When it was last there. */
  last_request_at?: number
  /** Values of further attributes. */
  custom_attributes?: Record<string, unknown>
  /** Tags. */
  tags?: Record<string, unknown>
  /** Segments. */
  segments?: Record<string, unknown>
  /** When it was made, in seconds since 1970. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
}

/** A team of admins. */
export interface Team {
  /** `team`. */
  type?: string
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Admins in it. */
  admin_ids?: number[]
}

/** The credential's own admin, and its workspace. */
export interface Viewer {
  /** `admin`. */
  type?: string
  /** Id of the admin. */
  id?: string
  /** Address. */
  email?: string
  /** Name. */
  name?: string
  /** Whether the address was checked. */
  email_verified?: boolean
  /** Whether the admin uses the inbox. */
  has_inbox_seat?: boolean
  /** Picture. */
  avatar?: Record<string, unknown>
  /** The workspace. */
  app?: {
    /** `app`. */
    type?: string
    /** Id of the workspace. */
    id_code?: string
    /** Name of the workspace. */
    name?: string
    /** `US`, `EU` or `AU`. */
    region?: string
    /** Time zone. */
    timezone?: string
    /** When it was made, in seconds since 1970. */
    created_at?: number
    /** Whether identities of users are checked. */
    identity_verification?: boolean
  }
}

/** A person who works in the workspace. */
export interface Admin {
  /** `admin`. */
  type?: string
  /** Id. Goes into `admin_id`, `owner_id` and `author_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string
  /** What the person does. */
  job_title?: string
  /** Whether the person is away. */
  away_mode_enabled?: boolean
  /** Whether conversations then go to others. */
  away_mode_reassign?: boolean
  /** Whether the person uses the inbox. */
  has_inbox_seat?: boolean
  /** Teams. */
  team_ids?: number[]
  /** Picture. */
  avatar?: Record<string, unknown>
}

/** A tag. */
export interface Tag {
  /** `tag`. */
  type?: string
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** When it was put on, on a record. */
  applied_at?: number
  /** Who put it on. */
  applied_by?: Record<string, unknown>
}

/** A note about a contact. */
export interface Note {
  /** `note`. */
  type?: string
  /** Id. */
  id?: string
  /** Text, as HTML. */
  body?: string
  /** Contact. */
  contact?: Record<string, unknown>
  /** Admin who wrote it. */
  author?: Record<string, unknown>
  /** When it was written, in seconds since 1970. */
  created_at?: number
}

/** A segment: contacts or companies by conditions. */
export interface Segment {
  /** `segment`. */
  type?: string
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** `contact` or `user`. */
  person_type?: string
  /** How many are in it, if asked for. */
  count?: number | null
  /** When it was made, in seconds since 1970. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
}

/** An article for admins. */
export interface InternalArticle {
  /** Id. */
  id?: string
  /** Title. */
  title?: string
  /** Text as HTML. */
  body?: string
  /** Admin who owns it. */
  owner_id?: number
  /** Admin who wrote it. */
  author_id?: number
  /** Language. */
  locale?: string
  /** When it was made, in seconds since 1970. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
}
