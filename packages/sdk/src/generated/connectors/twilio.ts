// Made by `npm run generate` from packages/catalog/twilio; do not edit.

/**
 * Sends messages and makes calls by Twilio, and reads calls, messages, recordings, conferences,
 * numbers, queues and usage of an account.
 */
export interface Twilio {
  accounts: {
    /** Get one account. Use it when the SID is known. */
    get: {
      params: {
        /** SID of the account, `AC…`. */
        sid: string
      }
      record: Account
    }
    /** List accounts. Use it to find the SID of the account, and of accounts below it. */
    list: {
      params: {
        /** Name for people. */
        FriendlyName?: string
        /** Only accounts of this state. */
        Status?: "active" | "suspended" | "closed"
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Account
    }
  }
  calls: {
    /** Get one call. Use it when the SID is known and you need state, length or price. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the call, `CA…`. */
        sid: string
      }
      record: Call
    }
    /** List calls. Use it to see calls, by number, state or day. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Number or client that is reached. */
        To?: string
        /** Number or client that it comes from. */
        From?: string
        /** Only calls that this call began. */
        ParentCallSid?: string
        /** Only calls of this state. */
        Status?: "queued" | "ringing" | "in-progress" | "completed" | "busy" | "failed" | "no-answer" | "canceled"
        /** Only those that began on this day, in UTC. */
        StartTime?: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Call
    }
    /**
     * Make a call. Use it to call someone: To and From, and what happens by Url, Twiml or ApplicationSid.
     * It costs money.
     */
    create: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Number or client that is reached. */
        To: string
        /** Number or client that it comes from. */
        From: string
        /** Address that answers with TwiML what to do. */
        Url?: string
        /** TwiML that says what to do, in place of Url. */
        Twiml?: string
        /** SID of an application that answers what to do. */
        ApplicationSid?: string
        /** How Url is asked. Default: POST. */
        Method?: "GET" | "POST"
        /** Address that is told how it goes. */
        StatusCallback?: string
        /** How StatusCallback is called. Default: POST. */
        StatusCallbackMethod?: "GET" | "POST"
        /** Seconds to let it ring; 60 when left out. */
        Timeout?: number
        /** Whether to record the call. */
        Record?: boolean
        /** Whether to find out if a machine answers. */
        MachineDetection?: "Enable" | "DetectMessageEnd"
        /** Keys to press once connected; w waits half a second. */
        SendDigits?: string
      }
      record: Call
    }
    /**
     * End or redirect a call. Use it on a call that is under way: Status completed ends it, Twiml or Url
     * make it go on otherwise.
     */
    update: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the call, `CA…`. */
        sid: string
        /** `canceled` for a waiting call, `completed` for one in progress. */
        Status?: "canceled" | "completed"
        /** Address that answers with TwiML what to do. */
        Url?: string
        /** TwiML that says what to do, in place of Url. */
        Twiml?: string
        /** How Url is asked. Default: POST. */
        Method?: "GET" | "POST"
      }
      record: Call
    }
  }
  messages: {
    /** Get one message. Use it when the SID is known, to see whether it arrived. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the message, `SM…` or `MM…`. */
        sid: string
      }
      record: Message
    }
    /** List messages. Use it to see messages, by number or day. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Number or client that is reached. */
        To?: string
        /** Number or client that it comes from. */
        From?: string
        /** Only those sent on this day, in UTC. */
        DateSent?: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Message
    }
    /**
     * Send a message. Use it to send a text: To, Body, and From or MessagingServiceSid. It costs money and
     * cannot be called back.
     */
    create: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Number or client that is reached. */
        To: string
        /** Number or client that it comes from. */
        From?: string
        /** SID of a messaging service that chooses the sender, in place of From. */
        MessagingServiceSid?: string
        /** Text of the message. */
        Body?: string
        /** Addresses of pictures or files to send. */
        MediaUrl?: string[]
        /** Address that is told how it goes. */
        StatusCallback?: string
        /** Seconds after which it is not sent any more. */
        ValidityPeriod?: number
        /** When to send, 15 minutes to 35 days ahead; needs a messaging service and ScheduleType. */
        SendAt?: string
        /** Needed with SendAt. */
        ScheduleType?: "fixed"
      }
      record: Message
    }
    /**
     * Cancel or blank a message. Use it to cancel a message that was planned, or to blank the text of one
     * that was sent.
     */
    update: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the message, `SM…` or `MM…`. */
        sid: string
        /** `canceled` for a scheduled message. */
        Status?: "canceled"
        /** Empty, to blank it. */
        Body?: string
      }
      record: Message
    }
    /** Delete a message. Use it to remove a message from the records for good. It does not call it back. */
    delete: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the message, `SM…` or `MM…`. */
        sid: string
      }
      record: Record<string, unknown>
    }
  }
  incoming_phone_numbers: {
    /** Get one number of the account. Use it when the SID is known. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the number, `PN…`. */
        sid: string
      }
      record: IncomingPhoneNumber
    }
    /** List numbers of the account. Use it to see numbers and what answers them. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Name for people. */
        FriendlyName?: string
        /** Number, or a part of it in lists. */
        PhoneNumber?: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: IncomingPhoneNumber
    }
    /**
     * Buy a number. Use it to buy a number, by itself or by area. It costs money each month; look with
     * available_phone_numbers list first.
     */
    create: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Number, or a part of it in lists. */
        PhoneNumber?: string
        /** Area in the USA or Canada to buy any number of, in place of PhoneNumber. */
        AreaCode?: string
        /** Name for people. */
        FriendlyName?: string
        /** Address that is asked when someone calls. */
        VoiceUrl?: string
        /** How VoiceUrl is asked. Default: POST. */
        VoiceMethod?: "GET" | "POST"
        /** Address that is asked when a message comes. */
        SmsUrl?: string
        /** How SmsUrl is asked. Default: POST. */
        SmsMethod?: "GET" | "POST"
        /** Address that is told how it goes. */
        StatusCallback?: string
        /** Application that answers calls. */
        VoiceApplicationSid?: string
        /** Application that answers messages. */
        SmsApplicationSid?: string
      }
      record: IncomingPhoneNumber
    }
    /** Change what answers a number. Use it to change name, VoiceUrl or SmsUrl of a number. */
    update: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the number, `PN…`. */
        sid: string
        /** Name for people. */
        FriendlyName?: string
        /** Address that is asked when someone calls. */
        VoiceUrl?: string
        /** How VoiceUrl is asked. Default: POST. */
        VoiceMethod?: "GET" | "POST"
        /** Address that is asked when a message comes. */
        SmsUrl?: string
        /** How SmsUrl is asked. Default: POST. */
        SmsMethod?: "GET" | "POST"
        /** Address that is told how it goes. */
        StatusCallback?: string
        /** Application that answers calls. */
        VoiceApplicationSid?: string
        /** Application that answers messages. */
        SmsApplicationSid?: string
      }
      record: IncomingPhoneNumber
    }
    /** Release a number. Use it to release a number. Someone else may get it. */
    delete: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the number, `PN…`. */
        sid: string
      }
      record: Record<string, unknown>
    }
  }
  available_phone_numbers: {
    /**
     * List numbers that can be bought. Use it to look for a number in a country, by area or digits. Then
     * buy it by incoming_phone_numbers create.
     */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Country in two letters. */
        CountryCode: string
        /** Area in the USA or Canada. */
        AreaCode?: number
        /** Pattern of digits, with * for any. */
        Contains?: string
        /** Whether it has to take messages. */
        SmsEnabled?: boolean
        /** Whether it has to take calls. */
        VoiceEnabled?: boolean
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: AvailablePhoneNumber
    }
  }
  recordings: {
    /**
     * Get one recording. Use it for length and price of a recording. The sound itself comes by recordings
     * download.
     */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the recording, `RE…`. */
        sid: string
      }
      record: Recording
    }
    /** List recordings. Use it to find recordings, by call, conference or day. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Only those of this call. */
        CallSid?: string
        /** Only those of this conference. */
        ConferenceSid?: string
        /** Only those of this day, in UTC. */
        DateCreated?: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Recording
    }
    /** Delete a recording. Use it to remove a recording for good. */
    delete: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the recording, `RE…`. */
        sid: string
      }
      record: Record<string, unknown>
    }
    /** Download the sound of a recording. Use it to hear a recording, as MP3. */
    download: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the recording, `RE…`. */
        sid: string
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  conferences: {
    /** Get one conference. Use it when the SID is known. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the conference, `CF…`. */
        sid: string
      }
      record: Conference
    }
    /** List conferences. Use it to see conferences, by name, state or day. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Name for people. */
        FriendlyName?: string
        /** Only conferences of this state. */
        Status?: "init" | "in-progress" | "completed"
        /** Only those of this day, in UTC. */
        DateCreated?: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Conference
    }
    /** End a conference. Use it to end a conference for all who are in it. */
    update: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the conference, `CF…`. */
        sid: string
        /** completed ends it. */
        Status: "completed"
      }
      record: Conference
    }
  }
  participants: {
    /** Get one participant. Use it when conference and call are known. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the conference, `CF…`, from conferences list. */
        conference_sid: string
        /** SID of the call of the participant, `CA…`. */
        call_sid: string
      }
      record: Participant
    }
    /** List participants of a conference. Use it to see who is in a conference that is under way. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the conference, `CF…`, from conferences list. */
        conference_sid: string
        /** Whether nobody hears them. */
        Muted?: boolean
        /** Whether they hear music alone. */
        Hold?: boolean
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Participant
    }
    /** Mute or hold a participant. Use it to mute someone or to put them on hold. */
    update: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the conference, `CF…`, from conferences list. */
        conference_sid: string
        /** SID of the call of the participant, `CA…`. */
        call_sid: string
        /** Whether nobody hears them. */
        Muted?: boolean
        /** Whether they hear music alone. */
        Hold?: boolean
      }
      record: Participant
    }
    /** Remove a participant. Use it to remove someone from a conference. */
    delete: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the conference, `CF…`, from conferences list. */
        conference_sid: string
        /** SID of the call of the participant, `CA…`. */
        call_sid: string
      }
      record: Record<string, unknown>
    }
  }
  usage_records: {
    /** List usage. Use it to see what was used and what it cost, by kind and time. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Kind of usage, such as sms, calls, totalprice or recordings. */
        Category?: string
        /** First day. */
        StartDate?: string
        /** Last day. */
        EndDate?: string
        /** Whether accounts below count too. Default: true. */
        IncludeSubaccounts?: boolean
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: UsageRecord
    }
  }
  addresses: {
    /** Get one address. Use it when the SID is known. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the address, `AD…`. */
        sid: string
      }
      record: Address
    }
    /** List addresses. Use it to see addresses of the account. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Name of the person or company. */
        CustomerName?: string
        /** Name for people. */
        FriendlyName?: string
        /** Country in two letters. */
        IsoCountry?: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Address
    }
    /** Add an address. Use it to add an address that a number needs. */
    create: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Name of the person or company. */
        CustomerName: string
        /** Street. */
        Street: string
        /** City. */
        City: string
        /** State or region. */
        Region: string
        /** Postal code. */
        PostalCode: string
        /** Country in two letters. */
        IsoCountry: string
        /** Name for people. */
        FriendlyName?: string
        /** Whether emergency calls may use it. */
        EmergencyEnabled?: boolean
      }
      record: Address
    }
    /** Change an address. Use it to correct an address. */
    update: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the address, `AD…`. */
        sid: string
        /** Name of the person or company. */
        CustomerName?: string
        /** Street. */
        Street?: string
        /** City. */
        City?: string
        /** State or region. */
        Region?: string
        /** Postal code. */
        PostalCode?: string
        /** Name for people. */
        FriendlyName?: string
        /** Whether emergency calls may use it. */
        EmergencyEnabled?: boolean
      }
      record: Address
    }
    /** Delete an address. Use it to remove an address that no number needs. */
    delete: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the address, `AD…`. */
        sid: string
      }
      record: Record<string, unknown>
    }
  }
  queues: {
    /** Get one queue. Use it when the SID is known. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the queue, `QU…`. */
        sid: string
      }
      record: Queue
    }
    /** List queues. Use it to see how many calls wait where. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Queue
    }
    /** Create a queue. Use it to create a queue for calls. */
    create: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Name for people. */
        FriendlyName: string
        /** How many calls may wait. Default: 100. */
        MaxSize?: number
      }
      record: Queue
    }
    /** Change a queue. Use it to change name or size of a queue. */
    update: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the queue, `QU…`. */
        sid: string
        /** Name for people. */
        FriendlyName?: string
        /** How many calls may wait. Default: 100. */
        MaxSize?: number
      }
      record: Queue
    }
    /** Delete a queue. Use it to remove an empty queue. */
    delete: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the queue, `QU…`. */
        sid: string
      }
      record: Record<string, unknown>
    }
  }
  transcriptions: {
    /** Get one transcription. Use it when the SID is known. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the transcription, `TR…`. */
        sid: string
      }
      record: Transcription
    }
    /** List transcriptions. Use it to find texts of recordings. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Transcription
    }
  }
  outgoing_caller_ids: {
    /** Get one verified number. Use it when the SID is known. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the caller id, `PN…`. */
        sid: string
      }
      record: OutgoingCallerId
    }
    /** List verified numbers. Use it to see which numbers of other providers calls may come from. */
    list: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Number, or a part of it in lists. */
        PhoneNumber?: string
        /** Name for people. */
        FriendlyName?: string
        /** How many records a page holds. Default: 50. */
        PageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: OutgoingCallerId
    }
    /** Rename a verified number. Use it to rename a verified number. */
    update: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the caller id, `PN…`. */
        sid: string
        /** Name for people. */
        FriendlyName?: string
      }
      record: OutgoingCallerId
    }
    /** Delete a verified number. Use it to let no calls come from a number any more. */
    delete: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** SID of the caller id, `PN…`. */
        sid: string
      }
      record: Record<string, unknown>
    }
  }
  validation_requests: {
    /**
     * Verify a number. Use it to verify a number of another provider: Twilio calls it, and the code of the
     * answer is typed in.
     */
    create: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
        /** Number, or a part of it in lists. */
        PhoneNumber: string
        /** Name for people. */
        FriendlyName?: string
        /** Seconds before the call that confirms. */
        CallDelay?: number
        /** Extension to dial. */
        Extension?: string
        /** Address that is told how it goes. */
        StatusCallback?: string
        /** How StatusCallback is called. Default: POST. */
        StatusCallbackMethod?: "GET" | "POST"
      }
      record: ValidationRequest
    }
  }
  balances: {
    /** Get the balance. Use it to see how much money is left. */
    get: {
      params: {
        /** SID of the account or of one below it, `AC…`, from accounts list. */
        AccountSid: string
      }
      record: Balance
    }
  }
}

