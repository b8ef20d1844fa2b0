// Made by `npm run generate` from packages/catalog/jira; do not edit.

/**
 * Searches, reads, makes and changes issues of a Jira Cloud site, with comments, worklogs, transitions
 * and links, and reads projects, people and fields, over version 3 of its REST API.
 */
export interface Jira {
  issues: {
    /**
     * Get one issue. Use it when the key is known and you need the whole text, state or assignee. An old
     * key works after the issue has moved. Comments are in issue_comments list.
     */
    get: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** Ids of fields to answer, with commas between; `*all` for all, a minus before what to leave out. */
        fields?: string
        /**
         * What to answer beside, with commas between: `renderedFields`, `names`, `schema`, `transitions`,
         * `editmeta`, `changelog`.
         */
        expand?: string
        /** Properties to answer, with commas between; `*all` for all. */
        properties?: string
        /** Whether `fields` has keys in place of ids. Default: false. */
        fieldsByKeys?: boolean
        /** Whether the issue counts as visited by the user. Default: false. */
        updateHistory?: boolean
        /** Whether to fail when not all fields can be read. Default: false. */
        failFast?: boolean
      }
      record: Issue
    }
    /**
     * Create an issue. Use it to put down a task, bug or the like. `fields` needs at least `project`,
     * `issuetype` and `summary`; text is in Atlassian's document format. The answer has the key; read the
     * issue for more.
     */
    create: {
      params: {
        /** Whether the project counts as visited by the user. Default: false. */
        updateHistory?: boolean
        /** Values by id of the field. */
        fields: {
          /** Project, by `key` or `id`. */
          project?: Record<string, unknown>
          /** Kind, by `name` or `id`. */
          issuetype?: Record<string, unknown>
          /** Title, one line. */
          summary?: string
          /** Text in Atlassian's document format. */
          description?: Record<string, unknown>
          /** Priority, by `name` or `id`. */
          priority?: Record<string, unknown>
          /** Who works on it, by `accountId`. */
          assignee?: Record<string, unknown>
          /** Labels. */
          labels?: string[]
          /** Issue it is part of, by `key`. */
          parent?: Record<string, unknown>
          /** Day it is due. */
          duedate?: string
          [name: string]: unknown
        }
        /** Changes by id of the field, for fields that are lists; not the same field as in `fields`. */
        update?: Record<string, unknown>
      }
      record: Issue2
    }
    /**
     * Change an issue. Use it to change fields of an issue. What you leave out stays; a list in `fields`
     * replaces the old one, `update` adds to it or takes away. Its state is changed by issue_transitions
     * create. Nothing is answered unless `returnIssue`.
     */
    update: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /**
         * Whether those who follow the issue are mailed. Leaving it out needs no rights; false needs those of
         * an admin. Default: true.
         */
        notifyUsers?: boolean
        /** Whether hidden fields can be set; only for apps of admins. Default: false. */
        overrideScreenSecurity?: boolean
        /** Whether issues that cannot be edited are; only for apps of admins. Default: false. */
        overrideEditableFlag?: boolean
        /** Whether to answer with the issue. Default: false. */
        returnIssue?: boolean
        /** What to answer beside, with commas between: what get of an issue knows, with `returnIssue`. */
        expand?: string
        /** New values by id of the field. */
        fields?: Record<string, unknown>
        /** Changes by id of the field, for fields that are lists. */
        update?: Record<string, unknown>
        /** Jira ignores it here; use issue_transitions create. */
        transition?: {
          /** Id of the transition, from issue_transitions list. */
          id: string
        }
      }
      record: Issue
    }
    /**
     * Delete an issue. Use it only when asked to: it cannot be brought back, comments and worklogs
     * included. An issue with subtasks is refused unless `deleteSubtasks`.
     */
    delete: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** Whether its subtasks are deleted as well. Default: false. */
        deleteSubtasks?: "true" | "false"
      }
      record: Record<string, unknown>
    }
    /**
     * Search issues by JQL. Use it to find issues. The query must narrow down, by a project or a time for
     * instance. Only ids are answered unless `fields` names more. What changed in the last seconds may be
     * missing.
     */
    api_search: {
      params: {
        /**
         * Query in JQL. Texts with blanks stand in double quotes; `currentUser()` is who the credentials
         * belong to, `-7d` a week ago.
         */
        jql?: string
        /** `next_page_token` of the page before. Left out for the first page. */
        nextPageToken?: string
        /** How many records a page holds at most. Default: 50. */
        maxResults?: number
        /** Ids of fields to answer, with commas between; `*all` for all, a minus before what to leave out. */
        fields?: string
        /**
         * What to answer beside, with commas between: `renderedFields`, `names`, `schema`, `transitions`,
         * `changelog`.
         */
        expand?: string
        /** Up to five properties to answer, with commas between. */
        properties?: string
        /** Whether `fields` has keys in place of ids. Default: false. */
        fieldsByKeys?: boolean
        /** Whether to fail when not all fields can be read. Default: false. */
        failFast?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Issue
    }
  }
  projects: {
    /**
     * Get one project. Use it when the key is known and you need the kinds of issues, components, versions
     * or roles.
     */
    get: {
      params: {
        /** Key of the project, or its id. */
        projectIdOrKey: string
        /**
         * What to answer beside, with commas between: `description`, `issueTypes`, `lead`, `projectKeys`,
         * `issueTypeHierarchy`.
         */
        expand?: string
        /** Properties to answer, with commas between. */
        properties?: string
      }
      record: Project
    }
    /** Search projects. Use it to find a project by name or key, or to list all that the account can see. */
    api_search: {
      params: {
        /** How many records to leave out at the beginning. Default: 0. */
        startAt?: number
        /** How many records a page holds at most. Default: 50. */
        maxResults?: number
        /** What to order by; a minus before it for descending. Default: key. */
        orderBy?: "category" | "-category" | "+category" | "key" | "-key" | "+key" | "name" | "-name" | "+name" | "owner" | "-owner" | "+owner" | "issueCount" | "-issueCount" | "+issueCount" | "lastIssueUpdatedDate" | "-lastIssueUpdatedDate" | "+lastIssueUpdatedDate" | "archivedDate" | "+archivedDate" | "-archivedDate" | "deletedDate" | "+deletedDate" | "-deletedDate"
        /** Ids of projects, at most 50. */
        id?: number[]
        /** Keys of projects, at most 50. */
        keys?: string[]
        /** Text that name or key must contain. */
        query?: string
        /** Kinds, with commas between: `business`, `service_desk`, `software`. */
        typeKey?: string
        /** Id of a category. */
        categoryId?: number
        /** What the account must be allowed to do. Default: view. */
        action?: "view" | "browse" | "edit" | "create"
        /**
         * What to answer beside, with commas between: `description`, `projectKeys`, `lead`, `issueTypes`,
         * `url`, `insight`.
         */
        expand?: string
        /** Which to list; living ones when left out. */
        status?: ("live" | "archived" | "deleted")[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Project
    }
  }
  viewer: {
    /**
     * Get the credential's own person. Use it to learn as whom calls are made, or whether the credential
     * works at all.
     */
    get: {
      params: {
        /** What to answer beside, with commas between: `groups`, `applicationRoles`. */
        expand?: string
      }
      record: Viewer
    }
  }
  users: {
    /**
     * Get one person. Use it when the account id is known and you need the name. Addresses are given only
     * if the person shows them.
     */
    get: {
      params: {
        /** Account id. */
        accountId: string
        /** What to answer beside, with commas between: `groups`, `applicationRoles`. */
        expand?: string
      }
      record: User
    }
    /**
     * List people. Use it to go through all accounts of the site, apps and former people included. To find
     * one by name, use api_search.
     */
    list: {
      params: {
        /** How many records to leave out at the beginning. Default: 0. */
        startAt?: number
        /** How many records a page holds at most. Default: 50. */
        maxResults?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: User
    }
    /**
     * Search people. Use it to find the account id of a person by name or address. Give `query`,
     * `accountId` or `property`.
     */
    api_search: {
      params: {
        /** Text that name or address must contain. */
        query?: string
        /** How many records to leave out at the beginning. Default: 0. */
        startAt?: number
        /** How many records a page holds at most. Default: 50. */
        maxResults?: number
        /** Account id, to find exactly this one. */
        accountId?: string
        /** Property of accounts and its value, as `key.path=value`. */
        property?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: User
    }
  }
  issue_fields: {
    /**
     * List fields. Use it to find the id of a field by its name, added ones included. Sites with very many
     * fields are better searched by api_search.
     */
    list: {
      params: Record<string, never>
      record: IssueField
    }
    /**
     * Search fields. Use it to find fields by name in pages. Needs the rights of a Jira admin;
     * issue_fields list does not.
     */
    api_search: {
      params: {
        /** How many records to leave out at the beginning. Default: 0. */
        startAt?: number
        /** How many records a page holds at most. Default: 50. */
        maxResults?: number
        /** Only added ones, or only those of Jira itself. */
        type?: ("custom" | "system")[]
        /** Ids of fields. */
        id?: string[]
        /** Text that name or description must contain. */
        query?: string
        /** What to order by; a minus before it for descending. */
        orderBy?: "contextsCount" | "-contextsCount" | "+contextsCount" | "lastUsed" | "-lastUsed" | "+lastUsed" | "name" | "-name" | "+name" | "screensCount" | "-screensCount" | "+screensCount" | "projectsCount" | "-projectsCount" | "+projectsCount"
        /**
         * What to answer beside, with commas between: `key`, `lastUsed`, `screensCount`, `contextsCount`,
         * `isLocked`, `searcherKey`.
         */
        expand?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: IssueField
    }
  }
  issue_comments: {
    /** Get one comment. Use it when issue and id are known and you need the text of one comment. */
    get: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** Id of the comment. */
        commentId: string
        /** What to answer beside, with commas between: `renderedBody`, the text as HTML. */
        expand?: string
      }
      record: IssueComment
    }
    /**
     * List comments of an issue. Use it to read what was said under an issue, oldest first unless
     * `orderBy` says otherwise.
     */
    list: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** How many records to leave out at the beginning. Default: 0. */
        startAt?: number
        /** How many records a page holds at most. Default: 100. */
        maxResults?: number
        /** Order by when they were written; a minus before it for newest first. */
        orderBy?: "created" | "-created" | "+created"
        /** What to answer beside, with commas between: `renderedBody`, the text as HTML. */
        expand?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: IssueComment
    }
    /**
     * Write a comment. Use it to answer under an issue. Those who follow it are mailed, so do not repeat
     * what was said. The text is in Atlassian's document format.
     */
    create: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** What to answer beside, with commas between: `renderedBody`, the text as HTML. */
        expand?: string
        /** Text in Atlassian's document format. */
        body: {
          /** Always `doc`. */
          type: "doc"
          /** Always 1. */
          version: 1
          /** Paragraphs and the like. */
          content: Record<string, unknown>[]
        }
        /** Who can see it; all who see the issue when left out. */
        visibility?: {
          /** Whether a group or a role of the project. */
          type?: "group" | "role"
          /** Its name. */
          value?: string
          /** Its id, instead of the name. */
          identifier?: string
        }
        /** Properties to keep with it. */
        properties?: {
          /** Name. */
          key?: string
          /** Any JSON. */
          value?: unknown
        }[]
      }
      record: IssueComment
    }
    /**
     * Change a comment. Use it to correct a comment; the whole text is replaced. Those of others need the
     * rights to edit all comments.
     */
    update: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** Id of the comment. */
        commentId: string
        /**
         * Whether those who follow the issue are mailed. Leaving it out needs no rights; false needs those of
         * an admin. Default: true.
         */
        notifyUsers?: boolean
        /** What to answer beside, with commas between: `renderedBody`, the text as HTML. */
        expand?: string
        /** Text in Atlassian's document format. */
        body: {
          /** Always `doc`. */
          type: "doc"
          /** Always 1. */
          version: 1
          /** Paragraphs and the like. */
          content: Record<string, unknown>[]
        }
        /** Who can see it. */
        visibility?: {
          /** Whether a group or a role of the project. */
          type?: "group" | "role"
          /** Its name. */
          value?: string
          /** Its id, instead of the name. */
          identifier?: string
        }
      }
      record: IssueComment
    }
    /** Delete a comment. Use it only when asked to: a comment cannot be brought back. */
    delete: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** Id of the comment. */
        commentId: string
      }
      record: Record<string, unknown>
    }
  }
  issue_worklogs: {
    /** Get one worklog. Use it when issue and id are known and you need one entry of logged time. */
    get: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** Id of the worklog. */
        worklogId: string
        /** What to answer beside, with commas between: `properties`. */
        expand?: string
      }
      record: IssueWorklog
    }
    /** List worklogs of an issue. Use it to see who worked on an issue and how long, oldest first. */
    list: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** How many records to leave out at the beginning. Default: 0. */
        startAt?: number
        /** How many records a page holds at most. Default: 5000. */
        maxResults?: number
        /** What to answer beside, with commas between: `properties`. */
        expand?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 5000. */
        limit?: number
      }
      record: IssueWorklog
    }
    /**
     * Log time. Use it to log time on an issue, by `timeSpent` or `timeSpentSeconds`. The remaining
     * estimate goes down unless `adjustEstimate` says otherwise.
     */
    create: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /**
         * Whether those who follow the issue are mailed. Leaving it out needs no rights; false needs those of
         * an admin. Default: true.
         */
        notifyUsers?: boolean
        /**
         * What happens to the remaining estimate: `new` sets it to `newEstimate`, `manual` lowers it by
         * `reduceBy`, `auto` lowers it by the time logged. Default: auto.
         */
        adjustEstimate?: "new" | "leave" | "manual" | "auto"
        /** Remaining estimate in days, hours or minutes. Jira needs it if `adjustEstimate` is `new`. */
        newEstimate?: string
        /** How far the estimate goes down. Jira needs it if `adjustEstimate` is `manual`. */
        reduceBy?: string
        /** How long, in seconds. Either this or `timeSpent`. */
        timeSpentSeconds?: number
        /** How long, in weeks, days, hours and minutes. Either this or `timeSpentSeconds`. */
        timeSpent?: string
        /** When the work began, with an offset from UTC; now when left out. */
        started?: string
        /** Text in Atlassian's document format. */
        comment?: {
          /** Always `doc`. */
          type: "doc"
          /** Always 1. */
          version: 1
          /** Paragraphs and the like. */
          content: Record<string, unknown>[]
        }
        /** Who can see it. */
        visibility?: {
          /** Whether a group or a role of the project. */
          type?: "group" | "role"
          /** Its name. */
          value?: string
          /** Its id, instead of the name. */
          identifier?: string
        }
      }
      record: IssueWorklog
    }
  }
  issues_assignee: {
    /**
     * Assign an issue. Use it to say who works on an issue: the account id of a person, from users
     * api_search, or -1 for the project's default.
     */
    update: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /**
         * Account id; `-1` for the default of the project. A null counts as left out: to take everybody off,
         * use issues update with `{"assignee":null}` as `fields`.
         */
        accountId?: string | null
      }
      record: Record<string, unknown>
    }
  }
  issue_transitions: {
    /**
     * List ways an issue can move. Use it before moving an issue: which transitions can be taken now
     * depends on its state and on the account.
     */
    list: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** What to answer beside, with commas between: `transitions.fields`, the fields each takes. */
        expand?: string
        /** Only this transition. */
        transitionId?: string
        /** Whether to leave out those that apps forbid. Default: false. */
        skipRemoteOnlyCondition?: boolean
        /** Whether to list those that cannot be taken. Default: false. */
        includeUnavailableTransitions?: boolean
        /** Whether to order them as the page of the issue does. Default: false. */
        sortByOpsBarAndStatus?: boolean
      }
      record: IssueTransition
    }
    /**
     * Move an issue. Use it to change the state of an issue by a transition of issue_transitions list; ids
     * differ from workflow to workflow. Nothing is answered.
     */
    create: {
      params: {
        /** Key of the issue, such as HULL-42, or its id. */
        issueIdOrKey: string
        /** Which way to take. */
        transition: {
          /** Id of the transition, from issue_transitions list. */
          id: string
        }
        /** Values by id of the field, for what the transition asks for. */
        fields?: Record<string, unknown>
        /** Changes by id of the field, for fields that are lists; a comment, for instance. */
        update?: Record<string, unknown>
        /** What the history says of it. */
        historyMetadata?: Record<string, unknown>
      }
      record: Record<string, unknown>
    }
  }
  issue_links: {
    /**
     * Link two issues. Use it to say how two issues belong together: with the kind Blocks, `outwardIssue`
     * is blocked by `inwardIssue`. Nothing is answered.
     */
    create: {
      params: {
        /** Kind of the link. */
        type: {
          /** Name of the kind, such as Blocks. */
          name?: string
          /** Its id, instead of the name. */
          id?: string
        }
        /** Issue that the link begins at. */
        inwardIssue: {
          /** Key of the issue. */
          key?: string
          /** Id of the issue, instead of the key. */
          id?: string
        }
        /** Issue that the link leads to. */
        outwardIssue: {
          /** Key of the issue. */
          key?: string
          /** Id of the issue, instead of the key. */
          id?: string
        }
        /** Comment to write under the outward issue. */
        comment?: {
          /** Text in Atlassian's document format. */
          body?: Record<string, unknown>
          /** Who can see it. */
          visibility?: Record<string, unknown>
        }
      }
      record: Record<string, unknown>
    }
  }
}

