// Made by `npm run generate` from packages/catalog/sentry; do not edit.

/**
 * Reads projects, issues, events, releases, teams and members of a Sentry organization, and resolves,
 * assigns and ignores issues.
 */
export interface Sentry {
  organizations: {
    /** List organizations. Use it to find the slug of an organization that the token reaches. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Organization
    }
  }
  projects: {
    /** Get one project. Use it when the slug is known and you need platform, teams or age of a project. */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the project, from projects list. */
        project_slug: string
      }
      record: Project
    }
    /**
     * List projects. Use it to find the slug of a project. Tokens of one organization get that one's
     * projects.
     */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Project
    }
    /** Change a project. Use it to change name, slug or platform. A new slug breaks links to the old one. */
    update: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the project, from projects list. */
        project_slug: string
        /** Name. */
        name?: string
        /** Slug, in lower-case letters, digits and hyphens. */
        slug?: string
        /** Platform. */
        platform?: string
        /** Whether the caller has it bookmarked. */
        isBookmarked?: boolean
      }
      record: Project
    }
  }
  project_detail: {
    /**
     * Get the settings of a project. Use it to see allowed domains, mails and other settings of one
     * project. It is the answer of projects get with more of its members described.
     */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the project, from projects list. */
        project_slug: string
      }
      record: ProjectDetail
    }
  }
  issues: {
    /**
     * Get one issue. Use it when the id is known and you need counts, state and who works on it. Stack
     * traces are in issue_events get.
     */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Id of the issue, from issues list. */
        issue_id: string
      }
      record: Issue
    }
    /**
     * List issues of a project. Use it to see what goes wrong in a project. Without query only unresolved
     * issues come; for all of an organization, use issues api_search.
     */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the project, from projects list. */
        project_slug: string
        /** Search in Sentry's language, such as is:unresolved, level:error or a word. */
        query?: string
        /** Time of the counts that are given: 24h, 14d, or empty for none. */
        statsPeriod?: "" | "24h" | "14d"
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Issue
    }
    /** Change an issue. Use it to resolve, ignore or assign an issue, or to mark it as seen. */
    update: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Id of the issue, from issues list. */
        issue_id: string
        /** New state. */
        status?: "resolved" | "resolvedInNextRelease" | "unresolved" | "ignored"
        /** More about the state, such as inNextRelease or inRelease. */
        statusDetails?: Record<string, unknown>
        /** Who works on it: a user's name or id, or team: with an id; empty for nobody. */
        assignedTo?: string
        /** Whether it counts as seen by the caller. */
        hasSeen?: boolean
        /** Whether the caller has it bookmarked. */
        isBookmarked?: boolean
        /** Whether anybody with its address may see it. */
        isPublic?: boolean
        /** Whether the caller hears of changes. */
        isSubscribed?: boolean
      }
      record: Issue
    }
    /**
     * Delete an issue. Use it to remove an issue with all its events for good. To close it, use issues
     * update.
     */
    delete: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Id of the issue, from issues list. */
        issue_id: string
      }
      record: Record<string, unknown>
    }
    /**
     * Search issues of an organization. Use it to find issues over all projects, sorted by how often or
     * when they happened.
     */
    api_search: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Search in Sentry's language, such as is:unresolved, level:error or a word. */
        query?: string
        /** What to sort by: last seen, how often, first seen, trend or how many people. */
        sort?: "date" | "freq" | "new" | "trends" | "user"
        /** Only from these environments. */
        environment?: string[]
        /** How many records a page holds. Default: 100. */
        limit?: number
        /** Only issues of these projects, by numeric id; -1 for all that the person may see. */
        project?: number[]
        /** How far back issues were seen, such as 24h or 14d. */
        statsPeriod?: string
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Issue
    }
  }
  issue_events: {
    /**
     * Get one event of an issue. Use it for the stack trace: give latest, oldest or recommended, or the id
     * of an event.
     */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Id of the issue, from issues list. */
        issue_id: string
        /** Id of the event, or latest, oldest or recommended. */
        event_id: string
        /** Only from these environments. */
        environment?: string[]
      }
      record: IssueEvent
    }
    /** List events of an issue. Use it to see when and to whom an issue happened. */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Id of the issue, from issues list. */
        issue_id: string
        /** Whether events come with their whole body, stack trace included. Default: false. */
        full?: boolean
        /** Only from these environments. */
        environment?: string[]
        /** Condition of Sentry's search that events must meet. */
        query?: string
        /** How far back events are given, such as 24h or 14d. */
        statsPeriod?: string
        /** How many records a page holds. Default: 100. */
        per_page?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: IssueEvent
    }
  }
  issue_tags: {
    /**
     * Get how a tag is spread in an issue. Use it to see in which browsers, releases or places an issue
     * happens most.
     */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Id of the issue, from issues list. */
        issue_id: string
        /** Name of the tag. */
        key: string
        /** Only from these environments. */
        environment?: string[]
      }
      record: IssueTag
    }
  }
  events: {
    /**
     * Get one event of a project. Use it when the id of the event is known. For the last event of an
     * issue, use issue_events get.
     */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the project, from projects list. */
        project_slug: string
        /** Id of the event, from events list. */
        event_id: string
      }
      record: Event
    }
    /** List events of a project. Use it to see what came in last, whatever issue it belongs to. */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the project, from projects list. */
        project_slug: string
        /** Whether events come with their whole body, stack trace included. Default: false. */
        full?: boolean
        /** How far back events are given, such as 24h or 14d. */
        statsPeriod?: string
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Event
    }
  }
  releases: {
    /** Get one release. Use it when the version is known and you need commits, deploys and new issues. */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Version of the release. */
        version: string
      }
      record: Release
    }
    /** List releases. Use it to see versions of an organization, the newest first. */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Only versions that begin with this text. */
        query?: string
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Release
    }
    /** Create a release. Use it to tell Sentry of a new version. An existing one is answered as it is. */
    create: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Version of the release. */
        version: string
        /** Slugs of the projects that it is for. */
        projects: string[]
        /** Commit that it was built from. */
        ref?: string
        /** Address of the release elsewhere. */
        url?: string
        /** When it was released; now when left out. */
        dateReleased?: string
      }
      record: Release
    }
    /** Change a release. Use it to set commit, address or date of a version. */
    update: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Version of the release. */
        version: string
        /** Commit that it was built from. */
        ref?: string
        /** Address of the release elsewhere. */
        url?: string
        /** When it was released; now when left out. */
        dateReleased?: string
      }
      record: Release
    }
  }
  deploys: {
    /** List deploys of a release. Use it to see where and when a version went. */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Version of the release. */
        version: string
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Deploy
    }
    /**
     * Record a deploy of a release. Use it to tell Sentry that a version went to an environment. Doing it
     * twice notes it twice.
     */
    create: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Version of the release. */
        version: string
        /** Where it went. */
        environment: string
        /** Name. */
        name?: string
        /** Address of the release elsewhere. */
        url?: string
      }
      record: Deploy
    }
  }
  teams: {
    /** Get one team. Use it when the slug is known. */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the team, from teams list. */
        team_slug: string
      }
      record: Team
    }
    /** List teams. Use it to find teams and their projects. */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Team
    }
  }
  members: {
    /** Get one member. Use it when the id is known, or me for the caller. */
    get: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Id of the member, from members list. */
        member_id: string
      }
      record: Member
    }
    /** List members. Use it to find people of the organization and their roles. */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Member
    }
  }
  project_keys: {
    /** List client keys of a project. Use it to find the DSN that an application sends with. */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the project, from projects list. */
        project_slug: string
        /** Only keys that are in use, or only those that are not; all when left out. */
        status?: "active" | "inactive"
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: ProjectKey
    }
  }
  environments: {
    /** List environments of a project. Use it to see which environments send events. */
    list: {
      params: {
        /** Slug of the organization, from organizations list. */
        organization_slug?: string
        /** Slug of the project, from projects list. */
        project_slug: string
        /** Only environments that are shown, or only hidden ones; the shown when left out. Default: visible. */
        visibility?: "all" | "hidden" | "visible"
      }
      record: Environment
    }
  }
}

