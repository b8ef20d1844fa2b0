// Made by `npm run generate` from packages/catalog/pylon; do not edit.

/**
 * Reads and writes issues, replies, notes, accounts, contacts, teams, tags, tasks, projects and
 * articles of Pylon, and searches issues, accounts and contacts.
 */
export interface Pylon {
  me: {
    /** Get the organization of the token. Use it to see whose account it is. */
    get: {
      params: Record<string, never>
      record: Me
    }
  }
  issues: {
    /** Get one issue. Use it when the id or the number is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Issue
    }
    /**
     * List issues of a time. Use it to see issues of up to 30 days. For state, account or person, use
     * issues api_search.
     */
    list: {
      params: {
        /** Begin, as a moment; 30 days ago when left out. Computed from the time if left out. */
        start_time?: string
        /** End, at most 30 days after the begin; now when left out. Computed from the time if left out. */
        end_time?: string
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Issue
    }
    /** Open an issue. Use it to write in what a customer asks: an account or who asks has to be named. */
    create: {
      params: {
        /** Title. */
        title: string
        /** Text in HTML. */
        body_html: string
        /** Priority. */
        priority?: "urgent" | "high" | "medium" | "low"
        /** Contact who asks, from contacts list. Give this or requester_email. */
        requester_id?: string
        /** Address of who asks. Pylon makes a contact if none has it. */
        requester_email?: string
        /** Name of who asks. */
        requester_name?: string
        /** Account, from accounts list. */
        account_id?: string
        /** User who works on it; empty for nobody. */
        assignee_id?: string
        /** Team that works on it; empty for none. */
        team_id?: string
        /** Tags; they replace those before. */
        tags?: string[]
        /** Fields of your own, each by the slug of custom_fields list, with `value` or `values`. */
        custom_fields?: {
          slug?: string
          value?: string
          values?: string[]
        }[]
      }
      record: Issue
    }
    /**
     * Change an issue. Use it to change title, state, tags, account, fields of your own, who asks or who
     * works on it.
     */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** State: new, waiting_on_you, waiting_on_customer, on_hold, closed, or one of your own. */
        state?: string
        /** User who works on it; empty for nobody. */
        assignee_id?: string
        /** Team that works on it; empty for none. */
        team_id?: string
        /** Account, from accounts list. */
        account_id?: string
        /** Tags; they replace those before. */
        tags?: string[]
        /** Title. */
        title?: string
        /** Contact who asks, from contacts list. */
        requester_id?: string
        /** Fields of your own, each by its slug, with `value` or `values`. Others stay as they are. */
        custom_fields?: {
          slug?: string
          value?: string
          values?: string[]
        }[]
      }
      record: Issue
    }
    /** Delete an issue. Use it to remove an issue for good. To close it, use issue_statuses update. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Record<string, unknown>
    }
    /** Search issues. Use it to find issues by state, account, tag, person or time. */
    api_search: {
      params: {
        /** Condition: field, operator and value, or operator and and or with subfilters. */
        filter: Record<string, unknown>
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds. Default: 100. */
        limit?: number
      }
      record: Issue
    }
  }
  issue_assignments: {
    /** Assign an issue. Use it to set user or team of an issue. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** User who works on it; empty for nobody. */
        assignee_id?: string
        /** Team that works on it; empty for none. */
        team_id?: string
      }
      record: IssueAssignment
    }
  }
  issue_statuses: {
    /** Set the state of an issue. Use it to close or reopen an issue. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** State: new, waiting_on_you, waiting_on_customer, on_hold, closed, or one of your own. */
        state: string
      }
      record: IssueStatuse
    }
  }
  messages: {
    /** List messages of an issue. Use it to read what was said in an issue. */
    list: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Message
    }
  }
  issue_replies: {
    /** Answer a customer. Use it to send an answer, which the customer sees. It cannot be called back. */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Text in HTML. */
        body_html: string
        /** Id of the message that it answers, from messages list. */
        message_id: string
        /** User as whom it is sent. */
        user_id?: string
        /** Contact as whom it is sent. */
        contact_id?: string
        /** Addresses of files. */
        attachment_urls?: string[]
      }
      record: IssueReply
    }
  }
  issue_notes: {
    /**
     * Add a note for the team. Use it to add a note to an issue; customers do not see it. Name the thread
     * or a message of it.
     */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Text in HTML. */
        body_html: string
        /** Thread of the issue that it goes to. */
        thread_id?: string
        /** Id of the message that it answers, from messages list. */
        message_id?: string
      }
      record: IssueNote
    }
  }
  issue_threads: {
    /** Start a thread of the team. Use it to start a team thread on an issue. */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Name. */
        name?: string
      }
      record: IssueThread
    }
  }
  accounts: {
    /** Get one account. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Account
    }
    /** List accounts. Use it to find accounts and their ids. */
    list: {
      params: {
        /** How many accounts a page holds. Default: 100. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Account
    }
    /** Add an account. Use it to add a company. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Domains of its people. */
        domains?: string[]
        /** Main domain; it has to be one of domains. */
        primary_domain?: string
        /** User who owns it. */
        owner_id?: string
        /** Picture. */
        logo_url?: string
        /** Tags; they replace those before. */
        tags?: string[]
      }
      record: Account
    }
    /** Change an account. Use it to correct name, domains or owner. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Name. */
        name?: string
        /** Domains of its people. */
        domains?: string[]
        /** Main domain; it has to be one of domains. */
        primary_domain?: string
        /** User who owns it. */
        owner_id?: string
        /** Picture. */
        logo_url?: string
        /** Whether it is switched off. */
        is_disabled?: boolean
        /** Tags; they replace those before. */
        tags?: string[]
      }
      record: Account
    }
  }
  contacts: {
    /** Get one contact. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Contact
    }
    /** List contacts. Use it to find contacts and their ids. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Contact
    }
    /** Add a contact. Use it to add someone. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Address. */
        email?: string
        /** Account, from accounts list. */
        account_id?: string
        /** Picture. */
        avatar_url?: string
      }
      record: Contact
    }
    /** Change a contact. Use it to correct name, address or account. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Name. */
        name?: string
        /** Address. */
        email?: string
        /** Account, from accounts list. */
        account_id?: string
      }
      record: Contact
    }
  }
  teams: {
    /** Get one team. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Team
    }
    /** List teams. Use it to find teams and their ids. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Team
    }
    /** Create a team. Use it to create a team, with or without its users. */
    create: {
      params: {
        /** Name. */
        name?: string
        /** Users of the team, from users list. */
        user_ids?: string[]
      }
      record: Team
    }
    /** Change a team. Use it to rename a team or to replace its users. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Name. */
        name?: string
        /** Users of the team; they replace those before. */
        user_ids?: string[]
      }
      record: Team
    }
  }
  tags: {
    /** Get one tag. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Tag
    }
    /** List tags. Use it to find tags and their ids. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Tag
    }
    /** Create a tag. Use it to create a tag of issues, accounts or contacts. */
    create: {
      params: {
        /** Name of the tag. */
        value: string
        /** What it is for. */
        object_type: "account" | "issue" | "contact"
        /** Colour. */
        hex_color?: string
      }
      record: Tag
    }
    /** Change a tag. Use it to change name or colour of a tag. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Name of the tag. */
        value?: string
        /** Colour. */
        hex_color?: string
      }
      record: Tag
    }
  }
  users: {
    /** Get one user. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: User
    }
    /** List users. Use it to find users and their ids. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: User
    }
  }
  custom_fields: {
    /** Get one custom field. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: CustomField
    }
    /** List custom fields. Use it to find names and choices of fields of issues, accounts or contacts. */
    list: {
      params: {
        /** What they are for. Default: issue. */
        object_type?: "account" | "issue" | "contact" | "task" | "project" | "call_recording"
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: CustomField
    }
  }
  ticket_forms: {
    /** List ticket forms. Use it to see forms for requests. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: TicketForm
    }
  }
  user_roles: {
    /** List user roles. Use it to see roles of users. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: UserRole
    }
  }
  tasks: {
    /** Create a task. Use it to write down what is to be done for a customer. */
    create: {
      params: {
        /** Title. */
        title: string
        /** Text in HTML. */
        body_html?: string
        /** State: not_started, in_progress or completed. */
        status?: string
        /** User who works on it; empty for nobody. */
        assignee_id?: string
        /** Project. */
        project_id?: string
        /** Milestone. */
        milestone_id?: string
        /** When it is due. */
        due_date?: string
      }
      record: Task
    }
    /** Change a task. Use it to change title, state or user of a task. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Title. */
        title?: string
        /** Text in HTML. */
        body_html?: string
        /** State: not_started, in_progress or completed. */
        status?: string
        /** User who works on it; empty for nobody. */
        assignee_id?: string
      }
      record: Task
    }
  }
  projects: {
    /** Create a project. Use it to start a project for a customer. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Account, from accounts list. */
        account_id: string
        /** Text in HTML. */
        description_html?: string
        /** When it begins. */
        start_date?: string
        /** When it ends. */
        end_date?: string
      }
      record: Project
    }
    /** Change a project. Use it to change name or text, or to put a project away. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Name. */
        name?: string
        /** Text in HTML. */
        description_html?: string
        /** Whether it is put away. */
        is_archived?: boolean
      }
      record: Project
    }
  }
  milestones: {
    /** Create a milestone. Use it to plan a step of a project. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Project. */
        project_id: string
        /** When it is due. */
        due_date?: string
      }
      record: Milestone
    }
    /** Change a milestone. Use it to change name or date of a step. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Name. */
        name?: string
        /** When it is due. */
        due_date?: string
      }
      record: Milestone
    }
  }
  knowledge_bases: {
    /** List knowledge bases. Use it to find the id that articles need. */
    list: {
      params: Record<string, never>
      record: KnowledgeBase
    }
  }
  articles: {
    /**
     * Write an article. Use it to write a page of the knowledge base; it is a draft unless is_published is
     * true.
     */
    create: {
      params: {
        /** Id of the knowledge base, from knowledge_bases list. */
        kb_id: string
        /** Title. */
        title: string
        /** Text in HTML. */
        body_html: string
        /** User who wrote it. */
        author_user_id: string
        /** Name in addresses. */
        slug?: string
        /** Whether anybody may read it. */
        is_published?: boolean
      }
      record: Article
    }
    /** Change an article. Use it to change title or text of an article. */
    update: {
      params: {
        /** Id of the knowledge base, from knowledge_bases list. */
        kb_id: string
        /** Id of the article. */
        article_id: string
        /** Title. */
        title?: string
        /** Text in HTML. */
        body_html?: string
      }
      record: Article
    }
  }
  collections: {
    /** Create a collection. Use it to group articles. */
    create: {
      params: {
        /** Id of the knowledge base, from knowledge_bases list. */
        kb_id: string
        /** Title. */
        title: string
        /** Text. */
        description?: string
        /** Name in addresses. */
        slug?: string
      }
      record: Collection
    }
  }
}