/** An issue. Which of its fields are answered depends on `fields`. */
export interface Issue {
  /** Id. Goes into `issueIdOrKey`. */
  id?: string
  /** Key, such as HULL-42. Goes into `issueIdOrKey`. */
  key?: string
  /** Its address in the API. */
  self?: string
  /** What else can be asked for. */
  expand?: string
  fields?: Field
  /** Fields as HTML, if asked for. */
  renderedFields?: Record<string, unknown>
  /** Names of fields by id, if asked for. */
  names?: Record<string, unknown>
  /** What changed, if asked for. */
  changelog?: Record<string, unknown>
  /** Where it can move, if asked for. */
  transitions?: Record<string, unknown>[]
  /** Properties that were asked for. */
  properties?: Record<string, unknown>
}

/** The issue that was made; read it for more. */
export interface Issue2 {
  /** Id. */
  id?: string
  /** Key. */
  key?: string
  /** Its address in the API. */
  self?: string
  /** How moving it at once went. */
  transition?: Record<string, unknown>
}

/** A project. */
export interface Project {
  /** Id. Goes into `projectIdOrKey`. */
  id?: string
  /** Key, the beginning of its issues' keys. Goes into `projectIdOrKey`. */
  key?: string
  /** Name. */
  name?: string
  /** Its address in the API. */
  self?: string
  /** Text. */
  description?: string
  /** Kind. */
  projectTypeKey?: "software" | "service_desk" | "business"
  /** Whether the company or the team manages it. */
  style?: "classic" | "next-gen"
  /** Whether the team manages it. */
  simplified?: boolean
  /** Whether only members can see it. */
  isPrivate?: boolean
  /** Whether it is archived. */
  archived?: boolean
  /** Who leads it. */
  lead?: Record<string, unknown>
  /** Category. */
  projectCategory?: Record<string, unknown>
  /** Pictures. */
  avatarUrls?: Record<string, unknown>
  /** Kinds of issues it has. Only in get. */
  issueTypes?: Record<string, unknown>[]
  /** Components. Only in get. */
  components?: Record<string, unknown>[]
  /** Versions. Only in get. */
  versions?: Record<string, unknown>[]
  /** Roles. Only in get. */
  roles?: Record<string, unknown>
  /** Its web site. */
  url?: string
  /** Properties that were asked for. */
  properties?: Record<string, unknown>
}

