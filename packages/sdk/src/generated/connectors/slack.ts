// Made by `npm run generate` from packages/catalog/slack; do not edit.

/**
 * Reads people, channels, messages and threads of a Slack workspace, sends, changes and schedules
 * messages, and manages channels, reactions, pins and bookmarks.
 */
export interface Slack {
  users: {
    /**
     * Get one person. Use it when the id is known, from a message for instance, and you need name, time
     * zone or address.
     */
    get: {
      params: {
        /** Id of the person. */
        user: string
      }
      record: User
    }
    /**
     * List people. Use it to find the id of a person by name or address, or to see who is in the
     * workspace. Bots and deactivated accounts are listed too. There is no search by name: go through the
     * pages.
     */
    list: {
      params: {
        /** `next_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds at most; Slack may give fewer. Default: 200. */
        limit?: number
      }
      record: User
    }
  }
  viewer: {
    /**
     * Get the token's own workspace and user. Use it to learn which Slack workspace calls reach, and as
     * whom they are made.
     */
    get: {
      params: Record<string, never>
      record: Viewer
    }
  }
  channels: {
    /**
     * Get one channel. Use it when the id is known and you need name, topic or whether it is archived.
     * What was said is in channel_messages list.
     */
    get: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
      }
      record: Channel
    }
    /**
     * List channels. Use it to find the id of a channel by its name. Only public channels are listed
     * unless `types` says otherwise; of private ones those the token's user is in.
     */
    list: {
      params: {
        /** `next_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds at most; Slack may give fewer. Default: 100. */
        limit?: number
        /**
         * Kinds, with commas between: `public_channel`, `private_channel`, `mpim`, `im`. Default:
         * public_channel.
         */
        types?: string
        /** Whether to leave out archived ones. Default: false. */
        exclude_archived?: boolean
      }
      record: Channel
    }
    /**
     * Create a channel. Use it to open a channel, public unless `is_private`. Names have lower-case
     * letters, digits, hyphens and underscores only, and are taken once.
     */
    create: {
      params: {
        /** Name without `#`. */
        name: string
        /** Whether only those invited can see it. */
        is_private?: boolean
      }
      record: Channel
    }
    /**
     * Rename a channel. Use it to give a channel another name. Only its maker, an admin or, of a private
     * one, a member may.
     */
    update: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** New name without `#`. */
        name: string
      }
      record: Channel
    }
  }
  channel_messages: {
    /**
     * List messages of a channel. Use it to read what was said in a channel, newest first. Replies within
     * threads are not in it; use threads list with the `ts` of a message that has `reply_count`. The app
     * must be in the channel.
     */
    list: {
      params: {
        /** `next_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds at most; Slack may give fewer. Default: 100. */
        limit?: number
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** Only messages after this moment, a `ts` or seconds since 1970. */
        oldest?: string
        /** Only messages before this moment, a `ts` or seconds since 1970; now when left out. */
        latest?: string
        /** Whether messages at exactly `oldest` and `latest` take part. Default: false. */
        inclusive?: boolean
      }
      record: ChannelMessage
    }
  }
  threads: {
    /**
     * List messages of a thread. Use it to read a thread, oldest first, by the channel and the `ts` of the
     * message it began with. The first record is that message itself.
     */
    list: {
      params: {
        /** `next_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds at most; Slack may give fewer. Default: 100. */
        limit?: number
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** `ts` of the first message of the thread. Slack refuses the call without it. */
        ts?: string
        /** Only messages after this moment, a `ts` or seconds since 1970. */
        oldest?: string
        /** Only messages before this moment, a `ts` or seconds since 1970; now when left out. */
        latest?: string
        /** Whether messages at exactly `oldest` and `latest` take part. Default: false. */
        inclusive?: boolean
      }
      record: Thread
    }
  }
  messages: {
    /**
     * Send a message. Use it to write to a channel, to a person by an id of `D…` or `U…`, or with
     * `thread_ts` in a thread. Everybody in the channel sees it, so send only what was asked for. The app
     * must be in the channel, or have chat:write.public.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /**
         * Text, in Slack's mrkdwn; best up to 4,000 characters. `<@U1234567890>` mentions a person, `<!here>`
         * those who are there.
         */
        text: string
        /** `ts` of the message to answer in a thread, that of the thread's first message. */
        thread_ts?: string
        /** Whether a reply in a thread also shows in the channel. */
        reply_broadcast?: boolean
        /** Whether to preview linked pages. */
        unfurl_links?: boolean
        /** Whether to preview linked pictures and films. */
        unfurl_media?: boolean
      }
      record: Message
    }
    /**
     * Change a message. Use it to correct a message that this app sent; what others wrote cannot be
     * changed. The whole text is replaced.
     */
    update: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** `ts` of the message, in full and as text. */
        ts: string
        /**
         * Text, in Slack's mrkdwn; best up to 4,000 characters. `<@U1234567890>` mentions a person, `<!here>`
         * those who are there.
         */
        text: string
      }
      record: Message
    }
    /**
     * Delete a message. Use it only when asked to, for a message that this app sent: it cannot be brought
     * back.
     */
    delete: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** `ts` of the message, in full and as text. */
        ts: string
      }
      record: Message
    }
  }
  channel_topics: {
    /**
     * Set the topic of a channel. Use it to change the line at the head of a channel; an empty text takes
     * it away. What a channel is for goes into channel_purposes.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** New topic, plain text. */
        topic: string
      }
      record: ChannelTopic
    }
  }
  channel_purposes: {
    /**
     * Set the purpose of a channel. Use it to say what a channel is for; an empty text takes it away. What
     * goes on just now goes into channel_topics.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** New purpose, plain text. */
        purpose: string
      }
      record: ChannelTopic
    }
  }
  channel_invites: {
    /**
     * Invite people to a channel. Use it to add up to 1,000 people, by their ids, to a channel that the
     * app is in. Those who are in it already are an error unless `force`.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** Ids of people, with commas between. */
        users: string
        /** Whether to invite those who can be although others cannot; false when left out. */
        force?: boolean
      }
      record: ChannelTopic
    }
  }
  reactions: {
    /**
     * Add a reaction. Use it to react to a message with an emoji. A reaction that is there already is an
     * error.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** `ts` of the message, in full and as text. */
        timestamp: string
        /** Name of the emoji without colons. */
        name: string
      }
      record: ChannelTopic
    }
    /**
     * Remove a reaction. Use it to remove a reaction of the token's own user; those of others cannot be
     * removed.
     */
    delete: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** `ts` of the message, in full and as text. */
        timestamp: string
        /** Name of the emoji without colons. */
        name: string
      }
      record: ChannelTopic
    }
  }
  ephemeral_messages: {
    /**
     * Send a message that one person sees. Use it to tell one person in a channel something without
     * disturbing the others. It may not arrive if the person is away, and cannot be changed or read again.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** Id of the person. */
        user: string
        /**
         * Text, in Slack's mrkdwn; best up to 4,000 characters. `<@U1234567890>` mentions a person, `<!here>`
         * those who are there.
         */
        text: string
        /** `ts` of the message to answer in a thread, that of the thread's first message. */
        thread_ts?: string
        /** Text and controls as blocks; `text` is then what notifications show. */
        blocks?: Record<string, unknown>[]
      }
      record: EphemeralMessage
    }
  }
  scheduled_messages: {
    /**
     * Send a message later. Use it to write at a set moment within 120 days. At most 30 messages can wait
     * per five minutes of a channel.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /**
         * Text, in Slack's mrkdwn; best up to 4,000 characters. `<@U1234567890>` mentions a person, `<!here>`
         * those who are there.
         */
        text: string
        /** When to send it, in seconds since 1970. */
        post_at: number
        /** `ts` of the message to answer in a thread, that of the thread's first message. */
        thread_ts?: string
        /** Whether a reply in a thread also shows in the channel. */
        reply_broadcast?: boolean
        /** Whether to preview linked pages. */
        unfurl_links?: boolean
        /** Whether to preview linked pictures and films. */
        unfurl_media?: boolean
      }
      record: ScheduledMessage
    }
  }
  channel_archives: {
    /**
     * Archive a channel. Use it when a channel is done with: everybody leaves it and nobody can write.
     * What was said stays, and a person can bring it back.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
      }
      record: ChannelTopic
    }
  }
  channel_kicks: {
    /**
     * Remove a person from a channel. Use it only when asked to take somebody out of a channel. The person
     * is told.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** Id of the person. */
        user: string
      }
      record: ChannelTopic
    }
  }
  pins: {
    /**
     * Pin a message. Use it to keep a message at hand for everybody in a channel. At most 100 can be
     * pinned, and one that is pinned already is an error.
     */
    create: {
      params: {
        /** Id of the channel or conversation, not its name. */
        channel: string
        /** `ts` of the message, in full and as text. */
        timestamp: string
      }
      record: ChannelTopic
    }
  }
  bookmarks: {
    /** Add a bookmark. Use it to pin a link at the top of a channel. A channel has 100 at most. */
    create: {
      params: {
        /** Id of the channel, not its name. */
        channel_id: string
        /** Text of the bookmark. */
        title: string
        /** What it is; Slack knows only links. */
        type: "link"
        /** Where it leads. Slack needs it for a link. */
        link?: string
        /** Emoji before it, with colons. */
        emoji?: string
      }
      record: Bookmark
    }
  }
}