/** The organization of the token. */
export interface Me {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
}

/** A request of a customer. */
export interface Issue {
  /** Id. */
  id?: string
  /** Number. */
  number?: number
  /** Title. */
  title?: string
  /** Page. */
  link?: string
  /** First message in HTML. */
  body_html?: string
  /** State. */
  state?: string
  /** Kind. */
  type?: string
  /** Where it came from. */
  source?: string
  /** Priority. */
  priority?: string | null
  /** Account. */
  account?: Record<string, unknown> | null
  /** User who works on it. */
  assignee?: Record<string, unknown> | null
  /** Team that works on it. */
  team?: Record<string, unknown> | null
  /** Who asks. */
  requester?: Record<string, unknown> | null
  /** Tags. */
  tags?: string[] | null
  /** Files. */
  attachment_urls?: string[] | null
  /** Fields of your own. */
  custom_fields?: Record<string, unknown>
  /** Issues elsewhere. */
  external_issues?: Record<string, unknown>[] | null
  /** Channel and message. */
  slack?: Record<string, unknown> | null
  /** What the customer thought of it. */
  csat_responses?: Record<string, unknown>[] | null
  /** When it was first answered. */
  first_response_time?: string | null
  /** When it was solved. */
  resolution_time?: string | null
  /** When something was last said. */
  latest_message_time?: string | null
  /** Until when it sleeps. */
  snoozed_until_time?: string | null
  /** How often it was worked on. */
  number_of_touches?: number
  /** Whether the customer sees it. */
  customer_portal_visible?: boolean
  /** When it was made. */
  created_at?: string
}