/** The credential's own person. */
export interface Viewer {
  /** Account id. Goes into `accountId`. */
  accountId?: string
  /** Kind. */
  accountType?: "atlassian" | "app" | "customer" | "unknown"
  /** Name. */
  displayName?: string
  /** Address. */
  emailAddress?: string
  /** Whether the account is active. */
  active?: boolean
  /** Time zone. */
  timeZone?: string
  /** Language. */
  locale?: string
  /** Pictures. */
  avatarUrls?: Record<string, unknown>
  /** Groups, if asked for. */
  groups?: Record<string, unknown>
  /** Products, if asked for. */
  applicationRoles?: Record<string, unknown>
  /** Its address in the API. */
  self?: string
}

/** A person or app of the site. */
export interface User {
  /** Account id. Goes into `accountId`. */
  accountId?: string
  /** Kind. */
  accountType?: "atlassian" | "app" | "customer" | "unknown"
  /** Name, as the person shows it. */
  displayName?: string
  /** Address, if the person shows it. */
  emailAddress?: string
  /** Whether the account is active. */
  active?: boolean
  /** Time zone, if the person shows it. */
  timeZone?: string
  /** Language. */
  locale?: string
  /** Pictures. */
  avatarUrls?: Record<string, unknown>
  /** Groups, if asked for. */
  groups?: Record<string, unknown>
  /** Products, if asked for. */
  applicationRoles?: Record<string, unknown>
  /** Its address in the API. */
  self?: string
}