/** A person or bot of the workspace. */
export interface User {
  /** Id, `U…` or `W…`. Goes into `user`. */
  id?: string
  /** Workspace. */
  team_id?: string
  /** Old user name; show `profile.display_name`. */
  name?: string
  /** Full name. */
  real_name?: string
  /** Whether the account is deactivated. */
  deleted?: boolean
  /** Whether it is a bot. */
  is_bot?: boolean
  /** Whether the person is an admin. */
  is_admin?: boolean
  /** Whether the person is an owner. */
  is_owner?: boolean
  /** Whether the person is the primary owner. */
  is_primary_owner?: boolean
  /** Whether the person is a guest. */
  is_restricted?: boolean
  /** Whether the person is a guest of a single channel. */
  is_ultra_restricted?: boolean
  /** Whether the person authorized this app. */
  is_app_user?: boolean
  /** Time zone, such as `Europe/Lisbon`. */
  tz?: string
  /** Seconds from UTC. */
  tz_offset?: number
  /** When the account last changed, in seconds since 1970. */
  updated?: number
  profile?: Profile
}

/** The workspace and user that the token belongs to. */
export interface Viewer {
  /** Address of the workspace. */
  url?: string
  /** Name of the workspace. */
  team?: string
  /** Id of the workspace, `T…`. */
  team_id?: string
  /** Name of the user or bot. */
  user?: string
  /** Id of the user or bot, `U…` or `W…`. Goes into `user`. */
  user_id?: string
  /** Id of the bot, `B…`; of bot tokens alone. */
  bot_id?: string
  /** Id of the organization on an Enterprise plan. */
  enterprise_id?: string
  /** Whether the app is installed on an organization. */
  is_enterprise_install?: boolean
}

