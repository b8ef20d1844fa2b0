// Made by `npm run generate` from packages/catalog/sendgrid; do not edit.

/**
 * Sends mail by SendGrid, reads and writes contacts, lists, segments, single sends and templates, and
 * reads and clears suppressions.
 */
export interface Sendgrid {
  contacts: {
    /** Get one contact. Use it when the id is known and you need its fields, lists and segments. */
    get: {
      params: {
        /** Id of the contact, from its list. */
        id: string
      }
      record: Contact
    }
    /**
     * List contacts. Use it to see the 50 contacts that changed last. To find someone, use contacts
     * api_search.
     */
    list: {
      params: Record<string, never>
      record: Contact
    }
    /**
     * Add or change contacts. Use it to add contacts or to change those with the same address. They are
     * written later; see contact_jobs get.
     */
    update: {
      params: {
        /** Contacts, each with email, and first_name, last_name, country, custom_fields and so on. */
        contacts: Record<string, unknown>[]
        /** Ids of the lists that they go into, from lists list. */
        list_ids?: string[]
      }
      record: Record<string, unknown>
    }
    /**
     * Delete contacts. Use it to remove contacts for good, with what is known of them. To take them off a
     * list, use list_contacts delete.
     */
    delete: {
      params: {
        /** Ids of the contacts, separated by commas. */
        ids: string
      }
      record: Record<string, unknown>
    }
    /**
     * Search contacts. Use it to find contacts by a condition on any field. For exact addresses a
     * condition with email = is fastest.
     */
    api_search: {
      params: {
        /** Condition in SendGrid's query language, on members of a contact. */
        query: string
      }
      record: Contact
    }
  }
  contact_jobs: {
    /** Get a job that writes contacts. Use it to see whether contacts update has finished. */
    get: {
      params: {
        /** Id of the job, which contacts update answers, from its list. */
        id: string
      }
      record: ContactJob
    }
  }
  lists: {
    /** Get one list. Use it when the id is known. */
    get: {
      params: {
        /** Id of the list, from its list. */
        id: string
        /** Whether to give some of its contacts too. Default: false. */
        contact_sample?: boolean
      }
      record: List
    }
    /** List lists. Use it to find a list and its size. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        page_size?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        page_token?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: List
    }
    /** Create a list. Use it to create an empty list; add contacts by contacts update. */
    create: {
      params: {
        /** Name. */
        name: string
      }
      record: List
    }
    /** Rename a list. Use it to rename a list. */
    update: {
      params: {
        /** Id of the list, from its list. */
        id: string
        /** Name. */
        name?: string
      }
      record: List
    }
    /**
     * Delete a list. Use it to remove a list. Its contacts stay unless delete_contacts is true; SendGrid
     * then responds with the id of the job that deletes them, for contact_jobs get.
     */
    delete: {
      params: {
        /** Id of the list, from its list. */
        id: string
        /** Whether its contacts are deleted too. Default: false. */
        delete_contacts?: boolean
      }
      record: List2
    }
  }
  list_contacts: {
    /**
     * Remove contacts from a list. Use it to remove contacts from one list; they stay in others and as
     * contacts.
     */
    delete: {
      params: {
        /** Id of the list, from its list. */
        id: string
        /** Ids of the contacts to take out, separated by commas. */
        contact_ids: string
      }
      record: Record<string, unknown>
    }
  }
  segments: {
    /** Get one segment. Use it when the id is known and you need its condition. */
    get: {
      params: {
        /** Id of the segment, from segments list. */
        segment_id: string
        /** Whether to give some of its contacts too. Default: false. */
        contacts_sample?: boolean
      }
      record: Segment
    }
    /** List segments. Use it to find a segment and its size. */
    list: {
      params: {
        /** Only segments of these lists, separated by commas. */
        parent_list_ids?: string
        /** Only segments that belong to no list. Default: false. */
        no_parent_list_id?: boolean
      }
      record: Segment
    }
    /** Create a segment. Use it to choose contacts by a condition. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Condition in SendGrid's SQL of segments. */
        query_dsl: string
      }
      record: Segment
    }
    /** Change a segment. Use it to change name or condition. */
    update: {
      params: {
        /** Id of the segment, from segments list. */
        segment_id: string
        /** Name. */
        name?: string
        /** Condition in SendGrid's SQL of segments. */
        query_dsl?: string
      }
      record: Segment
    }
    /** Delete a segment. Use it to remove a segment; its contacts stay. */
    delete: {
      params: {
        /** Id of the segment, from segments list. */
        segment_id: string
      }
      record: Record<string, unknown>
    }
  }
  campaigns: {
    /** List campaigns. Use it to see campaigns where an account has them. Most mailings are single sends. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        page_size?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        page_token?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Campaign
    }
  }
  singlesends: {
    /** Get one single send. Use it when the id is known and you need text and recipients. */
    get: {
      params: {
        /** Id of the single send, from its list. */
        id: string
      }
      record: Singlesend
    }
    /** List single sends. Use it to see mailings, drafts included. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        page_size?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        page_token?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Singlesend
    }
    /**
     * Write a single send. Use it to write a mailing as a draft. It goes out by singlesend_schedules
     * update.
     */
    create: {
      params: {
        /** Name. */
        name: string
        /** Labels for statistics. */
        categories?: string[]
        /** When to send, in UTC. */
        send_at?: string
        /** To whom: list_ids, segment_ids, or all. */
        send_to?: Record<string, unknown>
        /** The mail: subject, html_content, plain_content, design_id, sender_id, suppression_group_id. */
        email_config?: Record<string, unknown>
      }
      record: Singlesend
    }
    /** Change a single send. Use it to change a draft. */
    update: {
      params: {
        /** Id of the single send, from its list. */
        id: string
        /** Name. */
        name: string
        /** Labels for statistics. */
        categories?: string[]
        /** When to send, in UTC. */
        send_at?: string
        /** To whom: list_ids, segment_ids, or all. */
        send_to?: Record<string, unknown>
        /** The mail: subject, html_content, plain_content, design_id, sender_id, suppression_group_id. */
        email_config?: Record<string, unknown>
      }
      record: Singlesend
    }
    /** Delete a single send. Use it to remove a mailing for good. */
    delete: {
      params: {
        /** Id of the single send, from its list. */
        id: string
      }
      record: Record<string, unknown>
    }
  }
  singlesend_schedules: {
    /**
     * Send a single send. Use it to send a mailing: now, or at a moment. What has gone out cannot be
     * called back.
     */
    update: {
      params: {
        /** Id of the single send, from its list. */
        id: string
        /** When: now, or a moment in UTC. */
        send_at: string
      }
      record: SinglesendSchedule
    }
    /** Stop a single send. Use it to create a draft of a mailing that has not gone out. */
    delete: {
      params: {
        /** Id of the single send, from its list. */
        id: string
      }
      record: Record<string, unknown>
    }
  }
  templates: {
    /** Get one template. Use it when the id is known and you need its versions. */
    get: {
      params: {
        /** Id of the template, from templates list. */
        template_id: string
      }
      record: Template
    }
    /** List templates. Use it to find a template to send with. */
    list: {
      params: {
        /** Which templates: with handlebars (dynamic), without (legacy), or both. Default: legacy,dynamic. */
        generations?: "legacy" | "dynamic" | "legacy,dynamic"
        /** How many records a page holds. Default: 50. */
        page_size?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        page_token?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Template
    }
    /** Create a template. Use it to create a template; its text is written by template_versions create. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Kind of template. Default: dynamic. */
        generation?: "legacy" | "dynamic"
      }
      record: Template
    }
    /** Rename a template. Use it to rename a template. */
    update: {
      params: {
        /** Id of the template, from templates list. */
        template_id: string
        /** Name. */
        name?: string
      }
      record: Template
    }
    /** Delete a template. Use it to remove a template with all its versions for good. */
    delete: {
      params: {
        /** Id of the template, from templates list. */
        template_id: string
      }
      record: Record<string, unknown>
    }
  }
  template_versions: {
    /** Get one version of a template. Use it to read the text of a template. */
    get: {
      params: {
        /** Id of the template, from templates list. */
        template_id: string
        /** Id of the version, which templates get names. */
        version_id: string
      }
      record: TemplateVersion
    }
    /**
     * Write a version of a template. Use it to write the text of a template. With active 1 it is sent from
     * then on.
     */
    create: {
      params: {
        /** Id of the template, from templates list. */
        template_id: string
        /** Name. */
        name: string
        /** Subject; handlebars are filled in when it is sent. */
        subject: string
        /** Body in HTML. */
        html_content?: string
        /** Body as text. */
        plain_content?: string
        /** Whether it is the version that is sent: 1 for yes. */
        active?: 0 | 1
      }
      record: TemplateVersion
    }
    /** Change a version of a template. Use it to change the text of a version. */
    update: {
      params: {
        /** Id of the template, from templates list. */
        template_id: string
        /** Id of the version, which templates get names. */
        version_id: string
        /** Name. */
        name: string
        /** Subject; handlebars are filled in when it is sent. */
        subject: string
        /** Body in HTML. */
        html_content?: string
        /** Body as text. */
        plain_content?: string
        /** Whether it is the version that is sent: 1 for yes. */
        active?: 0 | 1
      }
      record: TemplateVersion
    }
  }
  singlesend_stats: {
    /** Get statistics of one single send. Use it to see how one mailing did, as a sum or by day. */
    get: {
      params: {
        /** Id of the single send, from its list. */
        id: string
        /** Whether by day or as a sum. Default: total. */
        aggregated_by?: "day" | "total"
        /** First day. */
        start_date?: string
        /** Last day. */
        end_date?: string
        /** How many records a page holds. Default: 50. */
        page_size?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        page_token?: string
      }
      record: SinglesendStat
    }
    /** List statistics of single sends. Use it to compare mailings by opens, clicks and bounces. */
    list: {
      params: {
        /** Only these single sends. */
        singlesend_ids?: string[]
        /** How many records a page holds. Default: 50. */
        page_size?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        page_token?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: SinglesendStat
    }
  }
  bounces: {
    /**
     * Get the bounce of an address. Use it to see whether and why mail to one address is held back as
     * bounce.
     */
    get: {
      params: {
        /** Address. */
        email: string
      }
      record: Bounce
    }
    /** List bounces. Use it to see bounces, those of some time if you like. */
    list: {
      params: {
        /** Only those from this moment on, in seconds since 1970. */
        start_time?: number
        /** Only those until this moment, in seconds since 1970. */
        end_time?: number
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Bounce
    }
    /** Remove addresses from the bounces. Use it when addresses work again, so that mail goes out to them. */
    delete: {
      params: {
        /** Addresses that work again. */
        emails: string[]
      }
      record: Record<string, unknown>
    }
  }
  blocks: {
    /**
     * Get the block of an address. Use it to see whether and why mail to one address is held back as
     * block.
     */
    get: {
      params: {
        /** Address. */
        email: string
      }
      record: Bounce
    }
    /** List blocks. Use it to see blocks, those of some time if you like. */
    list: {
      params: {
        /** Only those from this moment on, in seconds since 1970. */
        start_time?: number
        /** Only those until this moment, in seconds since 1970. */
        end_time?: number
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Bounce
    }
    /** Remove an address from the blocks. Use it when the address works again, so that mail goes out to it. */
    delete: {
      params: {
        /** Address. */
        email: string
      }
      record: Record<string, unknown>
    }
  }
  spam_reports: {
    /**
     * Get the spam report of an address. Use it to see whether and why mail to one address is held back as
     * spam report.
     */
    get: {
      params: {
        /** Address. */
        email: string
      }
      record: SpamReport
    }
    /** List spam reports. Use it to see spam reports, those of some time if you like. */
    list: {
      params: {
        /** Only those from this moment on, in seconds since 1970. */
        start_time?: number
        /** Only those until this moment, in seconds since 1970. */
        end_time?: number
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: SpamReport
    }
    /**
     * Remove an address from the spam reports. Use it when the address works again, so that mail goes out
     * to it.
     */
    delete: {
      params: {
        /** Address. */
        email: string
      }
      record: Record<string, unknown>
    }
  }
  invalid_emails: {
    /**
     * Get the invalid address of an address. Use it to see whether and why mail to one address is held
     * back as invalid address.
     */
    get: {
      params: {
        /** Address. */
        email: string
      }
      record: InvalidEmail
    }
    /** List invalid addresses. Use it to see invalid addresses, those of some time if you like. */
    list: {
      params: {
        /** Only those from this moment on, in seconds since 1970. */
        start_time?: number
        /** Only those until this moment, in seconds since 1970. */
        end_time?: number
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: InvalidEmail
    }
    /**
     * Remove an address from the invalid addresses. Use it when the address works again, so that mail goes
     * out to it.
     */
    delete: {
      params: {
        /** Address. */
        email: string
      }
      record: Record<string, unknown>
    }
  }
  global_suppressions: {
    /** List who wants no mail. Use it to see who unsubscribed from everything. */
    list: {
      params: {
        /** Only those from this moment on, in seconds since 1970. */
        start_time?: number
        /** Only those until this moment, in seconds since 1970. */
        end_time?: number
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: GlobalSuppression
    }
    /** Unsubscribe addresses from all mail. Use it when someone wants no mail at all. */
    create: {
      params: {
        /** Addresses. */
        recipient_emails: string[]
      }
      record: GlobalSuppression2
    }
    /** Let mail go to an address again. Use it only when the person asked for it. */
    delete: {
      params: {
        /** Address. */
        email: string
      }
      record: Record<string, unknown>
    }
  }
  suppression_groups: {
    /** Get one suppression group. Use it when the id is known. */
    get: {
      params: {
        /** Id of the group, from suppression_groups list. */
        group_id: number
      }
      record: SuppressionGroup
    }
    /** List suppression groups. Use it to find the id of a kind of mail. */
    list: {
      params: Record<string, never>
      record: SuppressionGroup
    }
    /** Create a suppression group. Use it to let people refuse a kind of mail. */
    create: {
      params: {
        /** Name. */
        name: string
        /** What it is for. */
        description: string
        /** Whether it is chosen where no group is named. */
        is_default?: boolean
      }
      record: SuppressionGroup
    }
    /** Change a suppression group. Use it to change name or description. */
    update: {
      params: {
        /** Id of the group, from suppression_groups list. */
        group_id: number
        /** Name. */
        name?: string
        /** What it is for. */
        description?: string
        /** Whether it is chosen where no group is named. */
        is_default?: boolean
      }
      record: SuppressionGroup
    }
  }
  suppression_group_members: {
    /** List who refused which kind of mail. Use it to see group unsubscribes of the account. */
    list: {
      params: {
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: SuppressionGroupMember
    }
    /** Add addresses to a suppression group. Use it when people refuse a kind of mail. */
    create: {
      params: {
        /** Id of the group, from suppression_groups list. */
        group_id: number
        /** Addresses. */
        recipient_emails: string[]
      }
      record: GlobalSuppression2
    }
    /** Remove an address from a suppression group. Use it only when the person asked for it. */
    delete: {
      params: {
        /** Id of the group, from suppression_groups list. */
        group_id: number
        /** Address. */
        email: string
      }
      record: Record<string, unknown>
    }
  }
  mails: {
    /**
     * Send a mail. Use it to send one mail to people, with bodies or with a template. Give sandbox_mode to
     * try it without sending. Mailings to lists are single sends.
     */
    create: {
      params: {
        /** To whom: each with to (a list of email and name), and cc, bcc, subject, dynamic_template_data. */
        personalizations: Record<string, unknown>[]
        /** Sender, which has to be verified: email and name. */
        from: Record<string, unknown>
        /** Subject of all mails. */
        subject: string
        /**
         * Bodies, each with type (text/plain first, then text/html) and value. Needed unless a template is
         * named.
         */
        content: Record<string, unknown>[]
        /** Where answers go: email and name. */
        reply_to?: Record<string, unknown>
        /** Id of a template, which gives subject and body. */
        template_id?: string
        /** Files, each with content in base64, filename and type. */
        attachments?: Record<string, unknown>[]
        /** Labels for statistics. */
        categories?: string[]
        /** When to send, in seconds since 1970, within 72 hours. */
        send_at?: number
        /** Id of a batch, by which sending can be stopped. */
        batch_id?: string
        /** Group that can be unsubscribed from: group_id and groups_to_display. */
        asm?: Record<string, unknown>
        /** Settings of this mail, such as sandbox_mode with enable. */
        mail_settings?: Record<string, unknown>
        /** Whether clicks and opens are counted. */
        tracking_settings?: Record<string, unknown>
      }
      record: Record<string, unknown>
    }
  }
  field_definitions: {
    /** List fields of contacts. Use it to find names and ids of your own fields. */
    list: {
      params: Record<string, never>
      record: FieldDefinition
    }
    /** Create a contact field. Use it to create a custom field. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Type of the field. */
        field_type: "Text" | "Number" | "Date"
      }
      record: FieldDefinition
    }
  }
  usernames: {
    /** Get name and id of the account. Use it to tell which account a key belongs to. */
    get: {
      params: Record<string, never>
      record: Username
    }
  }
  user_profile: {
    /** Get the account. Use it to see name, company and address of who owns the account. */
    get: {
      params: Record<string, never>
      record: UserProfile
    }
  }
}

/** Someone to whom marketing mail goes. */
export interface Contact {
  /** Id. */
  id?: string
  /** Address. */
  email?: string
  /** First name. */
  first_name?: string | null
  /** Last name. */
  last_name?: string | null
  /** Further addresses. */
  alternate_emails?: string[]
  /** Street. */
  address_line_1?: string | null
  /** City. */
  city?: string | null
  /** Region. */
  state_province_region?: string | null
  /** Postal code. */
  postal_code?: string | null
  /** Country. */
  country?: string | null
  /** Telephone number. */
  phone_number?: string | null
  /** Lists it is in. */
  list_ids?: string[]
  /** Segments it is in. */
  segment_ids?: string[]
  /** Fields of your own. */
  custom_fields?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A job that writes contacts. */
export interface ContactJob {
  /** Id. */
  id?: string
  /** State: pending, completed, errored or failed. */
  status?: string
  /** Kind. */
  job_type?: string
  /** How many were made, changed and refused. */
  results?: Record<string, unknown>
  /** When it began. */
  started_at?: string
  /** When it ended. */
  finished_at?: string | null
}

/** A list of contacts. */
export interface List {
  /** Id. Goes into `list_ids`. */
  id?: string
  /** Name. */
  name?: string
  /** How many contacts are in it. */
  contact_count?: number
  /** Some of its contacts. */
  contact_sample?: Record<string, unknown> | null
}

/** That contacts are being written or deleted. */
export interface List2 {
  /** Id of the job, for contact_jobs get. */
  job_id?: string
}

/** Contacts that a condition chooses. */
export interface Segment {
  /** Id. Goes into `segment_id`. */
  id?: string
  /** Name. */
  name?: string
  /** How many contacts are in it. */
  contacts_count?: number
  /** Lists it is of. */
  parent_list_ids?: string[]
  /** The condition. */
  query_dsl?: string
  /** Whether the condition was understood. */
  status?: Record<string, unknown>
  /** When it was last counted. */
  sample_updated_at?: string | null
  /** When it is counted next. */
  next_sample_update?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A campaign of Marketing Campaigns. */
export interface Campaign {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** State. */
  status?: string
  /** How it is sent. */
  channels?: string[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A mail that goes to lists or segments once. */
export interface Singlesend {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** State: draft, scheduled or triggered. */
  status?: string
  /** Labels. */
  categories?: string[]
  /** When it is sent. */
  send_at?: string | null
  /** To whom. */
  send_to?: Record<string, unknown>
  /** The mail. */
  email_config?: Record<string, unknown>
  /** Whether it tries two forms. */
  is_abtest?: boolean
  /** What is wrong with it. */
  warnings?: Record<string, unknown>[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** When a single send goes out. */
export interface SinglesendSchedule {
  /** When it is sent. */
  send_at?: string
  /** State. */
  status?: string
}

/** A mail to be filled in. */
export interface Template {
  /** Id. Goes into `template_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Kind: legacy or dynamic. */
  generation?: string
  /** When it last changed. */
  updated_at?: string
  /** Its versions, with subject and whether they are active. */
  versions?: Record<string, unknown>[]
}

/** One version of a template. */
export interface TemplateVersion {
  /** Id. Goes into `version_id`. */
  id?: string
  /** Template. */
  template_id?: string
  /** Name. */
  name?: string
  /** Whether it is sent. */
  active?: number
  /** Subject. */
  subject?: string
  /** Body in HTML. */
  html_content?: string
  /** Body as text. */
  plain_content?: string
  /** How it is written. */
  editor?: string
  /** When it last changed. */
  updated_at?: string
}

/** How a single send did. */
export interface SinglesendStat {
  /** Id of the single send. */
  id?: string
  /** Form, where two were tried. */
  ab_variation?: string
  /** Phase of trying. */
  ab_phase?: string
  /** Day, or total. */
  aggregation?: string
  /** Numbers: delivered, opens, unique_opens, clicks, unique_clicks, bounces, unsubscribes, spam_reports. */
  stats?: Record<string, unknown>
}

/** An address whose server refused mail. */
export interface Bounce {
  /** When it happened, in seconds since 1970. */
  created?: number
  /** Address. */
  email?: string
  /** What the server said. */
  reason?: string
  /** Code of the server. */
  status?: string
}

/** Someone who called a mail spam. */
export interface SpamReport {
  /** When it happened, in seconds since 1970. */
  created?: number
  /** Address. */
  email?: string
  /** Address it was sent from. */
  ip?: string
}

/** An address that cannot be. */
export interface InvalidEmail {
  /** When it happened, in seconds since 1970. */
  created?: number
  /** Address. */
  email?: string
  /** Why. */
  reason?: string
}

/** Someone who wants no mail at all. */
export interface GlobalSuppression {
  /** When it happened, in seconds since 1970. */
  created?: number
  /** Address. */
  email?: string
}

/** Addresses that were added. */
export interface GlobalSuppression2 {
  /** Addresses. */
  recipient_emails?: string[]
}

/** A kind of mail that people may refuse. */
export interface SuppressionGroup {
  /** Id. Goes into `group_id`. */
  id?: number
  /** Name. */
  name?: string
  /** What it is for. */
  description?: string
  /** Whether it is chosen where none is named. */
  is_default?: boolean
  /** How many refused it. */
  unsubscribes?: number
}

/** Someone who refused a kind of mail. */
export interface SuppressionGroupMember {
  /** Address. */
  email?: string
  /** Group. */
  group_id?: number
  /** Name of the group. */
  group_name?: string
  /** When, in seconds since 1970. */
  created_at?: number
}

/** A field of contacts. */
export interface FieldDefinition {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Type. */
  field_type?: string
  /** Whether it can be written. */
  read_only?: boolean
}

/** Name and id of the account. */
export interface Username {
  /** Name. */
  username?: string
  /** Id. */
  user_id?: number
}

/** The account. */
export interface UserProfile {
  /** First name. */
  first_name?: string
  /** Last name. */
  last_name?: string
  /** Company. */
  company?: string
  /** Street. */
  address?: string
  /** City. */
  city?: string
  /** Country. */
  country?: string
  /** Telephone number. */
  phone?: string
  /** Website. */
  website?: string
}
