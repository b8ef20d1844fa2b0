// Made by `npm run generate` from packages/catalog/gong; do not edit.

/**
 * Reads calls with their content, transcripts and recordings, users, statistics, scorecards and the
 * library of Gong.
 */
export interface Gong {
  users: {
    /** Get one user. Use it when the id of a user is known. */
    get: {
      params: {
        /** Id of the user. */
        id: string
      }
      record: User
    }
    /** List users. Use it to find the id of a user by name or address. */
    list: {
      params: {
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: User
    }
  }
  calls: {
    /** Get one call. Use it when the id of a call is known. */
    get: {
      params: {
        /** Id of the call. */
        id: string
      }
      record: Call
    }
    /**
     * List calls. Use it to find calls by the time they started. Who took part and what was said is in
     * calls_extensive and call_transcripts.
     */
    list: {
      params: {
        /**
         * Only calls that started at or after this moment; 30 days ago when left out. Computed from the time
         * if left out.
         */
        fromDateTime?: string
        /** Only calls that started before this moment; now when left out. Computed from the time if left out. */
        toDateTime?: string
        /** Only calls of this workspace. */
        workspaceId?: string
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: Call
    }
  }
  calls_extensive: {
    /**
     * List calls with their content. Use it to see parties, topics, trackers and key points of calls.
     * `contentSelector` says what comes along.
     */
    list: {
      params: {
        /** Which calls: `fromDateTime`, `toDateTime`, `callIds`, `primaryUserIds`, `workspaceId`. */
        filter?: Record<string, unknown>
        /** What comes along, by `exposedFields`. */
        contentSelector?: Record<string, unknown>
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: CallsExtensive
    }
  }
  call_audio: {
    /**
     * Download the audio of a call. Use it to get the recording of one call. Name the call in `filter` by
     * `callIds`.
     */
    download: {
      params: {
        /** The call, by `callIds`. */
        filter: Record<string, unknown>
        /** Asks for the address of the recording. */
        contentSelector?: Record<string, unknown>
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  call_video: {
    /**
     * Download the video of a call. Use it to get the recording of one call. Name the call in `filter` by
     * `callIds`.
     */
    download: {
      params: {
        /** The call, by `callIds`. */
        filter: Record<string, unknown>
        /** Asks for the address of the recording. */
        contentSelector?: Record<string, unknown>
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  workspaces: {
    /** List workspaces. Use it to find the id of a workspace. */
    list: {
      params: Record<string, never>
      record: Workspace
    }
  }
  call_transcripts: {
    /**
     * List transcripts of calls. Use it to read what was said. Speakers are ids; who they are is in
     * `parties` of calls_extensive.
     */
    list: {
      params: {
        /** Which calls: `fromDateTime`, `toDateTime`, `callIds`, `workspaceId`. */
        filter?: Record<string, unknown>
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: CallTranscript
    }
  }
  stats_activity_aggregate: {
    /**
     * Report activity by user. Use it to compare how many calls users hosted, attended or listened to
     * between two days.
     */
    list: {
      params: {
        /** Days from `fromDate` up to before `toDate`, and `userIds`. */
        filter?: Record<string, unknown>
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: StatsActivityAggregate
    }
  }
  stats_activity_day_by_day: {
    /** Report activity by user and day. Use it to see the activity of single days, with the ids of calls. */
    list: {
      params: {
        /** Days from `fromDate` up to before `toDate`, and `userIds`. */
        filter?: Record<string, unknown>
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: StatsActivityDayByDay
    }
  }
  stats_interaction: {
    /**
     * Report interaction statistics. Use it to see talk ratio, longest monologue, interactivity and
     * patience of users. Only users whose calls are recorded have them.
     */
    list: {
      params: {
        /** Days from `fromDate` up to before `toDate`, and `userIds`. */
        filter?: Record<string, unknown>
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: StatsInteraction
    }
  }
  settings_scorecards: {
    /** List scorecards. Use it to find scorecards and their questions. */
    list: {
      params: {
        /** Only those of this workspace. */
        workspaceId?: string
      }
      record: SettingsScorecard
    }
  }
  settings_trackers: {
    /** List trackers. Use it to find out which words and phrases are tracked. */
    list: {
      params: {
        /** Only those of this workspace. */
        workspaceId?: string
      }
      record: SettingsTracker
    }
  }
  library_folders: {
    /** List folders of the library. Use it to find the id of a folder. */
    list: {
      params: {
        /** Id of the workspace. */
        workspaceId: string
      }
      record: LibraryFolder
    }
  }
  library_folder_content: {
    /** List calls in a folder. Use it to see which calls are in a folder of the library. */
    list: {
      params: {
        /** Id of the folder. */
        folderId: string
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: LibraryFolderContent
    }
  }
  coaching: {
    /** Report coaching of a manager. Use it to see how a manager coached each report between two moments. */
    list: {
      params: {
        /** Id of the workspace. */
        "workspace-id": string
        /** Id of the manager. */
        "manager-id": string
        /** Begin. Computed from the time if left out. */
        from?: string
        /** End. Computed from the time if left out. */
        to?: string
      }
      record: Coaching
    }
  }
  stats_activity_scorecards: {
    /** List answered scorecards. Use it to see how calls were rated, by call day or by day of the review. */
    list: {
      params: {
        /**
         * Which ones: `callFromDate`, `callToDate`, `reviewFromDate`, `reviewToDate`, `scorecardIds`,
         * `reviewedUserIds`.
         */
        filter?: Record<string, unknown>
        /** `cursor` of the page before. */
        cursor?: string
      }
      record: StatsActivityScorecard
    }
  }
}

/** Users of Gong. */
export interface User {
  /** Id of the user. */
  id?: string
  /** Email address. */
  emailAddress?: string
  /** First name. */
  firstName?: string
  /** Last name. */
  lastName?: string
  /** Title. */
  title?: string
  /** Whether the user is active. */
  active?: boolean
  /** Id of the manager. */
  managerId?: string
  /** When the user was created. */
  created?: string
}

/** Calls with time, title and length. */
export interface Call {
  /** Id of the call. */
  id?: string
  /** Title. */
  title?: string
  /** Page of the call in Gong. */
  url?: string
  /** When it started. */
  started?: string
  /** When it was scheduled for. */
  scheduled?: string
  /** Length in seconds. */
  duration?: number
  /** Inbound, Outbound, Conference or Unknown. */
  direction?: string
  /** Id of the user who hosted it. */
  primaryUserId?: string
  /** Id of the workspace. */
  workspaceId?: string
  /** Audio or Video. */
  media?: string
  /** System that recorded it. */
  system?: string
  /** Language. */
  language?: string
  /** Whether it is private. */
  isPrivate?: boolean
}

/** Calls with parties, topics, trackers and notes. */
export interface CallsExtensive {
  /** Id, title, times and length. */
  metaData?: Record<string, unknown>
  /** Records in the CRM. */
  context?: Record<string, unknown>[]
  /** Who took part. */
  parties?: Record<string, unknown>[]
  /** Topics, trackers, outline and key points, as far as `contentSelector` asks for them. */
  content?: Record<string, unknown>
  /** Talk ratios and questions. */
  interaction?: Record<string, unknown>
  /** Comments. */
  collaboration?: Record<string, unknown>
  /** Addresses of audio and video. */
  media?: Record<string, unknown>
}

/** Workspaces of the company. */
export interface Workspace {
  /** Id of the workspace. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
}

/** Transcripts of calls. */
export interface CallTranscript {
  /** Id of the call. */
  callId?: string
  /** Monologues: `speakerId`, `topic` and `sentences`. */
  transcript?: Record<string, unknown>[]
}

/** Sums of activity by user. */
export interface StatsActivityAggregate {
  /** Id of the user. */
  userId?: string
  /** Email address. */
  userEmailAddress?: string
  /** Numbers of calls hosted, attended, listened to and commented on. */
  userAggregateActivityStats?: Record<string, unknown>
}

/** Activity by user and day. */
export interface StatsActivityDayByDay {
  /** Id of the user. */
  userId?: string
  /** Email address. */
  userEmailAddress?: string
  /** Activity of each day, with ids of calls. */
  userDailyActivityStats?: Record<string, unknown>[]
}

/** Interaction statistics by user. */
export interface StatsInteraction {
  /** Id of the user. */
  userId?: string
  /** Email address. */
  userEmailAddress?: string
  /** Statistics, `name` and `value` each. */
  personInteractionStats?: Record<string, unknown>[]
}

/** Scorecards with their questions. */
export interface SettingsScorecard {
  /** Id of the scorecard. */
  scorecardId?: string
  /** Name. */
  scorecardName?: string
  /** Id of the workspace. */
  workspaceId?: string
  /** Whether it is in use. */
  enabled?: boolean
  /** Questions. */
  questions?: Record<string, unknown>[]
  /** When it was created. */
  created?: string
  /** When it last changed. */
  updated?: string
}

/** Trackers of words and phrases. */
export interface SettingsTracker {
  /** Id of the tracker. */
  trackerId?: string
  /** Name. */
  trackerName?: string
  /** Id of the workspace. */
  workspaceId?: string
  /** Words by language. */
  languageKeywords?: Record<string, unknown>[]
  /** Whose words count. */
  affiliation?: string
}

/** Folders of the library. */
export interface LibraryFolder {
  /** Id of the folder. */
  id?: string
  /** Name. */
  name?: string
  /** Id of the folder above. */
  parentFolderId?: string
  /** Id of the user who created it. */
  createdBy?: string
  /** When it last changed. */
  updated?: string
}

/** Calls in a folder of the library. */
export interface LibraryFolderContent {
  /** Id of the call. */
  id?: string
  /** Title. */
  title?: string
  /** Note. */
  note?: string
  /** Id of the user who added it. */
  addedBy?: string
  /** When it was added. */
  created?: string
  /** Page of the call. */
  url?: string
  /** Part of the call. */
  snippet?: Record<string, unknown>
}

/** Coaching of a manager by report. */
export interface Coaching {
  /** Manager. */
  manager?: Record<string, unknown>
  /** Reports with their numbers. */
  directReportsMetrics?: Record<string, unknown>[]
}

/** Scorecards that were filled in. */
export interface StatsActivityScorecard {
  /** Id of the answered scorecard. */
  answeredScorecardId?: string
  /** Id of the scorecard. */
  scorecardId?: string
  /** Name of the scorecard. */
  scorecardName?: string
  /** Id of the call. */
  callId?: string
  /** When the call started. */
  callStartTime?: string
  /** Id of the rated user. */
  reviewedUserId?: string
  /** Id of the user who rated. */
  reviewerUserId?: string
  /** When it was filled in. */
  reviewTime?: string
  /** Answers. */
  answers?: Record<string, unknown>[]
}