/** A channel, direct message or group message. */
export interface Channel {
  /** Id, `C…`, `D…` or `G…`. Goes into `channel`. */
  id?: string
  /** Name without `#`. Direct messages have none. */
  name?: string
  /** Whether it is a channel. */
  is_channel?: boolean
  /** Whether it is private. */
  is_private?: boolean
  /** Whether it is a direct message. */
  is_im?: boolean
  /** Whether it is a group message. */
  is_mpim?: boolean
  /** Whether it is archived. */
  is_archived?: boolean
  /** Whether everybody is in it. */
  is_general?: boolean
  /** Whether the token's user is in it. */
  is_member?: boolean
  /** Whether it is shared with another workspace. */
  is_shared?: boolean
  /** Whether it is shared with another company. */
  is_ext_shared?: boolean
  /** Id of who made it. */
  creator?: string
  /** The other person of a direct message. */
  user?: string
  /** How many are in it. Only in lists. */
  num_members?: number
  topic?: Topic
  purpose?: Purpose
  /** Names it had. */
  previous_names?: string[]
  /** When it was made, in seconds since 1970. */
  created?: number
  /** When its settings last changed, in milliseconds since 1970. */
  updated?: number
}

/** A message of a channel. */
export interface ChannelMessage {
  /** `message`. */
  type?: string
  /** What kind, if no ordinary one, such as `channel_join` or `bot_message`. */
  subtype?: string
  /** Moment and id within the channel. Goes into `ts`, `timestamp` and `thread_ts`. */
  ts?: string
  /** Who wrote it. */
  user?: string
  /** Bot that wrote it. */
  bot_id?: string
  /** Text, in mrkdwn. */
  text?: string
  /** `ts` of the first message of its thread, if it is in one. */
  thread_ts?: string
  /** How many replies, on the first message of a thread. */
  reply_count?: number
  /** `ts` of the last reply, on the first message of a thread. */
  latest_reply?: string
  /** Reactions: `name`, `count` and `users`. */
  reactions?: Record<string, unknown>[]
  /** Files. */
  files?: Record<string, unknown>[]
  /** Attachments. */
  attachments?: Record<string, unknown>[]
  /** Text and controls as blocks. */
  blocks?: Record<string, unknown>[]
  edited?: Edited
}