/** Who works on an issue. */
export interface IssueAssignment {
  /** Id of the issue. */
  id?: string
  /** Number. */
  number?: number
  /** User. */
  assignee?: Record<string, unknown> | null
  /** Team. */
  team?: Record<string, unknown> | null
}

/** State of an issue. */
export interface IssueStatuse {
  /** Id of the issue. */
  id?: string
  /** Number. */
  number?: number
  /** State. */
  state?: string
}

/** Something that was said in an issue. */
export interface Message {
  /** Id. Goes into `message_id`. */
  id?: string
  /** Text in HTML. */
  message_html?: string
  /** Who said it. */
  author?: Record<string, unknown>
  /** Whether the team alone sees it. */
  is_private?: boolean
  /** Where it was said. */
  source?: string
  /** Thread. */
  thread_id?: string | null
  /** Files. */
  file_urls?: string[] | null
  /** Sender and recipients. */
  email_info?: Record<string, unknown> | null
  /** When. */
  timestamp?: string
}

/** An answer to a customer. */
export interface IssueReply {
  /** Id. */
  id?: string
  /** Issue. */
  issue_id?: string | null
  /** Text in HTML. */
  message_html?: string | null
  /** When. */
  timestamp?: string | null
}

/** A note for the team. */
export interface IssueNote {
  /** Id. */
  id?: string
  /** Thread. */
  thread_id?: string | null
  /** Text in HTML. */
  message_html?: string | null
  /** When. */
  timestamp?: string | null
}

/** A thread of the team at an issue. */
export interface IssueThread {
  /** Id. Goes into `thread_id`. */
  id?: string
  /** Name. */
  name?: string | null
}

