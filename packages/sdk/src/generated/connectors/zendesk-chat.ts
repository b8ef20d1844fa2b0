// Made by `npm run generate` from packages/catalog/zendesk-chat; do not edit.

/**
 * Reads chats, agents, departments, shortcuts, triggers, bans, goals and routing of Zendesk Chat,
 * searches chats, and writes shortcuts, triggers and bans.
 */
export interface ZendeskChat {
  accounts: {
    /** Get the account. Use it to see plan and state of the account. */
    get: {
      params: Record<string, never>
      record: Account
    }
  }
  agents: {
    /** Get one agent. Use it when the id is known. */
    get: {
      params: {
        /** Id of the agent, from agents list. */
        agent_id: number
      }
      record: Agent
    }
    /** List agents. Use it to find agents and their ids. */
    list: {
      params: {
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** Only records from this id on. The record with this id is included. */
        since_id?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Agent
    }
  }
  agent_timeline: {
    /** List when agents were there. Use it to see states of agents since a moment. */
    list: {
      params: {
        /** Only what changed from this moment on, in seconds since 1970. */
        start_time?: number
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** Which members are given. Default: agent_timeline(*). */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AgentTimeline
    }
  }
  bans: {
    /** Get one ban. Use it when the id is known. */
    get: {
      params: {
        /** Id of the ban, from bans list. */
        ban_id: number
      }
      record: Ban2
    }
    /** List bans. Use it to see visitors and addresses that may not chat. */
    list: {
      params: {
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** Only records from this id on. The record with this id is included. */
        since_id?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Ban
    }
    /** Ban a visitor or an address. Use it to keep a visitor or an address from chatting. */
    create: {
      params: {
        /** What is banned. */
        type: "visitor" | "ip_address"
        /** Address to ban. */
        ip_address?: string
        /** Visitor to ban. */
        visitor_id?: string
        /** Why. */
        reason?: string
      }
      record: Ban2
    }
    /** Lift a ban. Use it to let someone chat again. */
    delete: {
      params: {
        /** Id of the ban, from bans list. */
        ban_id: number
      }
      record: Record<string, unknown>
    }
  }
  chats: {
    /** Get one chat. Use it to read what was said in a chat. */
    get: {
      params: {
        /** Id of the chat, from chats list or chats api_search. */
        chat_id: string
      }
      record: Chat
    }
    /**
     * List chats since a moment. Use it to go through chats that changed since a moment, with what was
     * said. To look for words, use chats api_search.
     */
    list: {
      params: {
        /** Only what changed from this moment on, in seconds since 1970. */
        start_time?: number
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** Which members are given. Default: chats(*). */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Chat
    }
    /** Search chats. Use it to find chats by words or conditions; then read one by chats get. */
    api_search: {
      params: {
        /** Words, or conditions such as timestamp:[2025-01-01 TO *] or visitor_name:jane. */
        q: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Chat2
    }
  }
  departments: {
    /** Get one department. Use it when the id is known. */
    get: {
      params: {
        /** Id of the department, from departments list. */
        department_id: number
      }
      record: Department
    }
    /** List departments. Use it to find departments and their agents. */
    list: {
      params: Record<string, never>
      record: Department
    }
  }
  goals: {
    /** Get one goal. Use it when the id is known. */
    get: {
      params: {
        /** Id of the goal, from goals list. */
        goal_id: number
      }
      record: Goal
    }
    /** List goals. Use it to see what visitors are to do. */
    list: {
      params: Record<string, never>
      record: Goal
    }
  }
  roles: {
    /** Get one role. Use it when the id is known. */
    get: {
      params: {
        /** Id of the role, from roles list. */
        role_id: number
      }
      record: Role
    }
    /** List roles. Use it to see roles of agents. */
    list: {
      params: Record<string, never>
      record: Role
    }
  }
  routing_settings: {
    /** Get how chats are given out. Use it to see routing of the account. */
    get: {
      params: Record<string, never>
      record: RoutingSetting
    }
  }
  shortcuts: {
    /** Get one shortcut. Use it when the name is known. */
    get: {
      params: {
        /** Name of the shortcut, from shortcuts list. */
        shortcut_id: string
      }
      record: Shortcut
    }
    /** List shortcuts. Use it to see texts that agents use often. */
    list: {
      params: Record<string, never>
      record: Shortcut
    }
    /** Write a shortcut. Use it to add a text for agents. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Text. */
        message: string
        /** Choices for the visitor, with slashes between. */
        options?: string
        /** Tags that a chat gets. */
        tags?: string[]
      }
      record: Shortcut
    }
    /** Change a shortcut. Use it to change the text of a shortcut. */
    update: {
      params: {
        /** Name of the shortcut, from shortcuts list. */
        shortcut_id: string
        /** Text. */
        message?: string
        /** Choices for the visitor, with slashes between. */
        options?: string
        /** Tags that a chat gets. */
        tags?: string[]
      }
      record: Shortcut
    }
    /** Delete a shortcut. Use it to remove a shortcut for good. */
    delete: {
      params: {
        /** Name of the shortcut, from shortcuts list. */
        shortcut_id: string
      }
      record: Record<string, unknown>
    }
  }
  skills: {
    /** Get one skill. Use it when the id is known. */
    get: {
      params: {
        /** Id of the skill, from skills list. */
        skill_id: number
      }
      record: Skill
    }
    /** List skills. Use it to see skills of agents. */
    list: {
      params: Record<string, never>
      record: Skill
    }
  }
  triggers: {
    /** List triggers. Use it to see what happens by itself. */
    list: {
      params: Record<string, never>
      record: Trigger
    }
    /** Write a trigger. Use it to let something happen by itself. */
    create: {
      params: {
        /** Name. */
        name: string
        /** What it is for. */
        description?: string
        /** Whether it works: 1 for yes. Default: 1. */
        enabled?: 0 | 1
        /** What it waits for and does: version, event, condition and actions. */
        definition: Record<string, unknown>
      }
      record: Trigger
    }
    /** Delete a trigger. Use it to remove a trigger for good. */
    delete: {
      params: {
        /** Name of the trigger, from triggers list. */
        trigger_name: string
      }
      record: Record<string, unknown>
    }
  }
}

/** The account. */
export interface Account {
  /** Key. */
  account_key?: string
  /** State. */
  status?: string
  /** When it was made. */
  create_date?: string
  /** Who pays. */
  billing?: Record<string, unknown>
  /** Plan and what it has. */
  plan?: Record<string, unknown>
}

/** Someone who chats. */
export interface Agent {
  /** Id. Goes into `agent_id`. */
  id?: number
  /** First name. */
  first_name?: string
  /** Last name. */
  last_name?: string
  /** Name that visitors see. */
  display_name?: string
  /** Address. */
  email?: string
  /** Whether they may sign in. */
  enabled?: unknown
  /** Role. */
  role_id?: number
  /** Whether owner or administrator. */
  roles?: Record<string, unknown>
  /** Departments. */
  departments?: number[]
  /** Departments that are used. */
  enabled_departments?: number[]
  /** Skills. */
  skills?: number[]
  /** What they see. */
  scope?: string | null
  /** When they were last there. */
  last_login?: string | null
  /** How often they were there. */
  login_count?: number
  /** When they were added. */
  create_date?: string
}

/** A time that an agent was in one state. */
export interface AgentTimeline {
  /** Agent. */
  agent_id?: number
  /** Id. */
  id?: string | null
  /** State. */
  status?: string
  /** Begin. */
  start_time?: string
  /** Seconds. */
  duration?: number
  /** How many chats. */
  engagement_count?: number
}

export interface Ban {
  /** Banned addresses. */
  ip_address?: Ban2[]
  /** Banned visitors. */
  visitor?: Ban2[]
}

/** A visitor or address that may not chat. */
export interface Ban2 {
  /** Id. Goes into `ban_id`. */
  id?: number
  /** What is banned. */
  type?: string
  /** Address. */
  ip_address?: string | null
  /** Visitor. */
  visitor_id?: string | null
  /** Name of the visitor. */
  visitor_name?: string | null
  /** Why. */
  reason?: string | null
  /** When. */
  created_at?: string
}

/** A chat with a visitor. */
export interface Chat {
  /** Id. Goes into `chat_id`. */
  id?: string
  /** Kind: chat or offline_msg. */
  type?: string
  /** Who. */
  visitor?: Record<string, unknown>
  /** Agents. */
  agent_names?: unknown
  /** Agents, by their ids. */
  agent_ids?: unknown
  /** Department. */
  department_id?: number | null
  /** Name of the department. */
  department_name?: string | null
  /** Who began it. */
  started_by?: string | null
  /** What was said. */
  history?: Record<string, unknown>[]
  /** What the visitor thought of it. */
  rating?: string | null
  /** Words of the visitor. */
  comment?: string | null
  /** Tags. */
  tags?: string[]
  /** Seconds. */
  duration?: number | null
  /** How fast agents were. */
  response_time?: Record<string, unknown> | null
  /** Whether nobody answered. */
  missed?: boolean | null
  /** Whether it was not read. */
  unread?: boolean
  /** Whether a trigger began it. */
  triggered?: boolean | null
  /** Browser and place. */
  session?: Record<string, unknown>
  /** Pages before it. */
  webpath?: Record<string, unknown>[]
  /** Ticket of it. */
  zendesk_ticket_id?: number | null
  /** When it began. */
  timestamp?: string
  /** When it ended. */
  end_timestamp?: string | null
  /** When it last changed. */
  update_timestamp?: string | null
}

/** A chat that a search found. */
export interface Chat2 {
  /** Id. Goes into `chat_id`. */
  id?: string
  /** Kind. */
  type?: string
  /** Some of what was said. */
  preview?: string | null
  /** When. */
  timestamp?: string
  /** Its place in the API. */
  url?: string
}

/** A department. */
export interface Department {
  /** Id. Goes into `department_id`. */
  id?: number
  /** Name. */
  name?: string
  /** What it is for. */
  description?: string | null
  /** Agents. */
  members?: number[]
  /** Whether it is used. */
  enabled?: boolean
  /** Settings. */
  settings?: Record<string, unknown>
}

/** What visitors are to do. */
export interface Goal {
  /** Id. Goes into `goal_id`. */
  id?: number
  /** Name. */
  name?: string
  /** What it is. */
  description?: string | null
  /** Whether it is used. */
  enabled?: boolean
  /** Who is credited. */
  attribution_model?: string
  /** Days that count. */
  attribution_window?: number
  /** Settings. */
  settings?: Record<string, unknown>
}

/** A role of agents. */
export interface Role {
  /** Id. Goes into `role_id`. */
  id?: number
  /** Name. */
  name?: string
  /** What it is. */
  description?: string | null
  /** Whether it is used. */
  enabled?: boolean
  /** How many have it. */
  members_count?: number
  /** What it may do. */
  permissions?: Record<string, unknown>
}

/** How chats are given out. */
export interface RoutingSetting {
  /** How. */
  routing_mode?: string
  /** How many at once. */
  chat_limit?: Record<string, unknown>
  /** By skill. */
  skill_routing?: Record<string, unknown>
  /** What happens when nobody answers. */
  reassignment?: Record<string, unknown>
  /** When agents count as away. */
  auto_idle?: Record<string, unknown>
  /** Whether chats are taken by themselves. */
  auto_accept?: Record<string, unknown>
}

/** A text that agents use often. */
export interface Shortcut {
  /** Id. */
  id?: string | null
  /** Name. Goes into `shortcut_id`. */
  name?: string
  /** Text. */
  message?: string
  /** Choices for the visitor. */
  options?: string
  /** Tags. */
  tags?: string[]
  /** For whom. */
  scope?: string
  /** Agents. */
  agents?: number[] | null
  /** Departments. */
  departments?: number[] | null
}

/** Something that agents can do. */
export interface Skill {
  /** Id. Goes into `skill_id`. */
  id?: number
  /** Name. */
  name?: string
  /** What it is. */
  description?: string | null
  /** Whether it is used. */
  enabled?: boolean
  /** Agents. */
  members?: number[]
}

/** What happens by itself. */
export interface Trigger {
  /** Id. */
  id?: string | null
  /** Name. Goes into `trigger_name`. */
  name?: string
  /** What it is for. */
  description?: string
  /** Whether it works. */
  enabled?: unknown
  /** Whether once for each visitor. */
  run_once?: unknown
  /** What it waits for and does. */
  definition?: Record<string, unknown>
  /** Departments. */
  departments?: unknown
}
