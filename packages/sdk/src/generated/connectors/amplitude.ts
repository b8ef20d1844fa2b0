// Made by `npm run generate` from packages/catalog/amplitude; do not edit.

/**
 * Reports active users, sessions and events of an Amplitude project, and reads its cohorts,
 * annotations and the activity of users.
 */
export interface Amplitude {
  annotations: {
    /** Get one annotation. Use it when the id of the annotation is known. */
    get: {
      params: {
        /** Id of the annotation. */
        annotation_id: number
      }
      record: Annotation
    }
    /** List annotations. Use it to see what was annotated on charts, such as releases. */
    list: {
      params: Record<string, never>
      record: Annotation
    }
  }
  cohorts: {
    /** Get one cohort. Use it when the id of the cohort is known. */
    get: {
      params: {
        /** Id of the cohort. */
        cohort_id: string
      }
      record: Cohort
    }
    /** List cohorts. Use it to find cohorts with their size. */
    list: {
      params: Record<string, never>
      record: Cohort
    }
  }
  events_list: {
    /** List kinds of events. Use it to find the name of an event as event_segmentation wants it. */
    list: {
      params: Record<string, never>
      record: EventsList
    }
  }
  active_users: {
    /** Report active or new users. Use it to see how many users were active or new each day, week or month. */
    list: {
      params: {
        /** First day, as YYYYMMDD. Computed from the time if left out. */
        start?: string
        /** Last day, as YYYYMMDD. Computed from the time if left out. */
        end?: string
        /** Active or new users. */
        m?: "active" | "new"
        /** Days of each interval: 1, 7 or 30. */
        i?: 1 | 7 | 30
        /** Property to group by. */
        g?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ActiveUser
    }
  }
  average_session_length: {
    /**
     * Report the average length of sessions. Use it to see the average length of sessions in seconds, by
     * day.
     */
    list: {
      params: {
        /** First day, as YYYYMMDD. Computed from the time if left out. */
        start?: string
        /** Last day, as YYYYMMDD. Computed from the time if left out. */
        end?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ActiveUser
    }
  }
  event_segmentation: {
    /** Report an event by property. Use it to count an event or its users by day, in segments and groups. */
    list: {
      params: {
        /** The event, as JSON with `event_type`. `_active` stands for any active event. */
        e: string
        /** First day, as YYYYMMDD. Computed from the time if left out. */
        start?: string
        /** Last day, as YYYYMMDD. Computed from the time if left out. */
        end?: string
        /** What is counted. */
        m?: "uniques" | "totals" | "pct_dau" | "average" | "histogram" | "sums" | "value_avg"
        /** Days of each interval: 1, 7 or 30; -300000 and -3600000 for real time and hours. */
        i?: -300000 | -3600000 | 1 | 7 | 30
        /** Segments, as JSON. */
        s?: string
        /** Property to group by. */
        g?: string
        /** How many groups come, at most 1,000. Default: 100. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: EventSegmentation
    }
  }
  users: {
    /**
     * Search users. Use it to find the Amplitude id of a user by user id, device id or a prefix of the
     * user id.
     */
    api_search: {
      params: {
        /** User id, device id, Amplitude id or a prefix of the user id. */
        user: string
      }
      record: User
    }
  }
  user_activity: {
    /** List events of a user. Use it to see what one user did, newest first. users api_search has the id. */
    list: {
      params: {
        /** Amplitude id of the user. */
        user: string
        /** How many events to skip. Default: 0. */
        offset?: number
        /** How many events a page has, at most 1,000. Default: 1000. */
        limit?: number
        /** Which events come first. Default: latest. */
        direction?: "latest" | "earliest"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: UserActivity
    }
  }
}

/** Annotations on charts, such as releases. */
export interface Annotation {
  /** Id of the annotation. */
  id?: number
  /** Day. */
  date?: string
  /** Begin. */
  start?: string
  /** End. */
  end?: string
  /** Label. */
  label?: string
  /** Details. */
  details?: string
  /** Category. */
  category?: Record<string, unknown>
}

/** Cohorts of users. */
export interface Cohort {
  /** Id of the cohort. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** Number of users. */
  size?: number
  /** Id of the project. */
  appId?: number
  /** Whether it is archived. */
  archived?: boolean
  /** Whether it is published. */
  published?: boolean
  /** When it was last computed, in seconds since 1970. */
  lastComputed?: number
  /** When it last changed, in seconds since 1970. */
  lastMod?: number
  /** Who owns it. */
  owners?: string[]
  /** Kind of cohort. */
  type?: string
}

/** Kinds of events with totals of this week. */
export interface EventsList {
  /** Name. Goes into `event_type`. */
  name?: string
  /** Name as people see it. */
  display?: string
  /** Name as it was sent. */
  value?: string
  /** How often it happened this week. */
  totals?: number
  /** Whether it counts as activity. */
  non_active?: boolean
  /** Whether it was deleted. */
  deleted?: boolean
  /** Whether it is hidden. */
  hidden?: boolean
}

/** Active or new users by day. */
export interface ActiveUser {
  /** Values, one list for each group, in the order of `xValues`. */
  series?: Record<string, unknown>[]
  /** What each list of values is of. */
  seriesMeta?: Record<string, unknown>[]
  /** Days, hours or weeks. */
  xValues?: string[]
}

/** Numbers of an event, by property. */
export interface EventSegmentation {
  /** Values, one list for each group, in the order of `xValues`. */
  series?: Record<string, unknown>[]
  /** What each list of values is of. */
  seriesMeta?: Record<string, unknown>[]
  /** Days, hours or weeks. */
  xValues?: string[]
  /** Label of each list of values. */
  seriesLabels?: string[]
  /** Sum of each list of values. */
  seriesCollapsed?: Record<string, unknown>[]
}

/** Users that a search found. */
export interface User {
  /** Amplitude id of the user. Goes into `user` of user_activity. */
  amplitude_id?: number
  /** Id of the user in your product. */
  user_id?: string
}

/** Events of one user. */
export interface UserActivity {
  /** Name of the event. */
  event_type?: string
  /** When it happened. */
  event_time?: string
  /** Properties of the event. */
  event_properties?: Record<string, unknown>
  /** Properties of the user. */
  user_properties?: Record<string, unknown>
  /** Id of the session. */
  session_id?: number
  /** Country. */
  country?: string
  /** Platform. */
  platform?: string
}