/** A field that issues can have. */
export interface IssueField {
  /** Id, such as `summary` or `customfield_10010`. Goes into `fields`. */
  id?: string
  /** Key. */
  key?: string
  /** Name, as people see it. */
  name?: string
  /** Whether it was added to the site. */
  custom?: boolean
  /** Whether screens can order it. */
  orderable?: boolean
  /** Whether lists can show it. */
  navigable?: boolean
  /** Whether JQL can use it. */
  searchable?: boolean
  /** What JQL calls it. */
  clauseNames?: string[]
  /** Kind of its values. */
  schema?: Record<string, unknown>
  /** What it is for. Only in searches. */
  description?: string
}

/** A comment. */
export interface IssueComment {
  /** Id. Goes into `commentId`. */
  id?: string
  /** Its address in the API. */
  self?: string
  /** Who wrote it. */
  author?: Record<string, unknown>
  /** Text in Atlassian's document format. */
  body?: Record<string, unknown>
  /** Text as HTML, if asked for. */
  renderedBody?: string
  /** Who changed it last. */
  updateAuthor?: Record<string, unknown>
  /** When it was written. */
  created?: string
  /** When it last changed. */
  updated?: string
  /** Who can see it, if not all. */
  visibility?: Record<string, unknown>
  /** Whether customers can see it. */
  jsdPublic?: boolean
}