/** An organization that the token reaches. */
export interface Organization {
  /** Id. */
  id?: string
  /** Slug. Goes into `organization_slug`. */
  slug?: string
  /** Name. */
  name?: string
  /** State. */
  status?: Record<string, unknown>
  /** Whether new features come early. */
  isEarlyAdopter?: boolean
  /** Whether members need a second factor. */
  require2FA?: boolean
  /** Its addresses, with the region. */
  links?: Record<string, unknown>
  /** What is switched on. */
  features?: string[]
  /** When it was made. */
  dateCreated?: string
}

/** An application that sends events. */
export interface Project {
  /** Id. */
  id?: string
  /** Slug. Goes into `project_slug`. */
  slug?: string
  /** Name. */
  name?: string
  /** Platform. */
  platform?: string | null
  /** State. */
  status?: string
  /** Organization it belongs to. */
  organization?: Record<string, unknown>
  /** First team. */
  team?: Record<string, unknown> | null
  /** Teams. */
  teams?: Record<string, unknown>[]
  /** What is switched on. */
  features?: string[]
  /** When the first event came. */
  firstEvent?: string | null
  /** Whether the caller has it bookmarked. */
  isBookmarked?: boolean
  /** Whether the caller is in one of its teams. */
  isMember?: boolean
  /** Whether the caller may see it. */
  hasAccess?: boolean
  /** When it was made. */
  dateCreated?: string
}