/** A company of customers. */
export interface Account {
  /** Id. Goes into `account_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Kind. */
  type?: string
  /** Domain. */
  domain?: string | null
  /** Domains. */
  domains?: string[] | null
  /** Main domain. */
  primary_domain?: string | null
  /** User who owns it. */
  owner?: Record<string, unknown> | null
  /** Channels. */
  channels?: Record<string, unknown>[] | null
  /** Ids elsewhere. */
  external_ids?: Record<string, unknown>[] | null
  /** Tags. */
  tags?: string[] | null
  /** Fields of your own. */
  custom_fields?: Record<string, unknown>
  /** Whether it is switched off. */
  is_disabled?: boolean | null
  /** When it last said something. */
  latest_customer_activity_time?: string | null
  /** When it was made. */
  created_at?: string
}

/** Someone at a company. */
export interface Contact {
  /** Id. Goes into `contact_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string | null
  /** Addresses. */
  emails?: string[] | null
  /** Numbers. */
  phone_numbers?: string[] | null
  /** Picture. */
  avatar_url?: string | null
  /** Account. */
  account?: Record<string, unknown> | null
  /** Role in the portal. */
  portal_role?: string | null
  /** Fields of your own. */
  custom_fields?: Record<string, unknown>
}

/** A team of users. */
export interface Team {
  /** Id. Goes into `team_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Its users. */
  users?: Record<string, unknown>[]
}

/** A tag. */
export interface Tag {
  /** Id. */
  id?: string
  /** Name. */
  value?: string
  /** What it is for. */
  object_type?: string
  /** Colour. */
  hex_color?: string | null
}

/** Someone of the team. */
export interface User {
  /** Id. Goes into `assignee_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string
  /** Addresses. */
  emails?: string[] | null
  /** Role. */
  role_id?: string | null
  /** Whether they are there. */
  status?: string | null
  /** Picture. */
  avatar_url?: string | null
}

/** A field of your own. */
export interface CustomField {
  /** Id. */
  id?: string
  /** Name. */
  slug?: string
  /** Name for people. */
  label?: string
  /** Type. */
  type?: string
  /** What it is for. */
  object_type?: string
  /** What it is. */
  description?: string | null
  /** Choices. */
  select_metadata?: Record<string, unknown> | null
  /** Where it comes from. */
  source?: string | null
  /** Whether it can be written. */
  is_read_only?: boolean | null
  /** Usual value. */
  default_value?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A form for requests. */
export interface TicketForm {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Text. */
  description_html?: string | null
  /** Whether anybody may use it. */
  is_public?: boolean | null
  /** Fields. */
  fields?: Record<string, unknown>[]
  /** Name in addresses. */
  slug?: string | null
  /** Page. */
  url?: string | null
}

/** A role of users. */
export interface UserRole {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Name in the API. */
  slug?: string | null
}

/** Something to do for a customer. */
export interface Task {
  /** Id. */
  id?: string
  /** Title. */
  title?: string
  /** Text. */
  body_html?: string | null
  /** State. */
  status?: string
  /** User. */
  assignee_id?: string | null
  /** Project. */
  project_id?: string | null
  /** Milestone. */
  milestone_id?: string | null
  /** When it is due. */
  due_date?: string | null
  /** When it was made. */
  created_at?: string | null
}

/** Work for a customer. */
export interface Project {
  /** Id. Goes into `project_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Account. */
  account_id?: string | null
  /** Text. */
  description_html?: string | null
  /** When it begins. */
  start_date?: string | null
  /** When it ends. */
  end_date?: string | null
  /** Whether it is put away. */
  is_archived?: boolean | null
}

/** A step of a project. */
export interface Milestone {
  /** Id. Goes into `milestone_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Project. */
  project_id?: string | null
  /** When it is due. */
  due_date?: string | null
}

/** A knowledge base. */
export interface KnowledgeBase {
  /** Id. Goes into `kb_id`. */
  id?: string
  /** Title. */
  title?: string
  /** Name in addresses. */
  slug?: string | null
  /** Language. */
  default_language?: string | null
}

/** A page of the knowledge base. */
export interface Article {
  /** Id. Goes into `article_id`. */
  id?: string
  /** Title. */
  title?: string
  /** Name in addresses. */
  slug?: string | null
  /** Collection. */
  collection_id?: string | null
  /** Whether anybody may read it. */
  is_published?: boolean | null
  /** Text. */
  current_published_content_html?: string | null
  /** When it was last published. */
  last_published_at?: string | null
  /** Page. */
  url?: string | null
}

/** Articles that belong together. */
export interface Collection {
  /** Id. */
  id?: string
  /** Title. */
  title?: string
  /** Text. */
  description?: string | null
  /** Name in addresses. */
  slug?: string | null
  /** Collection above it. */
  parent_collection_id?: string | null
}