/** Time that somebody logged. */
export interface IssueWorklog {
  /** Id. */
  id?: string
  /** Issue's id. */
  issueId?: string
  /** Its address in the API. */
  self?: string
  /** Who logged it. */
  author?: Record<string, unknown>
  /** Who changed it last. */
  updateAuthor?: Record<string, unknown>
  /** Text in Atlassian's document format. */
  comment?: Record<string, unknown>
  /** When the work began. */
  started?: string
  /** How long, such as `2h`. */
  timeSpent?: string
  /** How long, in seconds. */
  timeSpentSeconds?: number
  /** When it was logged. */
  created?: string
  /** When it last changed. */
  updated?: string
  /** Who can see it, if not all. */
  visibility?: Record<string, unknown>
  /** Properties. */
  properties?: Record<string, unknown>[]
}

/** A way an issue can move now. */
export interface IssueTransition {
  /** Id. Goes into `transition`. */
  id?: string
  /** Name. */
  name?: string
  /** State it leads to, with `name` and `statusCategory`. */
  to?: Record<string, unknown>
  /** Whether fields can be asked for. */
  hasScreen?: boolean
  /** Whether it can be taken from any state. */
  isGlobal?: boolean
  /** Whether it is the first one. */
  isInitial?: boolean
  /** Whether it has conditions. */
  isConditional?: boolean
  /** Whether it can be taken. */
  isAvailable?: boolean
  /** Fields it takes, if asked for. */
  fields?: Record<string, unknown>
}

export interface Field {
  /** Title. */
  summary?: string
  /** Text in Atlassian's document format. */
  description?: Record<string, unknown> | null
  /** State, with `name` and `statusCategory`. */
  status?: Record<string, unknown>
  /** Kind, with `name`. */
  issuetype?: Record<string, unknown>
  /** Priority, with `name`. */
  priority?: Record<string, unknown> | null
  /** Project, with `key` and `name`. */
  project?: Record<string, unknown>
  /** Who works on it, with `accountId` and `displayName`. */
  assignee?: Record<string, unknown> | null
  /** Who reported it. */
  reporter?: Record<string, unknown> | null
  /** Labels. */
  labels?: string[]
  /** Issue it is part of, with `key`. */
  parent?: Record<string, unknown>
  /** When it was made. */
  created?: string
  /** When it last changed. */
  updated?: string
  /** Day it is due. */
  duedate?: string | null
  /** How it was resolved. */
  resolution?: Record<string, unknown> | null
  /** When it was resolved. */
  resolutiondate?: string | null
}