/** A project with its settings. */
export interface ProjectDetail {
  /** Id. */
  id?: string
  /** Slug. Goes into `project_slug`. */
  slug?: string
  /** Name. */
  name?: string
  /** Platform. */
  platform?: string | null
  /** State. */
  status?: string
  /** Organization it belongs to. */
  organization?: Record<string, unknown>
  /** First team. */
  team?: Record<string, unknown> | null
  /** Teams. */
  teams?: Record<string, unknown>[]
  /** What is switched on. */
  features?: string[]
  /** When the first event came. */
  firstEvent?: string | null
  /** Whether the caller has it bookmarked. */
  isBookmarked?: boolean
  /** Whether the caller is in one of its teams. */
  isMember?: boolean
  /** Whether the caller may see it. */
  hasAccess?: boolean
  /** When it was made. */
  dateCreated?: string
  /** Environment that is shown first. */
  defaultEnvironment?: string | null
  /** Hours after which issues are resolved by themselves; 0 for never. */
  resolveAge?: number
  /** Domains from which browsers may send. */
  allowedDomains?: string[]
  /** Subject of mails. */
  subjectTemplate?: string
  /** Last release. */
  latestRelease?: Record<string, unknown> | null
  /** Further settings. */
  options?: Record<string, unknown>
  /** Least seconds between mails. */
  digestsMinDelay?: number
  /** Most seconds between mails. */
  digestsMaxDelay?: number
}

/** Events of the same cause. */
export interface Issue {
  /** Id. Goes into `issue_id`. */
  id?: string
  /** Name that people use, such as WEB-1A. */
  shortId?: string
  /** Title. */
  title?: string
  /** Where it comes from. */
  culprit?: string | null
  /** Level, such as error or warning. */
  level?: string
  /** State: unresolved, resolved or ignored. */
  status?: string
  /** More about the state. */
  statusDetails?: Record<string, unknown>
  /** Finer state, such as new, ongoing, escalating or regressed. */
  substatus?: string | null
  /** Kind. */
  type?: string
  /** Platform. */
  platform?: string | null
  /** Project. */
  project?: Record<string, unknown>
  /** Type, value and file of the error. */
  metadata?: Record<string, unknown>
  /** How many events there were. */
  count?: string
  /** How many people it met. */
  userCount?: number
  /** When it was first seen. */
  firstSeen?: string
  /** When it was last seen. */
  lastSeen?: string
  /** Who works on it. */
  assignedTo?: Record<string, unknown> | null
  /** Whether the caller has it bookmarked. */
  isBookmarked?: boolean
  /** Whether anybody with its address may see it. */
  isPublic?: boolean
  /** Whether the caller hears of changes. */
  isSubscribed?: boolean
  /** Whether the caller saw it. */
  hasSeen?: boolean
  /** Logger. */
  logger?: string | null
  /** How many comments there are. */
  numComments?: number
  /** Its page. */
  permalink?: string | null
  /** How often it happened, by hour or day. */
  stats?: Record<string, unknown>
}

/** An event of one issue. */
export interface IssueEvent {
  /** Id. Goes into `event_id`. */
  id?: string
  /** Id as the client gave it. */
  eventID?: string
  /** Issue it belongs to. */
  groupID?: string | null
  /** Project. */
  projectID?: string | null
  /** Title. */
  title?: string
  /** Message. */
  message?: string | null
  /** Platform. */
  platform?: string | null
  /** Kind. */
  type?: string | null
  /** Where it comes from. */
  culprit?: string | null
  /** File. */
  location?: string | null
  /** Whom it met. */
  user?: Record<string, unknown> | null
  /** Pairs of key and value. */
  tags?: Record<string, unknown>[]
  /** When it happened. */
  dateCreated?: string | null
  /** File of a crash. */
  crashFile?: string | null
  /** Type and value of the error. */
  metadata?: Record<string, unknown> | null
  /** Stack trace, request, breadcrumbs and so on. */
  entries?: Record<string, unknown>[]
  /** Browser, system and so on. */
  contexts?: Record<string, unknown> | null
}

