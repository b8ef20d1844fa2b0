// Made by `npm run generate` from packages/catalog/freshdesk; do not edit.

/**
 * Reads and writes tickets, replies, notes, contacts and companies of Freshdesk, and reads agents,
 * groups, roles, surveys and time entries.
 */
export interface Freshdesk {
  tickets: {
    /**
     * Get one ticket. Use it when the id is known and you need its text and fields. What was said is in
     * conversations list.
     */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** What to give beside it. */
        include?: "conversations" | "requester" | "company" | "stats"
      }
      record: Ticket
    }
    /**
     * List tickets. Use it to see tickets of the last 30 days, or those changed since a moment. For state
     * or priority, use tickets api_search.
     */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only those changed after this moment. */
        updated_since?: string
        /** What to sort by. Default: created_at. */
        order_by?: "created_at" | "due_by" | "updated_at" | "status"
        /** Which way to sort. Default: desc. */
        order_type?: "asc" | "desc"
        /** Only tickets of this view. */
        filter?: "new_and_my_open" | "watching" | "spam" | "deleted"
        /** Only those with this address. */
        email?: string
        /** Only tickets of this contact. */
        requester_id?: number
        /** Company, by its id. */
        company_id?: number
        /** What to give beside each ticket. */
        include?: "stats" | "requester" | "description"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Ticket
    }
    /**
     * Open a ticket. Use it to write in what someone asks; give email, phone or requester_id. They get a
     * mail.
     */
    create: {
      params: {
        /** Subject. */
        subject: string
        /** Text in HTML. */
        description: string
        /** 2 open, 3 pending, 4 resolved, 5 closed. */
        status: 2 | 3 | 4 | 5
        /** 1 low, 2 medium, 3 high, 4 urgent. */
        priority: 1 | 2 | 3 | 4
        /** Address of who asks. */
        email?: string
        /** Telephone number. */
        phone?: string
        /** Name. */
        name?: string
        /** Contact who asks. */
        requester_id?: number
        /** How it came: 1 mail, 2 portal, 3 phone, 7 chat, 9 widget, 10 sent by us. Default: 2. */
        source?: 1 | 2 | 3 | 7 | 9 | 10
        /** Type, as the account names it. */
        type?: string
        /** Agent who works on it. */
        responder_id?: number
        /** Group that works on it. */
        group_id?: number
        /** Company, by its id. */
        company_id?: number
        /** Tags. */
        tags?: string[]
        /** Addresses in copy. */
        cc_emails?: string[]
        /** Fields of your own. */
        custom_fields?: Record<string, unknown>
        /** When it has to be solved. */
        due_by?: string
      }
      record: Ticket
    }
    /** Change a ticket. Use it to change state, priority, agent, tags or fields. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Subject. */
        subject?: string
        /** Text in HTML. */
        description?: string
        /** 2 open, 3 pending, 4 resolved, 5 closed. */
        status?: 2 | 3 | 4 | 5
        /** 1 low, 2 medium, 3 high, 4 urgent. */
        priority?: 1 | 2 | 3 | 4
        /** Type, as the account names it. */
        type?: string
        /** Agent who works on it. */
        responder_id?: number
        /** Group that works on it. */
        group_id?: number
        /** Tags. */
        tags?: string[]
        /** Fields of your own. */
        custom_fields?: Record<string, unknown>
        /** When it has to be solved. */
        due_by?: string
      }
      record: Ticket
    }
    /** Delete a ticket. Use it to move a ticket to the trash. To close it, change its status. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Record<string, unknown>
    }
    /** Search tickets. Use it to find tickets by state, priority, type, tag, agent, group or time. */
    api_search: {
      params: {
        /** Condition in double quotes, such as members with a colon and a value, joined by AND and OR. */
        query: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Ticket
    }
  }
  conversations: {
    /** List what was said in a ticket. Use it to read a ticket from its begin. */
    list: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Conversation
    }
  }
  ticket_replies: {
    /** Answer a customer. Use it to send an answer by mail. It cannot be called back. */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Text in HTML. */
        body: string
        /** Addresses in copy. */
        cc_emails?: string[]
      }
      record: TicketReply
    }
  }
  ticket_notes: {
    /** Add a note to a ticket. Use it to add a note for agents; with private false the customer sees it. */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Text in HTML. */
        body: string
        /** Whether agents alone see it. Default: true. */
        private?: boolean
        /** Agents to tell, by their addresses. */
        notify_emails?: string[]
      }
      record: TicketNote
    }
  }
  contacts: {
    /** Get one contact. Use it when the id is known. */
    get: {
      params: {
        /** Id of the contact. */
        id: number
      }
      record: Contact
    }
    /** List contacts. Use it to see contacts, by address, company, state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only those changed after this moment. */
        updated_since?: string
        /** Only those with this address. */
        email?: string
        /** Only those with this number. */
        phone?: string
        /** Company, by its id. */
        company_id?: number
        /** Only contacts of this state. */
        state?: "verified" | "unverified" | "blocked" | "deleted"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Contact
    }
    /**
     * Add a contact. Use it to add someone, with an address or a number. An address that is known is
     * refused.
     */
    create: {
      params: {
        /** Name. */
        name: string
        /** Only those with this address. */
        email?: string
        /** Telephone number. */
        phone?: string
        /** Mobile number. */
        mobile?: string
        /** Address. */
        address?: string
        /** Company, by its id. */
        company_id?: number
        /** Job. */
        job_title?: string
        /** Tags. */
        tags?: string[]
        /** Whether they see tickets of their company. */
        view_all_tickets?: boolean
        /** Fields of your own. */
        custom_fields?: Record<string, unknown>
      }
      record: Contact
    }
    /** Change a contact. Use it to correct name, address or company. */
    update: {
      params: {
        /** Id of the contact. */
        id: number
        /** Name. */
        name?: string
        /** Only those with this address. */
        email?: string
        /** Telephone number. */
        phone?: string
        /** Mobile number. */
        mobile?: string
        /** Address. */
        address?: string
        /** Company, by its id. */
        company_id?: number
        /** Job. */
        job_title?: string
        /** Tags. */
        tags?: string[]
        /** Whether they see tickets of their company. */
        view_all_tickets?: boolean
        /** Fields of your own. */
        custom_fields?: Record<string, unknown>
      }
      record: Contact
    }
    /** Delete a contact. Use it to move a contact to the trash; tickets stay. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Record<string, unknown>
    }
  }
  contact_names: {
    /** Find contacts by name. Use it to find contacts by the begin of their name. */
    list: {
      params: {
        /** Begin of the name. */
        term: string
      }
      record: ContactName
    }
  }
  agents: {
    /** Get one agent. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Agent
    }
    /** List agents. Use it to find agents and their ids. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only those with this address. */
        email?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Agent
    }
  }
  viewer: {
    /** Get the agent in use. Use it to see as whom calls are made. */
    get: {
      params: Record<string, never>
      record: Viewer
    }
  }
  groups: {
    /** Get one group. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Group
    }
    /** List groups. Use it to find groups and their agents. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Group
    }
  }
  companies: {
    /** Get one company. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Company
    }
    /** List companies. Use it to see companies. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Company
    }
    /** Add a company. Use it to add a company; its name has to be new. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Text in HTML. */
        description?: string
        /** Note. */
        note?: string
        /** Domains of its people. */
        domains?: string[]
        /** How the customer is. */
        health_score?: "At risk" | "Doing okay" | "Happy"
        /** Level. */
        account_tier?: "Basic" | "Premium" | "Enterprise"
        /** Fields of your own. */
        custom_fields?: Record<string, unknown>
      }
      record: Company
    }
    /** Change a company. Use it to correct name, domains or note. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Name. */
        name?: string
        /** Text in HTML. */
        description?: string
        /** Note. */
        note?: string
        /** Domains of its people. */
        domains?: string[]
        /** How the customer is. */
        health_score?: "At risk" | "Doing okay" | "Happy"
        /** Level. */
        account_tier?: "Basic" | "Premium" | "Enterprise"
        /** Fields of your own. */
        custom_fields?: Record<string, unknown>
      }
      record: Company
    }
  }
  roles: {
    /** Get one role. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Role
    }
    /** List roles. Use it to see roles of agents. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Role
    }
  }
  satisfaction_ratings: {
    /** List satisfaction ratings. Use it to see what customers thought of answers. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only those made after this moment. */
        created_since?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: SatisfactionRating
    }
  }
  surveys: {
    /** List surveys. Use it to see what customers are asked. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only surveys in this state, such as `active`. */
        state?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Survey
    }
  }
  time_entries: {
    /** List time entries. Use it to see time over all tickets, by agent, company or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Company, by its id. */
        company_id?: number
        /** Agent whose time it is. */
        agent_id?: number
        /** Only time spent after this moment. */
        executed_after?: string
        /** Only time spent before this moment. */
        executed_before?: string
        /** Whether it is paid for. */
        billable?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: TimeEntry
    }
    /** Write time on a ticket. Use it to write time that was spent. Doing it twice writes it twice. */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Time, as hours and minutes. */
        time_spent?: string
        /** Agent whose time it is. */
        agent_id?: number
        /** Whether it is paid for. */
        billable?: boolean
        /** What was done. */
        note?: string
      }
      record: TimeEntry
    }
  }
  ticket_fields: {
    /** List fields of tickets. Use it to find names and choices of fields. */
    list: {
      params: {
        /** How many records a page holds. Default: 30. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: TicketField
    }
  }
}

/** A request of a customer. */
export interface Ticket {
  /** Id. */
  id?: number
  /** Subject. */
  subject?: string
  /** Text in HTML; in one ticket, or with include. */
  description?: string
  /** Text. */
  description_text?: string
  /** 2 open, 3 pending, 4 resolved, 5 closed. */
  status?: number
  /** 1 low to 4 urgent. */
  priority?: number
  /** How it came. */
  source?: number
  /** Type. */
  type?: string | null
  /** Who asks. */
  requester_id?: number
  /** Agent who works on it. */
  responder_id?: number | null
  /** Group that works on it. */
  group_id?: number | null
  /** Company. */
  company_id?: number | null
  /** Product. */
  product_id?: number | null
  /** Mailbox. */
  email_config_id?: number | null
  /** Addresses in copy. */
  cc_emails?: string[]
  /** Addresses it was sent on to. */
  fwd_emails?: string[]
  /** Addresses in copy of answers. */
  reply_cc_emails?: string[]
  /** Addresses it was sent to. */
  to_emails?: string[] | null
  /** Tags. */
  tags?: string[]
  /** Whether it is spam. */
  spam?: boolean
  /** Whether the first answer is late. */
  fr_escalated?: boolean
  /** Whether it is late. */
  is_escalated?: boolean
  /** When it has to be solved. */
  due_by?: string
  /** When it has to be answered. */
  fr_due_by?: string
  /** Fields of your own. */
  custom_fields?: Record<string, unknown>
  /** Moments, with include. */
  stats?: Record<string, unknown> | null
  /** Who asks, with include. */
  requester?: Record<string, unknown> | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Something that was said in a ticket. */
export interface Conversation {
  /** Id. */
  id?: number
  /** Text in HTML. */
  body?: string
  /** Text. */
  body_text?: string
  /** Whether the customer said it. */
  incoming?: boolean
  /** Whether agents alone see it. */
  private?: boolean
  /** Who said it. */
  user_id?: number
  /** Ticket. */
  ticket_id?: number
  /** How it came. */
  source?: number
  /** Sender. */
  from_email?: string | null
  /** To whom. */
  to_emails?: string[] | null
  /** In copy. */
  cc_emails?: string[] | null
  /** Files. */
  attachments?: Record<string, unknown>[]
  /** When. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** An answer to a customer. */
export interface TicketReply {
  /** Id. */
  id?: number
  /** Text in HTML. */
  body?: string
  /** Who said it. */
  user_id?: number
  /** Ticket. */
  ticket_id?: number
  /** To whom. */
  to_emails?: string[]
  /** In copy. */
  cc_emails?: string[]
  /** When. */
  created_at?: string
}

/** A note in a ticket. */
export interface TicketNote {
  /** Id. */
  id?: number
  /** Text in HTML. */
  body?: string
  /** Whether agents alone see it. */
  private?: boolean
  /** Who wrote it. */
  user_id?: number
  /** Ticket. */
  ticket_id?: number
  /** When. */
  created_at?: string
}

/** Someone who asks. */
export interface Contact {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
  /** Address. */
  email?: string | null
  /** Telephone number. */
  phone?: string | null
  /** Mobile number. */
  mobile?: string | null
  /** Address. */
  address?: string | null
  /** Company. */
  company_id?: number | null
  /** Job. */
  job_title?: string | null
  /** Language. */
  language?: string
  /** Time zone. */
  time_zone?: string
  /** Whether the address was confirmed. */
  active?: boolean
  /** Whether they see tickets of their company. */
  view_all_tickets?: boolean
  /** Tags. */
  tags?: string[]
  /** Further addresses. */
  other_emails?: string[]
  /** Fields of your own. */
  custom_fields?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A contact, by the begin of its name. */
export interface ContactName {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
}

/** Someone who answers. */
export interface Agent {
  /** Id. Goes into `responder_id`. */
  id?: number
  /** Whether they take tickets. */
  available?: boolean
  /** Whether they are there by the day. */
  occasional?: boolean
  /** Signature. */
  signature?: string | null
  /** Which tickets they see. */
  ticket_scope?: number
  /** Kind. */
  type?: string
  /** Groups. */
  group_ids?: number[]
  /** Roles. */
  role_ids?: number[]
  /** Name, address and so on. */
  contact?: Record<string, unknown>
  /** When they were last there. */
  last_active_at?: string | null
  /** When they were added. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The agent whose key it is. */
export interface Viewer {
  /** Id. */
  id?: number
  /** Kind. */
  type?: string
  /** Roles. */
  role_ids?: number[]
  /** Groups. */
  group_ids?: number[]
  /** Name, address and so on. */
  contact?: Record<string, unknown>
}

/** A group of agents. */
export interface Group {
  /** Id. Goes into `group_id`. */
  id?: number
  /** Name. */
  name?: string
  /** What it is for. */
  description?: string | null
  /** Agents. */
  agent_ids?: number[]
  /** Who is told when it is late. */
  escalate_to?: number | null
  /** After which time. */
  unassigned_for?: string | null
  /** Whether tickets are given out by themselves. */
  auto_ticket_assign?: unknown
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A company of customers. */
export interface Company {
  /** Id. Goes into `company_id`. */
  id?: number
  /** Name. */
  name?: string
  /** What it does. */
  description?: string | null
  /** Note. */
  note?: string | null
  /** Domains of its people. */
  domains?: string[]
  /** How the customer is. */
  health_score?: string | null
  /** Level. */
  account_tier?: string | null
  /** When the contract ends. */
  renewal_date?: string | null
  /** Branch. */
  industry?: string | null
  /** Fields of your own. */
  custom_fields?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A role of agents. */
export interface Role {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
  /** What it may do. */
  description?: string
  /** Whether it was there from the begin. */
  default?: boolean
  /** For which agents. */
  agent_type?: number
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** What a customer thought of an answer. */
export interface SatisfactionRating {
  /** Id. */
  id?: number
  /** Survey. */
  survey_id?: number
  /** Who. */
  user_id?: number
  /** Agent. */
  agent_id?: number | null
  /** Group. */
  group_id?: number | null
  /** Ticket. */
  ticket_id?: number
  /** Words. */
  feedback?: string | null
  /** Marks, by question. */
  ratings?: Record<string, unknown>
  /** When. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Questions to customers. */
export interface Survey {
  /** Id. */
  id?: number
  /** Title. */
  title?: string
  /** Whether it is asked. */
  active?: boolean
  /** Questions. */
  questions?: Record<string, unknown>[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Time that was spent on a ticket. */
export interface TimeEntry {
  /** Id. */
  id?: number
  /** Ticket. */
  ticket_id?: number
  /** Agent. */
  agent_id?: number
  /** Whether it is paid for. */
  billable?: boolean
  /** What was done. */
  note?: string | null
  /** Time, as hours and minutes. */
  time_spent?: string
  /** Whether it runs. */
  timer_running?: boolean
  /** When it was spent. */
  executed_at?: string
  /** When it was written. */
  start_time?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A field of tickets. */
export interface TicketField {
  /** Id. */
  id?: number
  /** Name. Goes into `custom_fields`. */
  name?: string
  /** Name for agents. */
  label?: string
  /** Name for customers. */
  label_for_customers?: string
  /** Type. */
  type?: string
  /** What it is for. */
  description?: string | null
  /** Place. */
  position?: number
  /** Whether it has to be filled in to close. */
  required_for_closure?: boolean
  /** Whether agents have to fill it in. */
  required_for_agents?: boolean
  /** Whether customers have to fill it in. */
  required_for_customers?: boolean
  /** Choices. */
  choices?: unknown
  /** Whether it was there from the begin. */
  default?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}