/** The account, or one below it. */
export interface Account {
  /** SID. Goes into `AccountSid`. */
  sid?: string
  /** Name. */
  friendly_name?: string
  /** State: active, suspended or closed. */
  status?: string
  /** Trial or Full. */
  type?: string
  /** Account above it. */
  owner_account_sid?: string
  /** Where its parts are. */
  subresource_uris?: Record<string, unknown>
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** A call, to or from the account. */
export interface Call {
  /** SID. Goes into `sid` and `CallSid`. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Call that began it. */
  parent_call_sid?: string | null
  /** Number that is reached. */
  to?: string
  /** Number that it comes from. */
  from?: string
  /** Number that is reached, for people. */
  to_formatted?: string
  /** Number that it comes from, for people. */
  from_formatted?: string
  /** Whether inbound or outbound. */
  direction?: string
  /** State: queued, ringing, in-progress, completed, busy, failed, no-answer or canceled. */
  status?: string
  /** When it began. */
  start_time?: string | null
  /** When it ended. */
  end_time?: string | null
  /** Seconds. */
  duration?: string | null
  /** Price, negative. */
  price?: string | null
  /** Currency. */
  price_unit?: string
  /** Whether a person or a machine answered. */
  answered_by?: string | null
  /** Name of the caller. */
  caller_name?: string | null
  /** Number of the account. */
  phone_number_sid?: string | null
  /** Milliseconds it waited. */
  queue_time?: string | null
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** A text message, to or from the account. */
export interface Message {
  /** SID. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Service that sent it. */
  messaging_service_sid?: string | null
  /** Who gets it. */
  to?: string
  /** Who sent it. */
  from?: string | null
  /** Text. */
  body?: string
  /** Whether inbound or outbound. */
  direction?: string
  /** State: queued, sending, sent, delivered, undelivered, failed, received and others. */
  status?: string
  /** How many parts it has. */
  num_segments?: string
  /** How many files it has. */
  num_media?: string
  /** Price, negative. */
  price?: string | null
  /** Currency. */
  price_unit?: string | null
  /** Why it failed. */
  error_code?: number | null
  /** Why, in words. */
  error_message?: string | null
  /** When it was sent. */
  date_sent?: string | null
  /** Where its files are. */
  subresource_uris?: Record<string, unknown>
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** A number of the account. */
export interface IncomingPhoneNumber {
  /** SID. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Name. */
  friendly_name?: string
  /** Number. */
  phone_number?: string
  /** Whether it takes calls, messages, MMS and fax. */
  capabilities?: Record<string, unknown>
  /** State. */
  status?: string
  /** What answers calls. */
  voice_url?: string | null
  /** How voice_url is asked. */
  voice_method?: string
  /** Application that answers calls. */
  voice_application_sid?: string | null
  /** What answers messages. */
  sms_url?: string | null
  /** How sms_url is asked. */
  sms_method?: string
  /** Application that answers messages. */
  sms_application_sid?: string | null
  /** What is told how calls go. */
  status_callback?: string | null
  /** Whether an address is needed. */
  address_requirements?: string
  /** Whether it is new at Twilio. */
  beta?: boolean
  /** Where it came from. */
  origin?: string
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** A number that can be bought. */
export interface AvailablePhoneNumber {
  /** Number. Goes into `PhoneNumber`. */
  phone_number?: string
  /** Number, for people. */
  friendly_name?: string
  /** City. */
  locality?: string | null
  /** Region. */
  region?: string | null
  /** Postal code. */
  postal_code?: string | null
  /** Country in two letters. */
  iso_country?: string
  /** What it takes. */
  capabilities?: Record<string, unknown>
  /** Whether an address is needed. */
  address_requirements?: string
  /** Whether it is new at Twilio. */
  beta?: boolean
}

/** Sound of a call. */
export interface Recording {
  /** SID. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Call. */
  call_sid?: string | null
  /** Conference. */
  conference_sid?: string | null
  /** State. */
  status?: string
  /** How many channels. */
  channels?: number
  /** What made it. */
  source?: string
  /** Seconds. */
  duration?: string | null
  /** When it began. */
  start_time?: string | null
  /** Price, negative. */
  price?: string | null
  /** Currency. */
  price_unit?: string | null
  /** Why it failed. */
  error_code?: number | null
  /** Address of the sound. */
  media_url?: string | null
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** A call of several people. */
export interface Conference {
  /** SID. Goes into `conference_sid`. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Name. */
  friendly_name?: string
  /** State: init, in-progress or completed. */
  status?: string
  /** Where it runs. */
  region?: string
  /** Why it ended. */
  reason_conference_ended?: string | null
  /** Who ended it. */
  call_sid_ending_conference?: string | null
  /** Where its parts are. */
  subresource_uris?: Record<string, unknown>
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** Someone in a conference. */
export interface Participant {
  /** Call. Goes into `call_sid`. */
  call_sid?: string
  /** Conference. */
  conference_sid?: string
  /** Account. */
  account_sid?: string
  /** Name. */
  label?: string | null
  /** Whether nobody hears them. */
  muted?: boolean
  /** Whether they hear music alone. */
  hold?: boolean
  /** Whether they coach another. */
  coaching?: boolean
  /** Whether it begins with them. */
  start_conference_on_enter?: boolean
  /** Whether it ends with them. */
  end_conference_on_exit?: boolean
  /** State. */
  status?: string
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** What was used, and its price. */
export interface UsageRecord {
  /** Account. */
  account_sid?: string
  /** Kind. */
  category?: string
  /** Kind, for people. */
  description?: string
  /** First day. */
  start_date?: string
  /** Last day. */
  end_date?: string
  /** How much. */
  usage?: string | null
  /** Unit of it. */
  usage_unit?: string | null
  /** How often. */
  count?: string | null
  /** Unit of count. */
  count_unit?: string | null
  /** Price. */
  price?: string | null
  /** Currency. */
  price_unit?: string
  /** When it was reckoned. */
  as_of?: string
}

/** An address of the account, which some numbers need. */
export interface Address {
  /** SID. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Person or company. */
  customer_name?: string
  /** Name. */
  friendly_name?: string
  /** Street. */
  street?: string
  /** Second line. */
  street_secondary?: string | null
  /** City. */
  city?: string
  /** Region. */
  region?: string
  /** Postal code. */
  postal_code?: string
  /** Country in two letters. */
  iso_country?: string
  /** Whether emergency calls may use it. */
  emergency_enabled?: boolean
  /** Whether it was checked. */
  validated?: boolean
  /** Whether it was confirmed. */
  verified?: boolean
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** Calls that wait. */
export interface Queue {
  /** SID. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Name. */
  friendly_name?: string
  /** How many wait. */
  current_size?: number
  /** How many may wait. */
  max_size?: number
  /** Seconds that they wait. */
  average_wait_time?: number
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** Text of a recording. */
export interface Transcription {
  /** SID. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Recording. */
  recording_sid?: string
  /** State. */
  status?: string
  /** Text. */
  transcription_text?: string
  /** Seconds. */
  duration?: string
  /** Price, negative. */
  price?: string | null
  /** Currency. */
  price_unit?: string
  /** How fast it is made. */
  type?: string
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** A number of another provider that calls may come from. */
export interface OutgoingCallerId {
  /** SID. */
  sid?: string
  /** Account. */
  account_sid?: string
  /** Name. */
  friendly_name?: string
  /** Number. */
  phone_number?: string
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** Its place in the API. */
  uri?: string
}

/** A call that confirms a number. */
export interface ValidationRequest {
  /** Account. */
  account_sid?: string
  /** Call. */
  call_sid?: string
  /** Name. */
  friendly_name?: string
  /** Number. */
  phone_number?: string
  /** Code to type when called. */
  validation_code?: string
}

/** Money of the account. */
export interface Balance {
  /** Account. */
  account_sid?: string
  /** Amount. */
  balance?: string
  /** Currency. */
  currency?: string
}