/** How values of a tag are spread in one issue. */
export interface IssueTag {
  /** Key. */
  key?: string
  /** Name. */
  name?: string
  /** How many values there are. */
  uniqueValues?: number
  /** How many events have one. */
  totalValues?: number
  /** Most frequent values with their counts. */
  topValues?: Record<string, unknown>[]
}

/** One time that something went wrong. */
export interface Event {
  /** Id. Goes into `event_id`. */
  id?: string
  /** Id as the client gave it. */
  eventID?: string
  /** Issue it belongs to. */
  groupID?: string | null
  /** Project. */
  projectID?: string | null
  /** Title. */
  title?: string
  /** Message. */
  message?: string | null
  /** Platform. */
  platform?: string | null
  /** Kind. */
  type?: string | null
  /** Where it comes from. */
  culprit?: string | null
  /** File. */
  location?: string | null
  /** Whom it met. */
  user?: Record<string, unknown> | null
  /** Pairs of key and value. */
  tags?: Record<string, unknown>[]
  /** When it happened. */
  dateCreated?: string | null
  /** File of a crash. */
  crashFile?: string | null
  /** Type and value of the error. */
  metadata?: Record<string, unknown> | null
  /** Stack trace, request, breadcrumbs and so on; in one event alone, and in lists with `full`. */
  entries?: Record<string, unknown>[]
  /** Browser, system and so on. */
  contexts?: Record<string, unknown> | null
  /** The client. */
  sdk?: Record<string, unknown> | null
  /** Release. */
  release?: Record<string, unknown> | null
  /** When it came in. */
  dateReceived?: string | null
}

/** A version that was brought out. */
export interface Release {
  /** Id. */
  id?: number
  /** Version. Goes into `version`. */
  version?: string
  /** Version as it is shown. */
  shortVersion?: string
  /** State: open or archived. */
  status?: string
  /** Commit. */
  ref?: string | null
  /** Address elsewhere. */
  url?: string | null
  /** When it was made. */
  dateCreated?: string
  /** When it was released. */
  dateReleased?: string | null
  /** When the first event of it came. */
  firstEvent?: string | null
  /** When the last event of it came. */
  lastEvent?: string | null
  /** New issues in it. */
  newGroups?: number
  /** How many commits it has. */
  commitCount?: number
  /** How often it was deployed. */
  deployCount?: number
  /** Who wrote it. */
  authors?: Record<string, unknown>[]
  /** Projects that it is for. */
  projects?: Record<string, unknown>[]
  /** Last deploy. */
  lastDeploy?: Record<string, unknown> | null
  /** Further facts. */
  data?: Record<string, unknown>
}

/** A release that went to an environment. */
export interface Deploy {
  /** Id. */
  id?: string
  /** Environment. */
  environment?: string
  /** Name. */
  name?: string | null
  /** Address. */
  url?: string | null
  /** When it began. */
  dateStarted?: string | null
  /** When it ended. */
  dateFinished?: string
}

/** A team of the organization. */
export interface Team {
  /** Id. */
  id?: string
  /** Slug. Goes into `team_slug`. */
  slug?: string
  /** Name. */
  name?: string
  /** How many people are in it. */
  memberCount?: number
  /** Whether the caller is in it. */
  isMember?: boolean
  /** Role of the caller in it. */
  teamRole?: string | null
  /** Its projects. */
  projects?: Record<string, unknown>[]
  /** When it was made. */
  dateCreated?: string
}

/** Someone in the organization. */
export interface Member {
  /** Id. Goes into `member_id`. */
  id?: string
  /** Address. */
  email?: string
  /** Name. */
  name?: string
  /** The account. */
  user?: Record<string, unknown> | null
  /** Role. */
  orgRole?: string
  /** Whether the invitation is open. */
  pending?: boolean
  /** Whether the invitation ran out. */
  expired?: boolean
  /** State of the invitation. */
  inviteStatus?: string
  /** When they were added. */
  dateCreated?: string
}

/** A key by which an application sends events. */
export interface ProjectKey {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Label. */
  label?: string
  /** Public part. */
  public?: string | null
  /** Project. */
  projectId?: number
  /** Whether it is accepted. */
  isActive?: boolean
  /** Most events in a time. */
  rateLimit?: Record<string, unknown> | null
  /** Addresses to send to. */
  dsn?: Record<string, unknown>
  /** When it was made. */
  dateCreated?: string | null
}

/** Where an application runs. */
export interface Environment {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Whether it is left out of lists. */
  isHidden?: boolean
}
