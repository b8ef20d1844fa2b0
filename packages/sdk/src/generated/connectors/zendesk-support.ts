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
      record: Ticket
    }
    /**
     * List tickets. Use it to go through tickets, oldest first unless sorted otherwise, or to find one by
     * `external_id`. It filters by nothing else, neither words nor state, and leaves out archived ones.
     */
    list: {
      params: {
        /** Only tickets with this id in a system of your own; there may be several. */
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
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Ticket
    }
    /**
     * Open a ticket. Use it to put down a request, for a customer by `requester`. The comment is mailed to
     * the customer unless it is not public. To add to a ticket that exists, use ticket_comments create.
     */
    create: {
      params: {
        /** The ticket: at least a comment. */
        ticket: {
          /** Title. */
          subject?: string
          /** First comment. */
          comment: {
            /** Text, plain. */
            body?: string
            /** Text as HTML, instead of `body`. */
            html_body?: string
            /** Whether the requester sees it; false is an internal note. */
            public?: boolean
            /** Who writes; the credential's user when left out. */
            author_id?: number
            /** Tokens of files that were uploaded. */
            uploads?: string[]
          }
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
          /** State of the account's own, if it has such. */
          custom_status_id?: number
          /** Organization; one that the requester belongs to. */
          organization_id?: number
          /** Problem that it belongs to, of an incident. */
          problem_id?: number
          /** When it is due, of a task. */
          due_at?: string
          /** Who wrote it in and is the author of the first comment. */
          submitter_id?: number
          /** Form. */
          ticket_form_id?: number
          /** Brand. */
          brand_id?: number
          /** Closed ticket that it follows up. */
          via_followup_source_id?: number
        }
      }
      record: Ticket
    }
    /**
     * Change a ticket. Use it to change state, assignee, priority or fields. What you leave out stays;
     * `tags` replaces all. A closed ticket cannot be changed. Only to answer, use ticket_comments create.
     */
    update: {
      params: {
        /** Id of the ticket, its number. */
        ticket_id: number
        /** What changes. */
        ticket: {
          /** Title. */
          subject?: string
          /** Comment to add; a public one is mailed to the requester at once. */
          comment?: {
            /** Text, plain. */
            body?: string
            /** Text as HTML, instead of `body`. */
            html_body?: string
            /** Whether the requester sees it; false is an internal note. */
            public?: boolean
            /** Who writes; the credential's user when left out. */
            author_id?: number
            /** Tokens of files that were uploaded. */
            uploads?: string[]
          }
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
          /** Who asks. */
          requester_id?: number
          /** Id in a system of your own. */
          external_id?: string
          /** State of the account's own, if it has such. */
          custom_status_id?: number
          /** Organization; one that the requester belongs to. */
          organization_id?: number
          /** Problem that it belongs to, of an incident. */
          problem_id?: number
          /** When it is due, of a task. */
          due_at?: string
          /** True to be refused if the ticket changed since `updated_stamp`. */
          safe_update?: boolean
          /** `updated_at` as it was read, for `safe_update`. */
          updated_stamp?: string
        }
      }
      record: Ticket
    }
  }
  ticket_comments: {
    /**
     * List comments of a ticket. Use it to read the conversation of a ticket, oldest first, internal notes
     * included. What else changed is in ticket_audits list.
     */
    list: {
      params: {
        /** Id of the ticket, its number. */
        ticket_id: number
        /** Whether pictures within the text are among the attachments. Default: false. */
        include_inline_images?: boolean
        /** Direction of the order. Default: asc. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: TicketComment
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
            /** Whether the requester sees it; like the ticket's first comment when left out, so give it. */
            public?: boolean
            /** Who writes; the credential's user when left out. */
            author_id?: number
            /** Tokens of files that were uploaded. */
            uploads?: string[]
          }
        }
      }
      record: Ticket
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
          /** Comment to add; a public one is mailed to the requester at once. */
          comment?: {
            /** Text, plain. */
            body?: string
            /** Text as HTML, instead of `body`. */
            html_body?: string
            /** Whether the requester sees it; false is an internal note. */
            public?: boolean
            /** Who writes; the credential's user when left out. */
            author_id?: number
            /** Tokens of files that were uploaded. */
            uploads?: string[]
          }
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
      record: TicketBulkUpdate
    }
  }
  deleted_tickets: {
    /**
     * List deleted tickets. Use it to see what was deleted in the last 30 days, and by whom; archived
     * tickets are not among them. Zendesk allows ten calls a minute.
     */
    list: {
      params: {
        /** What to order by. */
        sort_by?: "id" | "subject" | "deleted_at"
        /** Direction of the order. Default: asc. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: DeletedTicket
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
      record: User
    }
    /**
     * List people. Use it to go through customers, agents and admins, or to find one by `external_id`.
     * There is no search by name or address here.
     */
    list: {
      params: {
        /** Only people of this role. */
        role?: "end-user" | "agent" | "admin"
        /** Only the person with this id in a system of your own. */
        external_id?: string
        /** Only agents of this role of the account's own. Needs the Enterprise plan. */
        permission_set?: number
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: User
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
          name: string
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
          /** Notes. */
          notes?: string
          /** Details, such as an address. */
          details?: string
          /** Language, such as `en-US`. */
          locale?: string
          /** Time zone. */
          time_zone?: string
          /** Whether requests of the person are suspended. */
          suspended?: boolean
          /** Group, of an agent. */
          default_group_id?: number
          /** Role of the account's own, of an agent. */
          custom_role_id?: number
        }
      }
      record: User
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
          /** Further address; the first one stays. */
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
          /** Notes. */
          notes?: string
          /** Details, such as an address. */
          details?: string
          /** Language, such as `en-US`. */
          locale?: string
          /** Time zone. */
          time_zone?: string
          /** Whether requests of the person are suspended. */
          suspended?: boolean
          /** Group, of an agent. */
          default_group_id?: number
          /** Role of the account's own, of an agent. */
          custom_role_id?: number
        }
      }
      record: User
    }
  }
  viewer: {
    /**
     * Get the credential's own agent. Use it to learn as whom calls are made, or whether the credential
     * works at all.
     */
    get: {
      params: Record<string, never>
      record: Viewer
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
      record: Organization
    }
    /**
     * List organizations. Use it to go through organizations of customers and their domains. Agents whose
     * role shows them their own organization only are refused.
     */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Organization
    }
  }
  groups: {
    /** Get one group. Use it when the id is known and you need the name. */
    get: {
      params: {
        /** Id of the record. */
        group_id: number
      }
      record: Group
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
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Group
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
      record: Attachment
    }
    /**
     * Download an attachment. Use it to get the file of a comment, by the id of the attachment. One in
     * which malware was found is refused.
     */
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
    /**
     * List what happened to a ticket. Use it to see who changed what of a ticket and when, oldest first.
     * Those of an archived ticket come all at once.
     */
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
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: TicketAudit
    }
  }
  ticket_metrics: {
    /**
     * List metrics of tickets. Use it to see how fast tickets are answered and solved, newest tickets
     * first, archived ones left out.
     */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: TicketMetric
    }
  }
  ticket_fields: {
    /** Get one field of tickets. Use it when the id is known and you need the choices of a field. */
    get: {
      params: {
        /** Id of the record. */
        ticket_field_id: number
      }
      record: TicketField
    }
    /**
     * List fields of tickets. Use it to find the id and choices of a field before setting it in a ticket.
     * All fields come at once, in their order.
     */
    list: {
      params: {
        /** Language of `title_in_portal`, such as `de`; one that the account has. */
        locale?: string
        /** All fields come at once, so it has no effect. Default: 1. */
        page?: number
        /** All fields come at once, so it has no effect. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: TicketField
    }
  }
  brands: {
    /** Get one brand. Use it when the id is known and you need the name of a brand. */
    get: {
      params: {
        /** Id of the record. */
        brand_id: number
      }
      record: Brand
    }
    /**
     * List brands. Use it to see which brands the account has, by name; an agent may see only those of
     * their own.
     */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Brand
    }
  }
  views: {
    /**
     * Get one view. Use it when the id is known and you need the conditions of a view. It gives no
     * tickets.
     */
    get: {
      params: {
        /** Id of the record. */
        view_id: number
      }
      record: View
    }
    /**
     * List views. Use it to see which lists of tickets agents work from, shared ones and those of the
     * agent. It gives their conditions, not their tickets.
     */
    list: {
      params: {
        /** Only those of this reach. */
        access?: "personal" | "shared" | "account"
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** Only those of this group. */
        group_id?: number
        /** What to order by; their position when left out. */
        sort_by?: "alphabetical" | "created_at" | "updated_at"
        /** Direction of the order; `asc` for names and positions, else `desc`, when left out. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: View
    }
  }
  macros: {
    /** Get one macro. Use it when the id is known and you need what a macro does. */
    get: {
      params: {
        /** Id of the record. */
        macro_id: number
      }
      record: Macro
    }
    /** List macros. Use it to find a prepared answer or change by its name. */
    list: {
      params: {
        /** Only those of this reach; `agents`, those of all agents, is for admins. */
        access?: "personal" | "agents" | "shared" | "account"
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** Only macros of this category. */
        category?: string
        /** Only those of this group. */
        group_id?: number
        /** Whether to leave out macros that the agent cannot use on tickets. Default: false. */
        only_viewable?: boolean
        /** What to order by; their names when left out. */
        sort_by?: "alphabetical" | "created_at" | "updated_at" | "usage_1h" | "usage_24h" | "usage_7d" | "usage_30d"
        /** Direction of the order; `asc` for names and positions, else `desc`, when left out. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Macro
    }
  }
  triggers: {
    /** Get one trigger. Use it when the id is known and you need conditions and actions. */
    get: {
      params: {
        /** Id of the record. */
        trigger_id: number
      }
      record: Trigger
    }
    /**
     * List triggers. Use it to learn what happens by itself when a ticket changes. What happens after a
     * time is in automations list.
     */
    list: {
      params: {
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** Only triggers of this category. */
        category_id?: string
        /** What to order by; their position when left out. Use needs the Professional plan. */
        sort_by?: "alphabetical" | "created_at" | "updated_at" | "usage_1h" | "usage_24h" | "usage_7d"
        /** Direction of the order; `asc` for names and positions, else `desc`, when left out. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Trigger
    }
  }
  automations: {
    /** Get one automation. Use it when the id is known and you need conditions and actions. */
    get: {
      params: {
        /** Id of the record. */
        automation_id: number
      }
      record: Automation
    }
    /**
     * List automations. Use it to learn what happens to tickets after a time. What happens when a ticket
     * changes is in triggers list.
     */
    list: {
      params: {
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** What to order by; their position when left out. Use needs the Professional plan. */
        sort_by?: "alphabetical" | "created_at" | "updated_at" | "usage_1h" | "usage_24h" | "usage_7d"
        /** Direction of the order; `asc` for names and positions, else `desc`, when left out. */
        sort_order?: "asc" | "desc"
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Automation
    }
  }
  tags: {
    /**
     * List tags. Use it to see what tickets are about, the most used tags first, of the last 60 days. It
     * names no tickets.
     */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Tag
    }
  }
  satisfaction_ratings: {
    /**
     * Get one satisfaction rating. Use it when the id is known and you need score and comment. Needs an
     * admin.
     */
    get: {
      params: {
        /** Id of the record. */
        satisfaction_rating_id: number
      }
      record: SatisfactionRating
    }
    /**
     * List satisfaction ratings. Use it to see what customers thought of tickets, by score and time. Needs
     * an admin.
     */
    list: {
      params: {
        /** Only ratings of this kind; `good` and `bad` with and without comments. */
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
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: SatisfactionRating
    }
  }
  group_memberships: {
    /**
     * List which agents are in which groups. Use it to see which agents are in which groups, of all
     * groups, by ids. Names are in users and groups.
     */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: GroupMembership
    }
  }
  organization_memberships: {
    /**
     * List which people are in which organizations. Use it to see who belongs to which organization, of
     * all organizations, by ids. Names of people are in users.
     */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: OrganizationMembership
    }
  }
  sla_policies: {
    /** Get one SLA policy. Use it when the id is known and you need the times of a policy. Needs an admin. */
    get: {
      params: {
        /** Id of the record. */
        sla_policy_id: number
      }
      record: SlaPolicy
    }
    /**
     * List SLA policies. Use it to learn how fast tickets must be answered. Needs an admin and the
     * Professional plan.
     */
    list: {
      params: {
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: SlaPolicy
    }
  }
  ticket_forms: {
    /** Get one form of tickets. Use it when the id is known and you need the fields of a form. */
    get: {
      params: {
        /** Id of the record. */
        ticket_form_id: number
      }
      record: TicketForm
    }
    /**
     * List forms of tickets. Use it to see which forms tickets are made by, and their fields. Needs Suite
     * Growth, Support Enterprise or a higher plan.
     */
    list: {
      params: {
        /** Only those in force, or only those that are not. */
        active?: boolean
        /** Only forms that customers see, or only those they do not. */
        end_user_visible?: boolean
        /** Whether to answer with the default form if no form fits that is in force and seen. Default: false. */
        fallback_to_default?: boolean
        /** Whether to leave out forms that the brand of the address does not have. Default: false. */
        associated_to_brand?: boolean
        /** Which page to fetch, counted from 1. Zendesk gives no more than 10,000 records by page. Default: 1. */
        page?: number
        /** How many records a page holds, at most 100. Default: 100. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: TicketForm
    }
  }
  articles: {
    /** Get one article. Use it when the id is known and you need the text. */
    get: {
      params: {
        /** Id of the article. */
        id: number
      }
      record: Article
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
        /** How many records a page holds, at most 100. Default: 30. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Article
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
      record: ArticleAttachment
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
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: ArticleAttachment
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

/** A request of a customer. */
export interface Ticket {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Id in a system of your own. */
  external_id?: string | null
  /** Title. */
  subject?: string
  /** Title with placeholders. */
  raw_subject?: string
  /** First comment. Read only. */
  description?: string
  /** State. */
  status?: "new" | "open" | "pending" | "hold" | "solved" | "closed"
  /** Priority. */
  priority?: "low" | "normal" | "high" | "urgent" | null
  /** Kind. */
  type?: "problem" | "incident" | "question" | "task" | null
  /** State of the account's own, of which `status` is the category. */
  custom_status_id?: number | null
  /** Address that it was sent to. */
  recipient?: string | null
  /** Who asks. */
  requester_id?: number
  /** Who wrote it in. */
  submitter_id?: number
  /** Agent who works on it. */
  assignee_id?: number | null
  /** Organization of the requester. */
  organization_id?: number | null
  /** Group it belongs to. */
  group_id?: number | null
  /** Brand. */
  brand_id?: number
  /** Form. */
  ticket_form_id?: number
  /** People in copy. */
  collaborator_ids?: number[]
  /** Agents who follow it. */
  follower_ids?: number[]
  /** People in copy by mail. */
  email_cc_ids?: number[]
  /** Tickets that follow it up once it is closed. */
  followup_ids?: number[]
  /** Agreements that share it. */
  sharing_agreement_ids?: number[]
  /** Problem that an incident belongs to. */
  problem_id?: number | null
  /** Whether a problem has incidents. */
  has_incidents?: boolean
  /** When a task is due. */
  due_at?: string | null
  /** Tags. */
  tags?: string[]
  /** Values of further fields: `id` and `value`. */
  custom_fields?: Record<string, unknown>[]
  /** What the customer thought of it. */
  satisfaction_rating?: Record<string, unknown> | null
  /** Whether it came by messaging. */
  from_messaging_channel?: boolean
  /** Whether agents may attach files. */
  allow_attachments?: boolean
  /** How it came in. */
  via?: Record<string, unknown>
  /** Whether a comment is public. */
  is_public?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A comment of a ticket. */
export interface TicketComment {
  /** Id. */
  id?: number
  /** `Comment` or `VoiceComment`. */
  type?: string
  /** Who wrote it. */
  author_id?: number
  /** Text. */
  body?: string
  /** Text as HTML. */
  html_body?: string
  /** Text without format. */
  plain_body?: string
  /** Whether the requester sees it. */
  public?: boolean
  /** Files, with `content_url`. */
  attachments?: Record<string, unknown>[]
  /** Audit it belongs to. */
  audit_id?: number
  /** How it came in. */
  via?: Record<string, unknown>
  /** Where it came from. */
  metadata?: Record<string, unknown>
  /** When it was written. */
  created_at?: string
}

/** Work that Zendesk does in the background. */
export interface TicketBulkUpdate {
  /** Id. */
  id?: string
  /** Where its state can be asked. */
  url?: string
  /** Kind. */
  job_type?: string
  /** `queued`, `working`, `completed` or `failed`. */
  status?: string
  /** How many records. */
  total?: number | null
  /** How many are done. */
  progress?: number | null
  /** What it says. */
  message?: string | null
  /** What became of each: `id`, `action`, `success` and `status`. */
  results?: Record<string, unknown>[] | Record<string, unknown> | null
}

/** A ticket that was deleted less than 30 days ago. */
export interface DeletedTicket {
  /** Id. */
  id?: number
  /** Title. */
  subject?: string
  /** Who deleted it: `id` and `name`. */
  actor?: Record<string, unknown>
  /** When that was. */
  deleted_at?: string
  /** State it had. */
  previous_state?: string
}

/** A customer, agent or admin. */
export interface User {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  name?: string
  /** Name that customers see. */
  alias?: string | null
  /** Address. */
  email?: string | null
  /** Role. */
  role?: "end-user" | "agent" | "admin"
  /**
   * 0 is a role of the account's own, 1 a light agent, 2 and 3 agents for chat, 4 an admin, 5 a billing
   * admin.
   */
  role_type?: number | null
  /** Role of the account's own, of an agent. */
  custom_role_id?: number | null
  /** False if the person was deleted. */
  active?: boolean
  /** Whether the address was checked. */
  verified?: boolean
  /** Whether requests of the person are suspended. */
  suspended?: boolean
  /** Whether an agent sees only some tickets. */
  restricted_agent?: boolean
  /** Which tickets the person sees: `organization`, `groups`, `assigned`, `requested`; null is all. */
  ticket_restriction?: string | null
  /** Id in a system of your own. */
  external_id?: string | null
  /** Organization. */
  organization_id?: number | null
  /** Group, of an agent. */
  default_group_id?: number | null
  /** Telephone number. */
  phone?: string | null
  /** Language. */
  locale?: string
  /** Time zone. */
  time_zone?: string
  /** Time zone by its IANA name, such as `Europe/Berlin`. */
  iana_time_zone?: string
  /** Notes. */
  notes?: string | null
  /** Details. */
  details?: string | null
  /** Tags. */
  tags?: string[]
  /** Values of further fields. */
  user_fields?: Record<string, unknown>
  /** When the person last signed in or called the API. */
  last_login_at?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The credential's own agent. */
export interface Viewer {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string | null
  /** Role. */
  role?: "end-user" | "agent" | "admin"
  /** False if the person was deleted. */
  active?: boolean
  /** Whether the address was checked. */
  verified?: boolean
  /** Time zone. */
  time_zone?: string
  /** Language. */
  locale?: string
  /** Organization. */
  organization_id?: number | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** An organization of customers. */
export interface Organization {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  name?: string
  /** Id in a system of your own. */
  external_id?: string | null
  /** Domains whose people belong to it. */
  domain_names?: string[]
  /** Group that its tickets go to. */
  group_id?: number | null
  /** Whether its people see each other's tickets. */
  shared_tickets?: boolean
  /** Whether they can comment there. */
  shared_comments?: boolean
  /** Details. */
  details?: string | null
  /** Notes. */
  notes?: string | null
  /** Tags. */
  tags?: string[]
  /** Values of further fields. */
  organization_fields?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A group of agents. */
export interface Group {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  name?: string
  /** What it does. */
  description?: string
  /** Whether it is the default one. */
  default?: boolean
  /** Whether it was deleted. */
  deleted?: boolean
  /** Whether all agents see its tickets. */
  is_public?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A file of a ticket. */
export interface Attachment {
  /** Id. */
  id?: number
  /** Name. */
  file_name?: string
  /** Where the file is. */
  content_url?: string
  /** The same at the address of the brand. */
  mapped_content_url?: string
  /** Kind. */
  content_type?: string
  /** Size in bytes. */
  size?: number
  /** Whether it is shown within the text. */
  inline?: boolean
  /** Whether it was deleted. */
  deleted?: boolean
  /** `malware_found`, `malware_not_found`, `failed_to_scan` or `not_scanned`. */
  malware_scan_result?: string
  /** Whether it may be downloaded although malware was found. */
  malware_access_override?: boolean
  /** Height in pixels, of a picture. */
  height?: number | string | null
  /** Width in pixels, of a picture. */
  width?: number | string | null
  /** Small pictures. */
  thumbnails?: Record<string, unknown>[]
  /** Its address in the API. */
  url?: string
}

/** What happened to a ticket at one time. */
export interface TicketAudit {
  /** Id. */
  id?: number
  /** Ticket. */
  ticket_id?: number
  /** Who did it. */
  author_id?: number
  /** Changes and comments. */
  events?: Record<string, unknown>[]
  /** How it was done. */
  via?: Record<string, unknown>
  /** From where it was done. */
  metadata?: Record<string, unknown>
  /** When it was done. */
  created_at?: string
}

/** Times and counts of a ticket. */
export interface TicketMetric {
  /** Id. */
  id?: number
  /** Ticket. */
  ticket_id?: number
  /** Its address in the API. */
  url?: string
  /** How often it was opened again. */
  reopens?: number
  /** Public replies by agents. */
  replies?: number
  /** How many agents had it. */
  assignee_stations?: number
  /** How many groups had it. */
  group_stations?: number
  /** Until the first reply, in calendar and business minutes. */
  reply_time_in_minutes?: Record<string, unknown>
  /** Until it was first solved. */
  first_resolution_time_in_minutes?: Record<string, unknown>
  /** Until it was last solved. */
  full_resolution_time_in_minutes?: Record<string, unknown>
  /** How long agents waited. */
  agent_wait_time_in_minutes?: Record<string, unknown>
  /** How long the requester waited. */
  requester_wait_time_in_minutes?: Record<string, unknown>
  /** How long it was on hold. */
  on_hold_time_in_minutes?: Record<string, unknown>
  /** Until the first reply, of tickets by messaging. */
  reply_time_in_seconds?: Record<string, unknown>
  /** When it was first assigned. */
  initially_assigned_at?: string | null
  /** When it was last assigned. */
  assigned_at?: string | null
  /** When the assignee last changed it. */
  assignee_updated_at?: string | null
  /** When the requester last changed it. */
  requester_updated_at?: string | null
  /** When its state last changed. */
  status_updated_at?: string | null
  /** When its state of the account's own last changed. */
  custom_status_updated_at?: string | null
  /** When the last comment was added. */
  latest_comment_added_at?: string | null
  /** When it was solved. */
  solved_at?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A field that tickets have. */
export interface TicketField {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Kind. */
  type?: string
  /** Name. */
  title?: string
  /** Name with placeholders. */
  raw_title?: string
  /** Name that customers see. */
  title_in_portal?: string
  /** What it is for. */
  description?: string
  /** What it is for, for agents only. */
  agent_description?: string | null
  /** Its place. */
  position?: number
  /** Whether it is used. */
  active?: boolean
  /** Whether agents must fill it in to solve. */
  required?: boolean
  /** Tag, of a checkbox. */
  tag?: string | null
  /** Whether customers must fill it in. */
  required_in_portal?: boolean
  /** Whether customers see it. */
  visible_in_portal?: boolean
  /** Whether customers can fill it in. */
  editable_in_portal?: boolean
  /** Pattern of its values, of the kind `regexp`. */
  regexp_for_validation?: string | null
  /** What it refers to, of a lookup: `zen:user`, `zen:organization`, `zen:ticket` or an object. */
  relationship_target_type?: string
  /** Whether it was added to the account. */
  removable?: boolean
  /** Choices of a system field. */
  system_field_options?: Record<string, unknown>[]
  /** Choices of an added field. */
  custom_field_options?: Record<string, unknown>[]
  /** States of the account's own, of the field of that kind. */
  custom_statuses?: Record<string, unknown>[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A brand. */
export interface Brand {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  name?: string
  /** Its own subdomain. */
  subdomain?: string
  /** Its address. */
  brand_url?: string
  /** Its own host. */
  host_mapping?: string | null
  /** Whether it has a help center. */
  has_help_center?: boolean
  /** State of that. */
  help_center_state?: "enabled" | "disabled" | "restricted"
  /** Whether it is used. */
  active?: boolean
  /** Whether it is the default one. */
  default?: boolean
  /** Whether it was deleted. */
  is_deleted?: boolean
  /** Logo. */
  logo?: Record<string, unknown> | null
  /** Signature of agents. */
  signature_template?: string
  /** Forms. */
  ticket_form_ids?: number[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A list of tickets by conditions. */
export interface View {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  title?: string
  /** What it is for. */
  description?: string | null
  /** Whether it is in force. */
  active?: boolean
  /** Its place. */
  position?: number
  /** When it holds: `all` and `any`. */
  conditions?: Record<string, unknown>
  /** Columns and order. */
  execution?: Record<string, unknown>
  /** Who can use it. */
  restriction?: Record<string, unknown> | null
  /** Whether it is a default one. */
  default?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Changes that agents make by one click. */
export interface Macro {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  title?: string
  /** What it is for. */
  description?: string | null
  /** Whether it is in force. */
  active?: boolean
  /** Its place. */
  position?: number
  /** What it does: `field` and `value`. */
  actions?: Record<string, unknown>[]
  /** Who can use it. */
  restriction?: Record<string, unknown> | null
  /** Whether it is a default one. */
  default?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** What happens when a ticket changes. */
export interface Trigger {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  title?: string
  /** Name with placeholders. */
  raw_title?: string
  /** What it is for. */
  description?: string | null
  /** Whether it is in force. */
  active?: boolean
  /** Its place. */
  position?: number
  /** When it holds: `all` and `any`. */
  conditions?: Record<string, unknown>
  /** What it does: `field` and `value`. */
  actions?: Record<string, unknown>[]
  /** Category. */
  category_id?: string
  /** Whether it is a default one. */
  default?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** What happens to a ticket after a time. */
export interface Automation {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  title?: string
  /** Name with placeholders. */
  raw_title?: string
  /** Whether it is in force. */
  active?: boolean
  /** Its place. */
  position?: number
  /** When it holds: `all` and `any`. */
  conditions?: Record<string, unknown>
  /** What it does: `field` and `value`. */
  actions?: Record<string, unknown>[]
  /** Whether it is a default one. */
  default?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A tag. */
export interface Tag {
  /** Name. */
  name?: string
  /** How many tickets, people and organizations have it; late by up to a day. */
  count?: number
}

/** What a customer thought of a ticket. */
export interface SatisfactionRating {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** `good`, `bad`, `offered` or `unoffered`. */
  score?: string
  /** What the customer wrote. */
  comment?: string | null
  /** Why. */
  reason?: string | null
  /** Id of that. */
  reason_id?: number | null
  /** Ticket. */
  ticket_id?: number
  /** Customer. */
  requester_id?: number
  /** Agent. */
  assignee_id?: number | null
  /** Group. */
  group_id?: number | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** That an agent belongs to a group. */
export interface GroupMembership {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Agent. */
  user_id?: number
  /** Group. */
  group_id?: number
  /** Whether it is the agent's default group. */
  default?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** That a person belongs to an organization. */
export interface OrganizationMembership {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Person. */
  user_id?: number
  /** Organization. */
  organization_id?: number
  /** Its name. */
  organization_name?: string
  /** True if it is the person's default one, else null. */
  default?: boolean | null
  /** Whether the person sees tickets of the others. */
  view_tickets?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** How fast tickets must be answered. */
export interface SlaPolicy {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  title?: string
  /** What it is for. */
  description?: string | null
  /** Its place. */
  position?: number
  /** Which tickets: `all` and `any`. */
  filter?: Record<string, unknown>
  /** Times by priority and metric, in minutes. */
  policy_metrics?: Record<string, unknown>[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A form that tickets are made by. */
export interface TicketForm {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Name. */
  name?: string
  /** Name with placeholders. */
  raw_name?: string
  /** Name that customers see. */
  display_name?: string
  /** Name that customers see with placeholders. */
  raw_display_name?: string
  /** Whether it is used. */
  active?: boolean
  /** Whether it is the default one. */
  default?: boolean
  /** Whether customers see it. */
  end_user_visible?: boolean
  /** Its place. */
  position?: number
  /** Fields. */
  ticket_field_ids?: number[]
  /** When agents see which fields. */
  agent_conditions?: Record<string, unknown>[]
  /** When customers see which fields. */
  end_user_conditions?: Record<string, unknown>[]
  /** Whether all brands have it. */
  in_all_brands?: boolean
  /** Brands that have it. */
  restricted_brand_ids?: number[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** An article of the help center. */
export interface Article {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Its page. */
  html_url?: string
  /** Title. */
  title?: string
  /** The same. */
  name?: string
  /** Text as HTML. */
  body?: string | null
  /** Language. */
  locale?: string
  /** Language it was written in. */
  source_locale?: string
  /** Who wrote it. */
  author_id?: number
  /** Section. */
  section_id?: number
  /** Whether it is a draft. */
  draft?: boolean
  /** Whether it is put forward. */
  promoted?: boolean
  /** Its place. */
  position?: number
  /** Labels. */
  label_names?: string[]
  /** Content tags. */
  content_tag_ids?: string[]
  /** Votes for less votes against. */
  vote_sum?: number
  /** Votes. */
  vote_count?: number
  /** Whether comments are off. */
  comments_disabled?: boolean
  /** Whether it is marked as out of date. */
  outdated?: boolean
  /** Who can see it. */
  user_segment_id?: number | null
  /** Who can change it. */
  permission_group_id?: number
  /** When its text last changed. */
  edited_at?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A file of an article. */
export interface ArticleAttachment {
  /** Id. */
  id?: number
  /** Its address in the API. */
  url?: string
  /** Article. */
  article_id?: number
  /** Name. */
  file_name?: string
  /** Where the file is. */
  content_url?: string
  /** Kind. */
  content_type?: string
  /** Size in bytes. */
  size?: number
  /** Whether it is shown within the text. */
  inline?: boolean
  /** Name that is shown. */
  display_file_name?: string
  /** Language it belongs to, if inline. */
  locale?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}
