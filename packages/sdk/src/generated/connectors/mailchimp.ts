// Made by `npm run generate` from packages/catalog/mailchimp; do not edit.

/**
 * Reads audiences, members, segments, campaigns and reports of Mailchimp, adds and changes members and
 * tags, and writes and sends campaigns.
 */
export interface Mailchimp {
  account: {
    /** Get the account. Use it to see whose account it is. */
    get: {
      params: Record<string, never>
      record: Account
    }
  }
  campaigns: {
    /** Get one campaign. Use it when the id is known. Its text is in campaign_contents get. */
    get: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** Members to answer with, dotted; all when left out. */
        fields?: string[]
      }
      record: Campaign
    }
    /** List campaigns. Use it to find campaigns by state, type, audience or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Only those of this type. */
        type?: "regular" | "plaintext" | "absplit" | "rss" | "variate"
        /** Only campaigns of this state. */
        status?: "save" | "paused" | "schedule" | "sending" | "sent"
        /** Only those sent before this moment. */
        before_send_time?: string
        /** Only those sent after this moment. */
        since_send_time?: string
        /** Only those made before this moment. */
        before_create_time?: string
        /** Only those made after this moment. */
        since_create_time?: string
        /** Only campaigns to this audience. */
        list_id?: string
        /** Only campaigns of this folder. */
        folder_id?: string
        /** What to sort by. */
        sort_field?: "create_time" | "send_time"
        /** Which way to sort. */
        sort_dir?: "ASC" | "DESC"
        /** Members to answer with, dotted; all when left out. */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Campaign
    }
    /** Write a campaign. Use it to create a draft; write its text by campaign_contents update. */
    create: {
      params: {
        /** Type. */
        type: "regular" | "plaintext" | "rss" | "variate"
        /** To whom: list_id, and segment_opts with saved_segment_id. */
        recipients?: Record<string, unknown>
        /** Settings: subject_line, preview_text, title, from_name, reply_to, template_id. */
        settings?: Record<string, unknown>
        /** What is counted: opens, html_clicks. */
        tracking?: Record<string, unknown>
      }
      record: Campaign
    }
    /** Change a campaign. Use it to change subject, sender or recipients of a draft. */
    update: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** To whom: list_id, and segment_opts with saved_segment_id. */
        recipients?: Record<string, unknown>
        /** Settings: subject_line, preview_text, title, from_name, reply_to, template_id. */
        settings: Record<string, unknown>
        /** What is counted: opens, html_clicks. */
        tracking?: Record<string, unknown>
      }
      record: Campaign
    }
    /** Delete a campaign. Use it to remove a campaign with its report for good. */
    delete: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
      }
      record: Record<string, unknown>
    }
  }
  campaign_contents: {
    /** Get the text of a campaign. Use it to read what a campaign says. */
    get: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** Members to answer with, dotted; all when left out. */
        fields?: string[]
      }
      record: CampaignContent
    }
    /** Write the text of a campaign. Use it to write the text of a draft, by itself or from a template. */
    update: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** Body in HTML. */
        html?: string
        /** Body as text. */
        plain_text?: string
        /** Template to fill in: id and sections. */
        template?: Record<string, unknown>
      }
      record: CampaignContent
    }
  }
  campaign_sends: {
    /**
     * Send a campaign. Use it to send a campaign now. It cannot be called back; try it with campaign_tests
     * create first.
     */
    create: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
      }
      record: Record<string, unknown>
    }
  }
  campaign_schedules: {
    /** Plan a campaign. Use it to send a campaign at a moment. */
    create: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** When to send, on a quarter of an hour. */
        schedule_time: string
      }
      record: Record<string, unknown>
    }
    /** Stop a planned campaign. Use it to create a draft of a campaign that has not gone out. */
    delete: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
      }
      record: Record<string, unknown>
    }
  }
  campaign_tests: {
    /** Try a campaign. Use it to send a draft to some addresses of your own. */
    create: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** Addresses to try it on. */
        test_emails: string[]
        /** Form of the trial. */
        send_type: "html" | "plaintext"
      }
      record: Record<string, unknown>
    }
  }
  lists: {
    /** Get one audience. Use it when the id is known. */
    get: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Members to answer with, dotted. */
        fields?: string[]
      }
      record: List
    }
    /** List audiences. Use it to find audiences and their sizes. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Only audiences made before this moment. */
        before_date_created?: string
        /** Only audiences made after this moment. */
        since_date_created?: string
        /** Only audiences to which was sent last before this moment. */
        before_campaign_last_sent?: string
        /** Only audiences to which was sent last after this moment. */
        since_campaign_last_sent?: string
        /** Only audiences that this address is in. */
        email?: string
        /** What to sort by. */
        sort_field?: "date_created"
        /** Which way to sort. */
        sort_dir?: "ASC" | "DESC"
        /** Members to answer with, dotted. */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: List
    }
  }
  list_members: {
    /** Get one member. Use it to see whether an address is subscribed, and what is known of it. */
    get: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** MD5 of the address in lower case, or the address itself. */
        subscriber_hash: string
        /** Members to answer with, dotted; all when left out. */
        fields?: string[]
      }
      record: ListMember
    }
    /**
     * List members of an audience. Use it to see members by state, interest or time. For one address, use
     * list_members get.
     */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Only members who get mail in this form. */
        email_type?: "html" | "text"
        /** Only members of this state. */
        status?: "subscribed" | "unsubscribed" | "cleaned" | "pending" | "transactional" | "archived"
        /** Only members who agreed after this moment. */
        since_timestamp_opt?: string
        /** Only members who agreed before this moment. */
        before_timestamp_opt?: string
        /** Only members who changed after this moment. */
        since_last_changed?: string
        /** Only members who changed before this moment. */
        before_last_changed?: string
        /** Only the member with this id, which links of mails have. */
        unique_email_id?: string
        /** Whether only VIPs are given. */
        vip_only?: boolean
        /** Category of interest_ids. */
        interest_category_id?: string
        /** Only members with these interests, by their ids, separated by commas. */
        interest_ids?: string
        /** How interest_ids have to match. */
        interest_match?: "any" | "all" | "none"
        /** What to sort by. */
        sort_field?: "timestamp_opt" | "timestamp_signup" | "last_changed"
        /** Which way to sort. */
        sort_dir?: "ASC" | "DESC"
        /** Members to answer with, dotted; all when left out. */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ListMember
    }
    /**
     * Add a member. Use it to add an address to an audience; one that is there is refused. Give pending
     * unless they agreed already.
     */
    create: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Address. */
        email_address: string
        /** State; pending asks them to confirm. */
        status: "subscribed" | "unsubscribed" | "cleaned" | "pending" | "transactional"
        /** Form of mail. */
        email_type?: "html" | "text"
        /** Values of the fields of the audience, by their tags. */
        merge_fields?: Record<string, unknown>
        /** Interests by their ids, true or false. */
        interests?: Record<string, unknown>
        /** Language. */
        language?: string
        /** Whether they are a VIP. */
        vip?: boolean
        /** Names of tags. */
        tags?: string[]
      }
      record: ListMember
    }
    /** Change a member. Use it to change state, fields or interests; those that are left out stay. */
    update: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** MD5 of the address in lower case, or the address itself. */
        subscriber_hash: string
        /** Address. */
        email_address?: string
        /** State; pending asks them to confirm. */
        status?: "subscribed" | "unsubscribed" | "cleaned" | "pending"
        /** Form of mail. */
        email_type?: "html" | "text"
        /** Values of the fields of the audience, by their tags. */
        merge_fields?: Record<string, unknown>
        /** Interests by their ids, true or false. */
        interests?: Record<string, unknown>
        /** Language. */
        language?: string
        /** Whether they are a VIP. */
        vip?: boolean
      }
      record: ListMember
    }
    /** Archive a member. Use it to remove someone from an audience; they can be added again. */
    delete: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** MD5 of the address in lower case, or the address itself. */
        subscriber_hash: string
      }
      record: Record<string, unknown>
    }
    /** Search members. Use it to find people by name or a part of their address, in one audience or all. */
    api_search: {
      params: {
        /** Name or address to look for. */
        query: string
        /** Only members of this audience. */
        list_id?: string
      }
      record: ListMember
    }
  }
  member_tags: {
    /** List tags of a member. Use it to see tags of one member. */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** MD5 of the address in lower case, or the address itself. */
        subscriber_hash: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: MemberTag
    }
    /** Add or remove tags. Use it to add tags to a member (active) or to remove them (inactive). */
    update: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** MD5 of the address in lower case, or the address itself. */
        subscriber_hash: string
        /** Tags, each with name and status: active or inactive. */
        tags: Record<string, unknown>[]
      }
      record: Record<string, unknown>
    }
  }
  member_notes: {
    /** List notes about a member. Use it to read notes. */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** MD5 of the address in lower case, or the address itself. */
        subscriber_hash: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: MemberNote
    }
    /** Write a note about a member. Use it to add a note. */
    create: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** MD5 of the address in lower case, or the address itself. */
        subscriber_hash: string
        /** Text. */
        note: string
      }
      record: MemberNote
    }
  }
  reports: {
    /** Get one report. Use it when the campaign is known. */
    get: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** Members to answer with, dotted; all when left out. */
        fields?: string[]
      }
      record: Report
    }
    /** List reports. Use it to compare campaigns that were sent. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Only those of this type. */
        type?: "regular" | "plaintext" | "absplit" | "rss" | "variate"
        /** Only those sent before this moment. */
        before_send_time?: string
        /** Only those sent after this moment. */
        since_send_time?: string
        /** Members to answer with, dotted. */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Report
    }
  }
  email_activity: {
    /** List what members did with a campaign. Use it to see who opened or clicked a campaign. */
    list: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Only what happened after this moment. */
        since?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: EmailActivity
    }
  }
  automations: {
    /** List automations. Use it to see classic automations. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Only those made before this moment. */
        before_create_time?: string
        /** Only those made after this moment. */
        since_create_time?: string
        /** Only those that began before this moment. */
        before_start_time?: string
        /** Only those that began after this moment. */
        since_start_time?: string
        /** Only those of this state. */
        status?: "save" | "paused" | "sending"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Automation
    }
  }
  tags: {
    /** List tags. Use it to find tags of an audience by the begin of their name. */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Name. */
        name?: string
      }
      record: Tag
    }
  }
  interest_categories: {
    /** Get one interest category. Use it when the id is known. */
    get: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Id of the category, from interest_categories list. */
        interest_category_id: string
      }
      record: InterestCategory
    }
    /** List interest categories. Use it to find groups that people choose from. */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: InterestCategory
    }
  }
  interests: {
    /** Get one interest. Use it when the id is known. */
    get: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Id of the category, from interest_categories list. */
        interest_category_id: string
        /** Id of the interest, from interests list. */
        interest_id: string
      }
      record: Interest
    }
    /** List interests. Use it to find ids of interests. */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Id of the category, from interest_categories list. */
        interest_category_id: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Interest
    }
  }
  segments: {
    /** Get one segment. Use it when the id is known. */
    get: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Id of the segment or tag, from segments list. */
        segment_id: number
      }
      record: Segment
    }
    /** List segments. Use it to find segments and tags of an audience. */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Only those of this type; a tag is static. */
        type?: "saved" | "static" | "fuzzy"
        /** Only those made after this moment. */
        since_created_at?: string
        /** Only those made before this moment. */
        before_created_at?: string
        /** Only those changed after this moment. */
        since_updated_at?: string
        /** Only those changed before this moment. */
        before_updated_at?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Segment
    }
    /** Create a static segment. Use it to create a tag with some addresses, or with none. */
    create: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Name. */
        name: string
        /** Addresses that are in it; an empty list for none. */
        static_segment?: string[]
      }
      record: Segment
    }
    /** Delete a segment. Use it to remove a segment or tag; its members stay. */
    delete: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Id of the segment or tag, from segments list. */
        segment_id: number
      }
      record: Record<string, unknown>
    }
  }
  segment_members: {
    /** List members of a segment. Use it to see who is in a segment or has a tag. */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** Id of the segment or tag, from segments list. */
        segment_id: number
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: SegmentMember
    }
  }
  unsubscribes: {
    /** List who left after a campaign. Use it to see who unsubscribed, and why. */
    list: {
      params: {
        /** Id of the campaign, from campaigns list. */
        campaign_id: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Unsubscribe
    }
  }
  merge_field_definitions: {
    /** List fields of an audience. Use it to find tags and types of fields. */
    list: {
      params: {
        /** Id of the audience, from lists list. */
        list_id: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** How many records to skip. Default: 0. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: MergeFieldDefinition
    }
  }
}

/** The account. */
export interface Account {
  /** Id. */
  account_id?: string
  /** Name. */
  account_name?: string
  /** Address. */
  email?: string
  /** Name of the user. */
  username?: string
  /** First name. */
  first_name?: string
  /** Last name. */
  last_name?: string
  /** Role. */
  role?: string
  /** Plan. */
  pricing_plan_type?: string
  /** Time zone. */
  account_timezone?: string
  /** Since when. */
  member_since?: string
  /** How many subscribers. */
  total_subscribers?: number
}

/** A mail to an audience. */
export interface Campaign {
  /** Id. Goes into `campaign_id`. */
  id?: string
  /** Id in the web app. */
  web_id?: number
  /** Type. */
  type?: string
  /** State. */
  status?: string
  /** When it was made. */
  create_time?: string
  /** When it was or will be sent. */
  send_time?: string
  /** How many were sent. */
  emails_sent?: number
  /** Where anybody can read it. */
  archive_url?: string
  /** How it was written. */
  content_type?: string
  /** To whom. */
  recipients?: Record<string, unknown>
  /** Subject, sender and so on. */
  settings?: Record<string, unknown>
  /** What is counted. */
  tracking?: Record<string, unknown>
  /** How it did. */
  report_summary?: Record<string, unknown>
  /** How far it is. */
  delivery_status?: Record<string, unknown>
}

/** The text of a campaign. */
export interface CampaignContent {
  /** Body in HTML. */
  html?: string
  /** Body as text. */
  plain_text?: string
  /** Body as it is archived. */
  archive_html?: string
}

/** An audience. */
export interface List {
  /** Id. Goes into `list_id`. */
  id?: string
  /** Id in the web app. */
  web_id?: number
  /** Name. */
  name?: string
  /** Who sends. */
  contact?: Record<string, unknown>
  /** Why people get mail. */
  permission_reminder?: string
  /** Usual sender and subject. */
  campaign_defaults?: Record<string, unknown>
  /** When it was made. */
  date_created?: string
  /** Rating. */
  list_rating?: number
  /** Whether people choose the form of mail. */
  email_type_option?: boolean
  /** Where people sign up. */
  subscribe_url_short?: string
  /** Who may see it. */
  visibility?: string
  /** Whether people confirm. */
  double_optin?: boolean
  /** Numbers: member_count, unsubscribe_count, open_rate and others. */
  stats?: Record<string, unknown>
}

/** Someone in an audience. */
export interface ListMember {
  /** Id. Goes into `subscriber_hash`. */
  id?: string
  /** Address. */
  email_address?: string
  /** Id that links of mails have. */
  unique_email_id?: string
  /** Form of mail. */
  email_type?: string
  /** State: subscribed, unsubscribed, cleaned, pending or transactional. */
  status?: string
  /** Values of fields. */
  merge_fields?: Record<string, unknown>
  /** Interests. */
  interests?: Record<string, unknown>
  /** How often they open and click. */
  stats?: Record<string, unknown>
  /** From where they signed up. */
  ip_signup?: string
  /** When they signed up. */
  timestamp_signup?: string
  /** From where they agreed. */
  ip_opt?: string
  /** When they agreed. */
  timestamp_opt?: string
  /** Rating. */
  member_rating?: number
  /** When it last changed. */
  last_changed?: string
  /** Language. */
  language?: string
  /** Whether they are a VIP. */
  vip?: boolean
  /** What they read with. */
  email_client?: string
  /** Where they are. */
  location?: Record<string, unknown>
  /** Audience. */
  list_id?: string
  /** Name. */
  full_name?: string
  /** Id over audiences. */
  contact_id?: string
  /** Tags. */
  tags?: Record<string, unknown>[]
  /** How many tags. */
  tags_count?: number
  /** Where they came from. */
  source?: string
}

/** Tags of a member. */
export interface MemberTag {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
  /** When it was given. */
  date_added?: string
}

/** A note about a member. */
export interface MemberNote {
  /** Id. */
  id?: number
  /** Text. */
  note?: string
  /** Who wrote it. */
  created_by?: string
  /** When. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** Audience. */
  list_id?: string
  /** Member. */
  email_id?: string
}

/** How a campaign did. */
export interface Report {
  /** Id of the campaign. */
  id?: string
  /** Title. */
  campaign_title?: string
  /** Type. */
  type?: string
  /** Audience. */
  list_id?: string
  /** Name of the audience. */
  list_name?: string
  /** Subject. */
  subject_line?: string
  /** Text beside it. */
  preview_text?: string
  /** How many were sent. */
  emails_sent?: number
  /** How many complained. */
  abuse_reports?: number
  /** How many unsubscribed. */
  unsubscribed?: number
  /** When it was sent. */
  send_time?: string
  /** Bounces. */
  bounces?: Record<string, unknown>
  /** Forwards. */
  forwards?: Record<string, unknown>
  /** Opens. */
  opens?: Record<string, unknown>
  /** Clicks. */
  clicks?: Record<string, unknown>
  /** How others do. */
  industry_stats?: Record<string, unknown>
  /** How the audience does. */
  list_stats?: Record<string, unknown>
}

/** What one member did with a campaign. */
export interface EmailActivity {
  /** Campaign. */
  campaign_id?: string
  /** Audience. */
  list_id?: string
  /** Whether the audience is used. */
  list_is_active?: boolean
  /** Member. */
  email_id?: string
  /** Address. */
  email_address?: string
  /** What they did, with action, timestamp and url. */
  activity?: Record<string, unknown>[]
}

/** Mails that go out by themselves. */
export interface Automation {
  /** Id. */
  id?: string
  /** When it was made. */
  create_time?: string
  /** When it began. */
  start_time?: string
  /** State. */
  status?: string
  /** How many were sent. */
  emails_sent?: number
  /** To whom. */
  recipients?: Record<string, unknown>
  /** Sender and title. */
  settings?: Record<string, unknown>
  /** What is counted. */
  tracking?: Record<string, unknown>
  /** What begins it. */
  trigger_settings?: Record<string, unknown>
  /** How it does. */
  report_summary?: Record<string, unknown>
}

/** A tag of an audience. */
export interface Tag {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
}

/** A group of interests. */
export interface InterestCategory {
  /** Id. Goes into `interest_category_id`. */
  id?: string
  /** Audience. */
  list_id?: string
  /** Title. */
  title?: string
  /** Place. */
  display_order?: number
  /** How people choose. */
  type?: string
}

/** Something that people may choose. */
export interface Interest {
  /** Id. Goes into `interest_ids`. */
  id?: string
  /** Category. */
  category_id?: string
  /** Audience. */
  list_id?: string
  /** Name. */
  name?: string
  /** How many chose it. */
  subscriber_count?: string
  /** Place. */
  display_order?: number
}

/** Members that a condition or a hand chose; a tag is one. */
export interface Segment {
  /** Id. Goes into `segment_id`. */
  id?: number
  /** Name. */
  name?: string
  /** How many are in it. */
  member_count?: number
  /** saved, static or fuzzy. */
  type?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** The condition. */
  options?: Record<string, unknown>
  /** Audience. */
  list_id?: string
}

/** Someone in a segment. */
export interface SegmentMember {
  /** Id. Goes into `subscriber_hash`. */
  id?: string
  /** Address. */
  email_address?: string
  /** Id that links of mails have. */
  unique_email_id?: string
  /** Form of mail. */
  email_type?: string
  /** State: subscribed, unsubscribed, cleaned, pending or transactional. */
  status?: string
  /** Values of fields. */
  merge_fields?: Record<string, unknown>
  /** Interests. */
  interests?: Record<string, unknown>
  /** How often they open and click. */
  stats?: Record<string, unknown>
  /** From where they signed up. */
  ip_signup?: string
  /** When they signed up. */
  timestamp_signup?: string
  /** From where they agreed. */
  ip_opt?: string
  /** When they agreed. */
  timestamp_opt?: string
  /** Rating. */
  member_rating?: number
  /** When it last changed. */
  last_changed?: string
  /** Language. */
  language?: string
  /** Whether they are a VIP. */
  vip?: boolean
  /** What they read with. */
  email_client?: string
  /** Where they are. */
  location?: Record<string, unknown>
  /** Audience. */
  list_id?: string
}

/** Someone who left after a campaign. */
export interface Unsubscribe {
  /** Member. */
  email_id?: string
  /** Address. */
  email_address?: string
  /** Values of fields. */
  merge_fields?: Record<string, unknown>
  /** Whether they are a VIP. */
  vip?: boolean
  /** When. */
  timestamp?: string
  /** Why. */
  reason?: string
  /** Campaign. */
  campaign_id?: string
  /** Audience. */
  list_id?: string
  /** Whether the audience is used. */
  list_is_active?: boolean
}

/** A field of an audience. */
export interface MergeFieldDefinition {
  /** Id. */
  merge_id?: number
  /** Tag. Goes into `merge_fields`. */
  tag?: string
  /** Name. */
  name?: string
  /** Type. */
  type?: string
  /** Whether it has to be filled in. */
  required?: boolean
  /** Usual value. */
  default_value?: string
  /** Whether people see it. */
  public?: boolean
  /** Audience. */
  list_id?: string
}
