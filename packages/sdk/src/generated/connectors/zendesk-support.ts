// Made by `npm run generate` from packages/catalog/zendesk-support; do not edit.

/**
 * Reads tickets with their comments, audits and metrics, people, organizations, settings of the help
 * desk and help center articles of a Zendesk account, and makes and changes tickets, comments and
 * people.
 */
export interface ZendeskSupport {
  tickets: {
    /**
     * Get one ticket. Use it when the number is known and you need state, people or fields. The
     * conversation is in ticket_comments list.
     */
    get: {
      params: {
        /** Id of the ticket, its number. */
        ticket_id: number
      }
      record: Record<string, unknown>
    }
    /**
     * List tickets. Use it to go through tickets, oldest first unless sorted otherwise; archived ones are
     * not among them. There is no filter by state here: read views to see lists of agents.
     */
    list: {
      params: {
        /** Only tickets with this id in a system of your own. */
        external_id?: string
        /** What to order by. */
        sort_by?: "assignee" | "assignee.name" | "created_at" | "group" | "id" | "requester" | "requester.name" | "status" | "subject" | "updated_at"
        /** Direction of the order. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
    /**
     * Open a ticket. Use it to put down a request, for a customer by `requester`. The comment is mailed to
     * the customer unless it is not public.
     */
    create: {
      params: {
        /** The ticket: at least a comment. */
        ticket: {
          /** Title. */
          subject?: string
          /** First comment: `body`, and `public` false for an internal note. */
          comment: Record<string, unknown>
          /** Who asks; the credential's user when left out. */
          requester_id?: number
          /** Who asks, by `name` and `email`, made if unknown. */
          requester?: Record<string, unknown>
          /** Agent who works on it. */
          assignee_id?: number
          /** Group it belongs to. */
          group_id?: number
          /** Priority. */
          priority?: "low" | "normal" | "high" | "urgent"
          /** State. */
          status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"
          /** Kind. */
          type?: "problem" | "incident" | "question" | "task"
          /** Tags. */
          tags?: string[]
          /** Values of further fields: `id` and `value`. */
          custom_fields?: Record<string, unknown>[]
          /** Id in a system of your own. */
          external_id?: string
        }
      }
      record: Record<string, unknown>
    }
    /**
     * Change a ticket. Use it to change state, assignee, priority or fields. What you leave out stays;
     * `tags` replaces all. A closed ticket cannot be changed.
     */
    update: {
      params: {
        /** Id of the ticket, its number. */
        ticket_id: number
        /** What changes. */
        ticket: {
          /** Title. */
          subject?: string
          /** Comment to add: `body`, and `public` false for an internal note. */
          comment?: Record<string, unknown>
          /** Agent who works on it. */
          assignee_id?: number
          /** Group it belongs to. */
          group_id?: number
          /** Priority. */
          priority?: "low" | "normal" | "high" | "urgent"
          /** State. */
          status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"
          /** Kind. */
          type?: "problem" | "incident" | "question" | "task"
          /** Tags, replacing all there were. */
          tags?: string[]
          /** Values of further fields: `id` and `value`. */
          custom_fields?: Record<string, unknown>[]
        }
      }
      record: Record<string, unknown>
    }
  }
  ticket_comments: {
    /**
     * List comments of a ticket. Use it to read the conversation of a ticket, oldest first, internal notes
     * included.
     */
    list: {
      params: {
        /** Id of the ticket, its number. */
        ticket_id: number
        /** Whether pictures within the text are among the attachments. Default: false. */
        include_inline_images?: boolean
        /** Direction of the order. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
    /**
     * Answer a ticket. Use it to write to the customer, or with `public` false to the agents only. A
     * public comment is mailed at once and cannot be taken back.
     */
    create: {
      params: {
        /** Id of the ticket, its number. */
        ticket_id: number
        /** The comment, within a ticket. */
        ticket: {
          /** The comment. */
          comment: {
            /** Text, plain. */
            body?: string
            /** Text as HTML, instead of `body`. */
            html_body?: string
            /** Whether the requester sees it; true when left out. */
            public?: boolean
            /** Who writes; the credential's user when left out. */
            author_id?: number
          }
        }
      }
      record: Record<string, unknown>
    }
  }
  ticket_bulk_updates: {
    /**
     * Change many tickets. Use it to change up to 100 tickets the same way. Zendesk does it in the
     * background: the answer is the job and not yet the outcome.
     */
    create: {
      params: {
        /** Ids of tickets, with commas between, at most 100. */
        ids: string
        /** What changes. */
        ticket: {
          /** Title. */
          subject?: string
          /** Comment to add: `body`, and `public` false for an internal note. */
          comment?: Record<string, unknown>
          /** Agent who works on it. */
          assignee_id?: number
          /** Group it belongs to. */
          group_id?: number
          /** Priority. */
          priority?: "low" | "normal" | "high" | "urgent"
          /** State. */
          status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"
          /** Kind. */
          type?: "problem" | "incident" | "question" | "task"
          /** Tags, replacing all there were. */
          tags?: string[]
          /** Values of further fields: `id` and `value`. */
          custom_fields?: Record<string, unknown>[]
        }
      }
      record: Record<string, unknown>
    }
  }
  deleted_tickets: {
    /** List deleted tickets. Use it to see what was deleted in the last 30 days, and by whom. */
    list: {
      params: {
        /** What to order by. */
        sort_by?: "id" | "subject" | "deleted_at"
        /** Direction of the order. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  users: {
    /**
     * Get one person. Use it when the id is known, from a ticket for instance, and you need name or
     * address.
     */
    get: {
      params: {
        /** Id of the person. */
        user_id: number
      }
      record: Record<string, unknown>
    }
    /** List people. Use it to go through customers, agents and admins, or to find one by `external_id`. */
    list: {
      params: {
        /** Only people of this role. */
        role?: "end-user" | "agent" | "admin"
        /** Only the person with this id in a system of your own. */
        external_id?: string
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
    /**
     * Add a person. Use it to add a customer or agent. An address that is known already is an error.
     * Zendesk mails the person unless the account does not.
     */
    create: {
      params: {
        /** The person: at least a name. */
        user: {
          /** Name. */
          name?: string
          /** Address. */
          email?: string
          /** Role. */
          role?: "end-user" | "agent" | "admin"
          /** Organization. */
          organization_id?: number
          /** Telephone number. */
          phone?: string
          /** Tags. */
          tags?: string[]
          /** Id in a system of your own. */
          external_id?: string
          /** Whether the address counts as checked. */
          verified?: boolean
          /** Values of further fields. */
          user_fields?: Record<string, unknown>
        }
      }
      record: Record<string, unknown>
    }
    /**
     * Change a person. Use it to correct what is known of a person. What you leave out stays; another
     * address is added beside the old one.
     */
    update: {
      params: {
        /** Id of the person. */
        user_id: number
        /** What changes. */
        user: {
          /** Name. */
          name?: string
          /** Address. */
          email?: string
          /** Role. */
          role?: "end-user" | "agent" | "admin"
          /** Organization. */
          organization_id?: number
          /** Telephone number. */
          phone?: string
          /** Tags. */
          tags?: string[]
          /** Id in a system of your own. */
          external_id?: string
          /** Whether the address counts as checked. */
          verified?: boolean
          /** Values of further fields. */
          user_fields?: Record<string, unknown>
        }
      }
      record: Record<string, unknown>
    }
  }
  organizations: {
    /**
     * Get one organization. Use it when the id is known, from a ticket for instance, and you need name or
     * domains.
     */
    get: {
      params: {
        /** Id of the record. */
        organization_id: number
      }
      record: Record<string, unknown>
    }
    /** List organizations. Use it to go through organizations of customers and their domains. */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  groups: {
    /** Get one group. Use it when the id is known and you need the name. */
    get: {
      params: {
        /** Id of the record. */
        group_id: number
      }
      record: Record<string, unknown>
    }
    /** List groups. Use it to find the id of a group by its name before giving it a ticket. */
    list: {
      params: {
        /** Whether to leave out deleted ones. Default: false. */
        exclude_deleted?: boolean
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  attachments: {
    /**
     * Get what is known of an attachment. Use it when the id is known, from a comment, and you need name,
     * kind or size. The file itself is given by download.
     */
    get: {
      params: {
        /** Id of the attachment. */
        attachment_id: number
      }
      record: Record<string, unknown>
    }
    /** Download an attachment. Use it to get the file of a comment, by the id of the attachment. */
    download: {
      params: {
        /** Id of the attachment. */
        attachment_id: number
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  ticket_audits: {
    /** List what happened to a ticket. Use it to see who changed what of a ticket and when, oldest first. */
    list: {
      params: {
        /** Id of the ticket, its number. */
        ticket_id: number
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  ticket_metrics: {
    /** List metrics of tickets. Use it to see how fast tickets are answered and solved, newest first. */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  ticket_fields: {
    /** Get one field of tickets. Use it when the id is known and you need the choices of a field. */
    get: {
      params: {
        /** Id of the record. */
        ticket_field_id: number
      }
      record: Record<string, unknown>
    }
    /** List fields of tickets. Use it to find the id and choices of a field before setting it in a ticket. */
    list: {
      params: {
        /** Language of names, such as `de`. */
        locale?: string
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  brands: {
    /** Get one brand. Use it when the id is known and you need the name of a brand. */
    get: {
      params: {
        /** Id of the record. */
        brand_id: number
      }
      record: Record<string, unknown>
    }
    /** List brands. Use it to see which brands the account has. */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  views: {
    /** Get one view. Use it when the id is known and you need the conditions of a view. */
    get: {
      params: {
        /** Id of the record. */
        view_id: number
      }
      record: Record<string, unknown>
    }
    /** List views. Use it to see which lists of tickets agents work from. */
    list: {
      params: {
        /** Only those of this reach. */
        access?: "personal" | "shared" | "account"
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** Only those of this group. */
        group_id?: number
        /** What to order by. */
        sort_by?: "alphabetical" | "created_at" | "updated_at"
        /** Direction of the order. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  macros: {
    /** Get one macro. Use it when the id is known and you need what a macro does. */
    get: {
      params: {
        /** Id of the record. */
        macro_id: number
      }
      record: Record<string, unknown>
    }
    /** List macros. Use it to find a prepared answer or change by its name. */
    list: {
      params: {
        /** Only those of this reach. */
        access?: "personal" | "shared" | "account"
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** Only macros of this category. */
        category?: string
        /** Only those of this group. */
        group_id?: number
        /** Only macros that the agent can use. */
        only_viewable?: boolean
        /** What to order by. */
        sort_by?: "alphabetical" | "created_at" | "updated_at" | "usage_1h" | "usage_24h" | "usage_7d" | "usage_30d"
        /** Direction of the order. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  triggers: {
    /** Get one trigger. Use it when the id is known and you need conditions and actions. */
    get: {
      params: {
        /** Id of the record. */
        trigger_id: number
      }
      record: Record<string, unknown>
    }
    /** List triggers. Use it to learn what happens by itself when a ticket changes. */
    list: {
      params: {
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** Only triggers of this category. */
        category_id?: string
        /** What to order by. */
        sort_by?: "alphabetical" | "created_at" | "updated_at" | "usage_1h" | "usage_24h" | "usage_7d" | "usage_30d"
        /** Direction of the order. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  automations: {
    /** Get one automation. Use it when the id is known and you need conditions and actions. */
    get: {
      params: {
        /** Id of the record. */
        automation_id: number
      }
      record: Record<string, unknown>
    }
    /** List automations. Use it to learn what happens to tickets after a time. */
    list: {
      params: {
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** What to order by. */
        sort_by?: "alphabetical" | "created_at" | "updated_at" | "usage_1h" | "usage_24h" | "usage_7d" | "usage_30d"
        /** Direction of the order. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  tags: {
    /** List tags. Use it to see what tickets are about, the most used tags first, of the last 60 days. */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  satisfaction_ratings: {
    /** Get one satisfaction rating. Use it when the id is known and you need score and comment. */
    get: {
      params: {
        /** Id of the record. */
        satisfaction_rating_id: number
      }
      record: Record<string, unknown>
    }
    /** List satisfaction ratings. Use it to see what customers thought of tickets, by score and time. */
    list: {
      params: {
        /** Only ratings of this kind. */
        score?: "offered" | "unoffered" | "received" | "received_with_comment" | "received_without_comment" | "good" | "good_with_comment" | "good_without_comment" | "bad" | "bad_with_comment" | "bad_without_comment"
        /** Only ratings since this moment, in seconds since 1970. */
        start_time?: number
        /** Only ratings until this moment, in seconds since 1970. */
        end_time?: number
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  group_memberships: {
    /** List which agents are in which groups. Use it to see who is in a group, by ids of people and groups. */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  organization_memberships: {
    /** List which people are in which organizations. Use it to see who belongs to an organization, by ids. */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  sla_policies: {
    /** Get one SLA policy. Use it when the id is known and you need the times of a policy. */
    get: {
      params: {
        /** Id of the record. */
        sla_policy_id: number
      }
      record: Record<string, unknown>
    }
    /** List SLA policies. Use it to learn how fast tickets must be answered. Needs the Professional plan. */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  ticket_forms: {
    /** Get one form of tickets. Use it when the id is known and you need the fields of a form. */
    get: {
      params: {
        /** Id of the record. */
        ticket_form_id: number
      }
      record: Record<string, unknown>
    }
    /**
     * List forms of tickets. Use it to see which forms tickets are made by, and their fields. Needs the
     * Professional plan.
     */
    list: {
      params: {
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** Only forms that customers see, or only those they do not. */
        end_user_visible?: boolean
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  articles: {
    /** Get one article. Use it when the id is known and you need the text. */
    get: {
      params: {
        /** Id of the article. */
        id: number
      }
      record: Record<string, unknown>
    }
    /**
     * List articles of the help center. Use it to go through what customers are told. There is no search
     * for words here; look at titles and labels.
     */
    list: {
      params: {
        /** What to order by. */
        sort_by?: "position" | "title" | "created_at" | "updated_at" | "edited_at"
        /** Direction of the order. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
  }
  article_attachments: {
    /**
     * Get what is known of a file of an article. Use it when the id is known and you need name, kind or
     * size. The file itself is given by download.
     */
    get: {
      params: {
        /** Id of the article. */
        article_id: number
        /** Id of the attachment. */
        attachment_id: number
      }
      record: Record<string, unknown>
    }
    /** List files of an article. Use it to see which files an article has. */
    list: {
      params: {
        /** Id of the article. */
        article_id: number
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
    /** Download a file of an article. Use it to get a file of an article, by the ids of both. */
    download: {
      params: {
        /** Id of the article. */
        article_id: number
        /** Id of the attachment. */
        attachment_id: number
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
}