/** A message of a thread, its first one included. */
export interface Thread {
  /** `message`. */
  type?: string
  /** What kind, if no ordinary one, such as `channel_join` or `bot_message`. */
  subtype?: string
  /** Moment and id within the channel. Goes into `ts`, `timestamp` and `thread_ts`. */
  ts?: string
  /** Who wrote it. */
  user?: string
  /** Bot that wrote it. */
  bot_id?: string
  /** Text, in mrkdwn. */
  text?: string
  /** `ts` of the first message of its thread, if it is in one. */
  thread_ts?: string
  /** How many replies, on the first message of a thread. */
  reply_count?: number
  /** `ts` of the last reply, on the first message of a thread. */
  latest_reply?: string
  /** Reactions: `name`, `count` and `users`. */
  reactions?: Record<string, unknown>[]
  /** Files. */
  files?: Record<string, unknown>[]
  /** Attachments. */
  attachments?: Record<string, unknown>[]
  /** Text and controls as blocks. */
  blocks?: Record<string, unknown>[]
  edited?: Edited
  /** Who began the thread, on replies. */
  parent_user_id?: string
}

/** A message as sent. */
export interface Message {
  /** True. */
  ok?: boolean
  /** Channel it went to. */
  channel?: string
  /** Its moment and id. */
  ts?: string
  /** Its text, after changing it. */
  text?: string
  /** The message as Slack keeps it. */
  message?: Record<string, unknown>
  /** What Slack remarks. */
  warning?: string
}

/** That it was done. */
export interface ChannelTopic {
  /** True. */
  ok?: boolean
  /** What Slack remarks. */
  warning?: string
}

/** A message that one person sees. */
export interface EphemeralMessage {
  /** True. */
  ok?: boolean
  /** Its moment. It cannot be changed or read again. */
  message_ts?: string
}

/** A message to be sent later. */
export interface ScheduledMessage {
  /** True. */
  ok?: boolean
  /** Channel it goes to. */
  channel?: string
  /** Id, to find it by. */
  scheduled_message_id?: string
  /** When it is sent, in seconds since 1970. */
  post_at?: number
  /** The message. */
  message?: Record<string, unknown>
}

/** A link at the top of a channel. */
export interface Bookmark {
  /** Id, `Bk…`. */
  id?: string
  /** Channel it is in. */
  channel_id?: string
  /** Text. */
  title?: string
  /** Where it leads. */
  link?: string
  /** Emoji before it. */
  emoji?: string
  /** Picture before it. */
  icon_url?: string
  /** `link`. */
  type?: string
  /** What it is of, if not a link. */
  entity_id?: string
  /** When it was added, in seconds since 1970. */
  date_created?: number
  /** When it last changed. */
  date_updated?: number
  /** Who changed it last. */
  last_updated_by_user_id?: string
  /** Its place. */
  rank?: string
}

export interface Profile {
  /** Name that Slack shows. */
  display_name?: string
  /** Address. Needs users:read.email. */
  email?: string
  /** What the person does. */
  title?: string
  /** Telephone number. */
  phone?: string
  /** Status. */
  status_text?: string
  /** Emoji of the status. */
  status_emoji?: string
  /** Picture. */
  image_192?: string
}

export interface Topic {
  /** Topic. */
  value?: string
}

export interface Purpose {
  /** Purpose. */
  value?: string
}

export interface Edited {
  /** Who edited it last. */
  user?: string
  /** When that was. */
  ts?: string
}
