// Made by `npm run generate` from packages/catalog/gmail; do not edit.

/**
 * Reads messages, threads, drafts and labels of a person's Gmail, sends mail, and makes and changes
 * drafts and labels.
 */
export interface Gmail {
  profile: {
    /** Get the person's account. Use it to learn whose mail it is and how much there is. */
    get: {
      params: Record<string, never>
      record: Profile
    }
  }
  messages: {
    /**
     * Get one message. Use it when the id is known and you need headers or text. The text is in base64url
     * in `payload`; files are named but not given.
     */
    get: {
      params: {
        /** Id of the message. */
        messageId: string
        /** How much to answer. Default: full. */
        format?: "minimal" | "full" | "raw" | "metadata"
        /** Headers to answer, with `format` metadata; all when left out. */
        metadataHeaders?: string[]
      }
      record: Message
    }
    /**
     * List messages. Use it to find mail, newest first, by `q` or labels. Only ids come: read each by
     * messages get, or a whole thread by threads get.
     */
    list: {
      params: {
        /** How many records a page holds, at most 500. Default: 100. */
        maxResults?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Query, as in Gmail's search box. */
        q?: string
        /** Only what has all these labels, by id. */
        labelIds?: string[]
        /** Whether spam and trash take part. Default: false. */
        includeSpamTrash?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Message
    }
    /**
     * Send mail. Use it to send mail at once; it cannot be called back. To let the person look at it
     * first, make a draft.
     */
    create: {
      params: {
        /** The whole mail with its headers (RFC 2822), in base64url. */
        raw: string
        /** Thread to answer in; subject and References headers must fit. */
        threadId?: string
      }
      record: Message
    }
    /**
     * Change the labels of a message. Use it to mark a message as read (take `UNREAD` off), to archive it
     * (take `INBOX` off), to star it, or to put it under a label. Up to 100 labels at a time.
     */
    update: {
      params: {
        /** Id of the message. */
        messageId: string
        /** Ids of labels to put on. */
        addLabelIds?: string[]
        /** Ids of labels to take off. */
        removeLabelIds?: string[]
      }
      record: Message
    }
  }
  labels: {
    /**
     * Get one label. Use it when the id is known and you need how many messages have it, and how many are
     * unread.
     */
    get: {
      params: {
        /** Id of the label; not its name. */
        labelId: string
      }
      record: Label
    }
    /** List labels. Use it to find the id of a label by its name. Counts are only in labels get. */
    list: {
      params: Record<string, never>
      record: Label
    }
    /** Create a label. Use it to create a label. A name that exists is an error. */
    create: {
      params: {
        /** Name; a slash makes a label within another. */
        name: string
        /** Whether it shows on messages. */
        messageListVisibility?: "show" | "hide"
        /** Whether it shows in the list of labels. */
        labelListVisibility?: "labelShow" | "labelShowIfUnread" | "labelHide"
        /** Colors, of those Gmail knows. */
        color?: {
          /** Color of the text, one of those Gmail knows. */
          textColor?: string
          /** Color of the ground, one of those Gmail knows. */
          backgroundColor?: string
        }
      }
      record: Label
    }
    /**
     * Change a label. Use it to rename or color a label of the person; those of Gmail cannot be changed.
     * The whole label is replaced, so send its name too.
     */
    update: {
      params: {
        /** Id of the label; not its name. */
        labelId: string
        /** The same id again. */
        id?: string
        /** Name. */
        name?: string
        /** Whether it shows on messages. */
        messageListVisibility?: "show" | "hide"
        /** Whether it shows in the list of labels. */
        labelListVisibility?: "labelShow" | "labelShowIfUnread" | "labelHide"
        /** Colors, of those Gmail knows. */
        color?: {
          /** Color of the text, one of those Gmail knows. */
          textColor?: string
          /** Color of the ground, one of those Gmail knows. */
          backgroundColor?: string
        }
      }
      record: Label
    }
    /**
     * Delete a label. Use it only when asked to: the label goes from all messages and cannot be brought
     * back. The messages stay.
     */
    delete: {
      params: {
        /** Id of the label; not its name. */
        labelId: string
      }
      record: Record<string, unknown>
    }
  }
  drafts: {
    /** Get one draft. Use it when the id is known and you need what the draft says. */
    get: {
      params: {
        /** Id of the draft, not of its message. */
        draftId: string
        /** How much to answer. Default: full. */
        format?: "minimal" | "full" | "raw" | "metadata"
      }
      record: Draft
    }
    /** List drafts. Use it to find a draft. Only ids come: read each by drafts get. */
    list: {
      params: {
        /** How many records a page holds, at most 500. Default: 100. */
        maxResults?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Query, as in Gmail's search box. */
        q?: string
        /** Whether spam and trash take part. Default: false. */
        includeSpamTrash?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Draft
    }
    /**
     * Create a draft. Use it to prepare mail for the person to look at. Nothing is sent. To answer in a
     * thread, give `threadId` and fitting headers.
     */
    create: {
      params: {
        /** The mail. */
        message: {
          /** The whole mail with its headers (RFC 2822), in base64url. */
          raw: string
          /** Thread to answer in; the subject and References headers must fit. */
          threadId?: string
        }
      }
      record: Draft
    }
    /** Replace a draft. Use it to write a draft anew; the whole mail is replaced. */
    update: {
      params: {
        /** Id of the draft, not of its message. */
        draftId: string
        /** The mail. */
        message: {
          /** The whole mail with its headers (RFC 2822), in base64url. */
          raw: string
          /** Thread to answer in; the subject and References headers must fit. */
          threadId?: string
        }
      }
      record: Draft
    }
    /**
     * Delete a draft. Use it to throw a draft away. It does not go into the trash and cannot be brought
     * back.
     */
    delete: {
      params: {
        /** Id of the draft, not of its message. */
        draftId: string
      }
      record: Record<string, unknown>
    }
  }
  drafts_send: {
    /**
     * Send a draft. Use it when the person has agreed to a draft: it is sent at once and cannot be called
     * back.
     */
    create: {
      params: {
        /** Id of the draft. */
        id: string
      }
      record: Message
    }
  }
  threads: {
    /** Get one thread. Use it to read a conversation with all its messages, oldest first. */
    get: {
      params: {
        /** Id of the thread. */
        threadId: string
        /** How much to answer of each message. Default: full. */
        format?: "minimal" | "full" | "metadata"
        /** Headers to answer, with `format` metadata; all when left out. */
        metadataHeaders?: string[]
      }
      record: Thread
    }
    /**
     * List threads. Use it to find conversations, latest first, by `q` or labels. What was said is in
     * threads get.
     */
    list: {
      params: {
        /** How many records a page holds, at most 500. Default: 100. */
        maxResults?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Query, as in Gmail's search box. */
        q?: string
        /** Only what has all these labels, by id. */
        labelIds?: string[]
        /** Whether spam and trash take part. Default: false. */
        includeSpamTrash?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Thread
    }
  }
  messages_trash: {
    /** Move a message to the trash. Use it to throw a message away; it can be taken out for 30 days. */
    create: {
      params: {
        /** Id of the message. */
        messageId: string
      }
      record: Message
    }
  }
  messages_untrash: {
    /** Restore a message from the trash. Use it to bring a message back that was put into the trash. */
    create: {
      params: {
        /** Id of the message. */
        messageId: string
      }
      record: Message
    }
  }
}

/** The person's account. */
export interface Profile {
  /** Address. */
  emailAddress?: string
  /** Number of messages. */
  messagesTotal?: number
  /** Number of threads. */
  threadsTotal?: number
  /** State of the mailbox. */
  historyId?: string
}

/** A message. Lists give ids only. */
export interface Message {
  /** Id. Goes into `messageId`. */
  id?: string
  /** Thread it is in. */
  threadId?: string
  /** Labels, such as `INBOX` and `UNREAD`. */
  labelIds?: string[]
  /** Beginning of the text. */
  snippet?: string
  /** State of the mailbox when it last changed. */
  historyId?: string
  /** When it came in, in milliseconds since 1970. */
  internalDate?: string
  /** Size in bytes, about. */
  sizeEstimate?: number
  payload?: Payload
  /** The whole mail in base64url, with `format` raw. */
  raw?: string
}

/** A label. Lists leave out the counts. */
export interface Label {
  /** Id. Goes into `labelId` and `labelIds`. */
  id?: string
  /** Name; a slash makes a label within another. */
  name?: string
  /** Whether Gmail or the person made it. */
  type?: "system" | "user"
  /** Whether it shows on messages. */
  messageListVisibility?: "show" | "hide"
  /** Whether it shows in the list of labels. */
  labelListVisibility?: "labelShow" | "labelShowIfUnread" | "labelHide"
  /** Number of messages. */
  messagesTotal?: number
  /** How many are unread. */
  messagesUnread?: number
  /** Number of threads. */
  threadsTotal?: number
  /** How many are unread. */
  threadsUnread?: number
  /** Colors. */
  color?: Record<string, unknown>
}

/** A draft. Lists give ids only. */
export interface Draft {
  /** Id. Goes into `draftId`. */
  id?: string
  /** Its message. */
  message?: Record<string, unknown>
}

/** A thread. Lists give id and beginning only. */
export interface Thread {
  /** Id. Goes into `threadId`. */
  id?: string
  /** Beginning of the last message. */
  snippet?: string
  /** State of the mailbox when it last changed. */
  historyId?: string
  /** Messages, oldest first. Only in get. */
  messages?: Record<string, unknown>[]
}

export interface Payload {
  /** Kind of the content. */
  mimeType?: string
  /** Headers: `name` and `value`. */
  headers?: Record<string, unknown>[]
  /** Content in base64url, if it is in one part. */
  body?: Record<string, unknown>
  /** Parts of the content, files among them. */
  parts?: Record<string, unknown>[]
}
