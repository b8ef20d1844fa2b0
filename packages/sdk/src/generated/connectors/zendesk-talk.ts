// Made by `npm run generate` from packages/catalog/zendesk-talk; do not edit.

/**
 * Reads phone numbers, greetings, IVR menus, addresses, calls, call legs and figures of agents and
 * queues of Zendesk Talk, and changes greetings and availability.
 */
export interface ZendeskTalk {
  phone_numbers: {
    /** Get one phone number. Use it when the id is known. */
    get: {
      params: {
        /** Id of the number, from phone_numbers list. */
        phone_number_id: number
      }
      record: PhoneNumber
    }
    /** List phone numbers. Use it to find numbers and how they are answered. */
    list: {
      params: Record<string, never>
      record: PhoneNumber
    }
  }
  addresses: {
    /** Get one address. Use it when the id is known. */
    get: {
      params: {
        /** Id of the address, from addresses list. */
        address_id: number
      }
      record: Address
    }
    /** List addresses. Use it to see addresses that numbers need. */
    list: {
      params: Record<string, never>
      record: Address
    }
    /** Add an address. Use it to add an address that a number needs. */
    create: {
      params: {
        /** The address: name, street, city, province, state, zip, country_code. */
        address: Record<string, unknown>
      }
      record: Address
    }
  }
  greetings: {
    /** Get one greeting. Use it when the id is known. */
    get: {
      params: {
        /** Id of the greeting, from greetings list. */
        greeting_id: string
      }
      record: Greeting
    }
    /** List greetings. Use it to see what callers hear. */
    list: {
      params: Record<string, never>
      record: Greeting
    }
    /** Create a greeting. Use it to create a greeting; its sound is uploaded in the web app. */
    create: {
      params: {
        /** The greeting: name and category_id. */
        greeting: Record<string, unknown>
      }
      record: Greeting
    }
    /** Delete a greeting. Use it to remove a greeting for good. */
    delete: {
      params: {
        /** Id of the greeting, from greetings list. */
        greeting_id: string
      }
      record: Record<string, unknown>
    }
  }
  greeting_categories: {
    /** Get one greeting category. Use it when the id is known. */
    get: {
      params: {
        /** Id of the category, from greeting_categories list. */
        greeting_category_id: number
      }
      record: GreetingCategory
    }
    /** List greeting categories. Use it to find kinds of greetings. */
    list: {
      params: Record<string, never>
      record: GreetingCategory
    }
  }
  ivrs: {
    /** Get one menu. Use it when the id is known. */
    get: {
      params: {
        /** Id of the menu, from ivrs list. */
        ivr_id: number
      }
      record: Ivr
    }
    /** List menus. Use it to see what callers choose from, and where it leads. */
    list: {
      params: Record<string, never>
      record: Ivr
    }
  }
  agents_activity: {
    /** List what agents did today. Use it to see calls and times of each agent today. */
    list: {
      params: Record<string, never>
      record: AgentsActivity
    }
  }
  agents_overview: {
    /** Get what all agents did today. Use it to see sums and averages of all agents. */
    list: {
      params: Record<string, never>
      record: AgentsOverview
    }
  }
  account_overview: {
    /** Get calls of today. Use it to see sums and averages of calls today. */
    list: {
      params: {
        /** Only these numbers, by their ids, separated by commas. */
        phone_number_ids?: string
      }
      record: AccountOverview
    }
  }
  current_queue_activity: {
    /** Get who waits now. Use it to see how many callers wait. */
    list: {
      params: {
        /** Only these numbers, by their ids, separated by commas. */
        phone_number_ids?: string
      }
      record: CurrentQueueActivity
    }
  }
  calls: {
    /** List calls since a moment. Use it to go through calls that changed since a moment. */
    list: {
      params: {
        /** Only what changed from this moment on, in seconds since 1970. Default: 1735689600. */
        start_time?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Call
    }
  }
  call_legs: {
    /** List call legs since a moment. Use it to see who was in calls since a moment. */
    list: {
      params: {
        /** Only what changed from this moment on, in seconds since 1970. Default: 1735689600. */
        start_time?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: CallLeg
    }
  }
  availabilities: {
    /** Get whether an agent takes calls. Use it to see the state of one agent. */
    get: {
      params: {
        /** Id of the agent, a user of the account. */
        agent_id: number
      }
      record: Availability
    }
    /** Set whether an agent takes calls. Use it to set whether an agent takes calls. */
    update: {
      params: {
        /** Id of the agent, a user of the account. */
        agent_id: number
        /** State: agent_state (online, offline, away or transfers_only) and via (client or phone). */
        availability: Record<string, unknown>
      }
      record: Availability
    }
  }
}

/** A number of the account. */
export interface PhoneNumber {
  /** Id. Goes into `phone_number_id`. */
  id?: number
  /** Number. */
  number?: string
  /** Number, for people. */
  display_number?: string
  /** Name. */
  name?: string
  /** Second name. */
  nickname?: string | null
  /** Country in two letters. */
  country_code?: string
  /** Place. */
  location?: string
  /** Whether callers pay nothing. */
  toll_free?: boolean
  /** Whether it is of another provider. */
  external?: boolean
  /** Whether it takes calls. */
  voice_enabled?: boolean
  /** Whether it takes messages. */
  sms_enabled?: boolean
  /** What it takes. */
  capabilities?: Record<string, unknown>
  /** Whether calls are recorded. */
  recorded?: boolean
  /** Whether voicemail is written down. */
  transcription?: boolean
  /** Greetings. */
  greeting_ids?: string[]
  /** Groups. */
  group_ids?: number[]
  /** Menu. */
  ivr_id?: number | null
  /** Hours. */
  schedule_id?: number | null
  /** Rank. */
  priority?: number | null
  /** Brand. */
  brand_id?: number | null
  /** When it was made. */
  created_at?: string
}

/** An address that numbers need. */
export interface Address {
  /** Id. Goes into `address_id`. */
  id?: number
  /** Name. */
  name?: string
  /** Street. */
  street?: string
  /** City. */
  city?: string
  /** Province. */
  province?: string | null
  /** State. */
  state?: string | null
  /** Postal code. */
  zip?: string
  /** Country in two letters. */
  country_code?: string
  /** Number at the provider. */
  provider_reference?: string | null
}

/** What callers hear. */
export interface Greeting {
  /** Id. Goes into `greeting_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Category. */
  category_id?: number
  /** Whether it is used. */
  active?: boolean
  /** Whether it was there from the begin. */
  default?: boolean
  /** Whether it is in the language of the account. */
  default_lang?: boolean
  /** Whether it is being made. */
  pending?: boolean
  /** Name of the sound. */
  audio_name?: string | null
  /** Where the sound is. */
  audio_url?: string | null
  /** Whether it has settings. */
  has_sub_settings?: boolean
  /** Menus. */
  ivr_ids?: number[]
  /** Numbers. */
  phone_number_ids?: number[]
  /** Upload. */
  upload_id?: number | null
}

/** A kind of greeting. */
export interface GreetingCategory {
  /** Id. Goes into `greeting_category_id`. */
  id?: number
  /** Name. */
  name?: string
}

/** A menu that callers choose from. */
export interface Ivr {
  /** Id. Goes into `ivr_id`. */
  id?: number
  /** Name. */
  name?: string
  /** Menus, with their routes. */
  menus?: Record<string, unknown>[]
  /** Numbers. */
  phone_number_ids?: number[]
  /** Names of the numbers. */
  phone_number_names?: string[]
}

/** What an agent did today. */
export interface AgentsActivity {
  /** Agent. */
  agent_id?: number
  /** Name. */
  name?: string
  /** Picture. */
  avatar_url?: string | null
  /** State. */
  agent_state?: string | null
  /** What they do. */
  call_status?: string | null
  /** Where they answer. */
  via?: string | null
  /** Seconds they were there. */
  available_time?: number
  /** Seconds they were away. */
  away_time?: number
  /** Seconds they were online. */
  online_time?: number
  /** Calls taken. */
  calls_accepted?: number
  /** Calls refused. */
  calls_denied?: number
  /** Calls missed. */
  calls_missed?: number
  /** Calls on hold. */
  calls_put_on_hold?: number
  /** Seconds of a call. */
  average_talk_time?: number
  /** Seconds of all calls. */
  total_call_duration?: number
  /** Seconds of talking. */
  total_talk_time?: number
  /** Seconds after calls. */
  total_wrap_up_time?: number
  /** Seconds for transfers alone. */
  transfers_only_time?: number
  /** Number that calls go on to. */
  forwarding_number?: string | null
}

/** What all agents did today. */
export interface AgentsOverview {
  /** Seconds after a call. */
  average_wrap_up_time?: number
  /** Calls taken by an agent. */
  average_calls_accepted?: number
  /** Calls refused. */
  average_calls_denied?: number
  /** Calls missed. */
  average_calls_missed?: number
  /** Seconds there. */
  average_available_time?: number
  /** Seconds away. */
  average_away_time?: number
  /** Seconds online. */
  average_online_time?: number
  /** Calls taken. */
  total_calls_accepted?: number
  /** Calls refused. */
  total_calls_denied?: number
  /** Calls missed. */
  total_calls_missed?: number
  /** Seconds of talking. */
  total_talk_time?: number
  /** Seconds after calls. */
  total_wrap_up_time?: number
}

/** Calls of today. */
export interface AccountOverview {
  /** Calls. */
  total_calls?: number
  /** Calls that came in. */
  total_inbound_calls?: number
  /** Calls that went out. */
  total_outbound_calls?: number
  /** Voicemails. */
  total_voicemails?: number
  /** Calls back. */
  total_callback_calls?: number
  /** Seconds of a call. */
  average_call_duration?: number
  /** Seconds until a call back. */
  average_callback_wait_time?: number
  /** Seconds on hold. */
  average_hold_time?: number
  /** Seconds of waiting. */
  average_queue_wait_time?: number
  /** Seconds until an answer. */
  average_time_to_answer?: number
  /** Seconds after a call. */
  average_wrap_up_time?: number
  /** Most who waited. */
  max_calls_waiting?: number
  /** Longest wait in seconds. */
  max_queue_wait_time?: number
  /** Seconds of all calls. */
  total_call_duration?: number
  /** Seconds on hold in all. */
  total_hold_time?: number
  /** Seconds after calls in all. */
  total_wrap_up_time?: number
  /** Calls out that were answered. */
  total_outbound_calls_answered?: unknown
}

/** Who waits now. */
export interface CurrentQueueActivity {
  /** Agents who are there. */
  agents_online?: number
  /** Callers who wait. */
  calls_waiting?: number
  /** Calls back to make. */
  callbacks_waiting?: number
  /** Seconds of waiting. */
  average_wait_time?: number
  /** Longest wait in seconds. */
  longest_wait_time?: number
  /** Calls back that pages asked for. */
  embeddable_callbacks_waiting?: number
}

/** A call. */
export interface Call {
  /** Id. */
  id?: number
  /** Whether inbound or outbound. */
  direction?: string
  /** How it ended. */
  completion_status?: string
  /** Number of the account. */
  phone_number?: string
  /** The same, by its id. */
  phone_number_id?: number
  /** Line. */
  line?: string
  /** Line, by its id. */
  line_id?: number | null
  /** Agent. */
  agent_id?: number | null
  /** Customer. */
  customer_id?: number | null
  /** Ticket. */
  ticket_id?: number | null
  /** Group. */
  call_group_id?: number | null
  /** Seconds. */
  duration?: number
  /** Seconds of talking. */
  talk_time?: number
  /** Seconds of waiting. */
  wait_time?: number
  /** Seconds on hold. */
  hold_time?: number
  /** Seconds after it. */
  wrap_up_time?: number
  /** Seconds until an answer. */
  time_to_answer?: number | null
  /** Whether it went to voicemail. */
  voicemail?: boolean
  /** Whether a call back was asked for. */
  callback?: boolean
  /** Where it came from. */
  call_channel?: string | null
  /** Price. */
  call_charge?: string | null
  /** Minutes that are paid. */
  minutes_billed?: number
  /** Seconds recorded. */
  recording_time?: number
  /** Seconds in menus. */
  ivr_time_spent?: number | null
  /** What was bad. */
  quality_issues?: string[]
  /** Whether it waited too long. */
  exceeded_queue_wait_time?: boolean
  /** When it began. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The part of a call that one person had. */
export interface CallLeg {
  /** Id. */
  id?: number
  /** Call. */
  call_id?: number
  /** Kind. */
  type?: string
  /** Agent. */
  agent_id?: number | null
  /** User. */
  user_id?: number | null
  /** Seconds. */
  duration?: number
  /** Seconds of talking. */
  talk_time?: number | null
  /** Seconds on hold. */
  hold_time?: number | null
  /** Seconds after it. */
  wrap_up_time?: number | null
  /** Where the agent answered. */
  available_via?: string | null
  /** Number it went on to. */
  forwarded_to?: string | null
  /** Who gave it on. */
  transferred_from?: number | null
  /** Who took it. */
  transferred_to?: number | null
  /** How it ended. */
  completion_status?: string
  /** Price. */
  call_charge?: string | null
  /** Minutes that are paid. */
  minutes_billed?: number
  /** What was bad. */
  quality_issues?: string[]
  /** When it began. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Whether an agent takes calls. */
export interface Availability {
  /** State. */
  agent_state?: string
  /** What they do. */
  call_status?: string | null
  /** Where they answer. */
  via?: string
}
