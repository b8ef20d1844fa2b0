// Made by `npm run generate` from packages/catalog/linear; do not edit.

/**
 * Reads issues, projects, teams, workflow states, people and comments of a Linear workspace, and makes
 * and changes issues, projects and comments, over its GraphQL API.
 */
export interface Linear {
  issues: {
    /**
     * Get one issue. Use it when the id or name is known and you need text, state, assignee or labels.
     * What was said is in comments list.
     */
    get: {
      params: {
        /** UUID of the issue, or its name such as `ENG-123`. */
        id: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: GetIssue.
         */
        "x-apollo-operation-name"?: string
      }
      record: Issue
    }
    /**
     * List issues. Use it to see which issues changed last, over all teams, finished ones included. There
     * is no filter: to read one issue, use get with its name.
     */
    list: {
      params: {
        /** How many records a page holds, at most 250; 50 when left out. Default: 50. */
        first?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: ListIssues.
         */
        "x-apollo-operation-name"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Issue
    }
    /**
     * Create an issue. Use it to put down a task or report in a team. Teams and their states are found by
     * teams list. The state is the team's default when left out.
     */
    create: {
      params: {
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: CreateIssue.
         */
        "x-apollo-operation-name"?: string
        /** Id of the team. */
        teamId: string
        /** Title, one line. */
        title: string
        /** Text in Markdown. */
        description?: string
        /** Id of a workflow state of the team. */
        stateId?: string
        /** 0 none, 1 urgent, 2 high, 3 medium, 4 low. */
        priority?: number
        /** Id of the project it belongs to. */
        projectId?: string
      }
      record: Issue
    }
    /**
     * Change an issue. Use it to change title or text, to move an issue by `stateId`, or to assign it.
     * What you leave out stays; null takes assignee or project away. A state must be one of the issue's
     * own team.
     */
    update: {
      params: {
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: UpdateIssue.
         */
        "x-apollo-operation-name"?: string
        /** UUID of the issue, or its name such as `ENG-123`. */
        id: string
        /** Title, one line. */
        title?: string
        /** Text in Markdown. */
        description?: string
        /** Id of a workflow state of the team. */
        stateId?: string
        /** 0 none, 1 urgent, 2 high, 3 medium, 4 low. */
        priority?: number
        /** Id of who works on it; null for nobody. */
        assigneeId?: string | null
        /** Id of the project it belongs to; null for none. */
        projectId?: string | null
      }
      record: Issue
    }
  }
  projects: {
    /**
     * Get one project. Use it when the id is known and you need text, status, dates or progress. Its
     * issues are not in it.
     */
    get: {
      params: {
        /** UUID of the project, or its name as in its URL. */
        id: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: GetProject.
         */
        "x-apollo-operation-name"?: string
      }
      record: Project
    }
    /**
     * List projects. Use it to see which projects there are, what changed last first, and to find the id
     * of one by its name.
     */
    list: {
      params: {
        /** How many records a page holds, at most 250; 50 when left out. Default: 50. */
        first?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: ListProjects.
         */
        "x-apollo-operation-name"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Project
    }
    /**
     * Create a project. Use it to gather issues of one or more teams toward a date. Issues are put in by
     * issues update with `projectId`.
     */
    create: {
      params: {
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: CreateProject.
         */
        "x-apollo-operation-name"?: string
        /** Name. */
        name: string
        /** Ids of the teams that take part. */
        teamIds: string[]
        /** Summary. */
        description?: string
        /** Id of a project status, found as `status.id` of other projects. */
        statusId?: string
        /** Day it begins. */
        startDate?: string
        /** Day it should be done. */
        targetDate?: string
        /** Id of who leads it. */
        leadId?: string
      }
      record: Project
    }
    /** Change a project. Use it to change name, summary, status, dates or lead. What you leave out stays. */
    update: {
      params: {
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: UpdateProject.
         */
        "x-apollo-operation-name"?: string
        /** UUID of the project. */
        id: string
        /** Name. */
        name?: string
        /** Summary. */
        description?: string
        /** Id of a project status, found as `status.id` of other projects. */
        statusId?: string
        /** Day it begins. */
        startDate?: string
        /** Day it should be done. */
        targetDate?: string
        /** Id of who leads it. */
        leadId?: string
      }
      record: Project
    }
  }
  teams: {
    /** Get one team. Use it when the id is known and you need settings or states. */
    get: {
      params: {
        /** UUID of the team. */
        id: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: GetTeam.
         */
        "x-apollo-operation-name"?: string
      }
      record: Team
    }
    /** List teams. Use it to find the id of a team by its name or key, with the states its issues can have. */
    list: {
      params: {
        /** How many records a page holds, at most 250; 50 when left out. Default: 50. */
        first?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: ListTeams.
         */
        "x-apollo-operation-name"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Team
    }
  }
  workflow_states: {
    /** List workflow states. Use it to find the id of a state by name and team before moving an issue. */
    list: {
      params: {
        /** How many records a page holds, at most 250; 50 when left out. Default: 50. */
        first?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: ListWorkflowStates.
         */
        "x-apollo-operation-name"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: WorkflowState
    }
  }
  users: {
    /**
     * Get one person. Use it when the id is known and you need name, address or whether the account is
     * active.
     */
    get: {
      params: {
        /** UUID of the person, or `me` for the key's own user. */
        id: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: GetUser.
         */
        "x-apollo-operation-name"?: string
      }
      record: User
    }
    /** List people. Use it to find the id of a person by name or address before assigning an issue. */
    list: {
      params: {
        /** How many records a page holds, at most 250; 50 when left out. Default: 50. */
        first?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: ListUsers.
         */
        "x-apollo-operation-name"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: User
    }
  }
  comments: {
    /** Get one comment. Use it when the id is known and you need its text or author. */
    get: {
      params: {
        /** Id of the record, a UUID. */
        id: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: GetComment.
         */
        "x-apollo-operation-name"?: string
      }
      record: Comment
    }
    /**
     * List comments of an issue. Use it to read what was said under an issue, replies included; `parent`
     * tells which comment one answers.
     */
    list: {
      params: {
        /** UUID of the issue, or its name such as `ENG-123`. */
        issueId: string
        /** How many records a page holds, at most 250; 50 when left out. Default: 50. */
        first?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: ListComments.
         */
        "x-apollo-operation-name"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 50. */
        limit?: number
      }
      record: Comment
    }
    /**
     * Write a comment. Use it to answer under an issue. Those who follow it are notified, so do not repeat
     * what was said.
     */
    create: {
      params: {
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: CreateComment.
         */
        "x-apollo-operation-name"?: string
        /** UUID of the issue. */
        issueId: string
        /** Text in Markdown. */
        body: string
      }
      record: Comment
    }
    /** Change a comment. Use it to correct a comment that the key's user wrote. The whole text is replaced. */
    update: {
      params: {
        /**
         * Name of the operation, which Linear wants against forged requests. Sent by default; callers leave it
         * out. Default: UpdateComment.
         */
        "x-apollo-operation-name"?: string
        /** UUID of the comment. */
        id: string
        /** Text in Markdown. */
        body: string
      }
      record: Comment
    }
  }
}

/** A task or report of a team. */
export interface Issue {
  /** UUID. Goes into `id` and `issueId`. */
  id?: string
  /** Name for people, such as `ENG-123`. Works as `id` of get as well. */
  identifier?: string
  /** Number within the team. */
  number?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  description?: string | null
  /** 0 none, 1 urgent, 2 high, 3 medium, 4 low. */
  priority?: number
  /** The same in words. */
  priorityLabel?: string
  /** Estimate, in the team's unit. */
  estimate?: number | null
  /** Page in Linear. */
  url?: string
  /** Suggested name of a branch. */
  branchName?: string
  /** Day it is due. */
  dueDate?: string | null
  state?: State
  team?: Team2
  assignee?: Assignee
  creator?: Creator
  project?: Project2
  parent?: Parent
  labels?: Label
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** When work began. */
  startedAt?: string | null
  /** When it was completed. */
  completedAt?: string | null
  /** When it was cancelled. */
  canceledAt?: string | null
}

/** A project of one or more teams. */
export interface Project {
  /** UUID. Goes into `id` and `projectId`. */
  id?: string
  /** Name. */
  name?: string
  /** Summary of up to 255 characters. */
  description?: string
  /** Longer text in Markdown. */
  content?: string | null
  /** Name as in its URL. */
  slugId?: string
  /** Page in Linear. */
  url?: string
  /** Kind of its status: `backlog`, `planned`, `started`, `paused`, `completed` or `canceled`. */
  state?: string
  status?: Status
  /** 0 none, 1 urgent, 2 high, 3 medium, 4 low. */
  priority?: number
  /** Share that is done, 0 to 1. */
  progress?: number
  /** Day it begins. */
  startDate?: string | null
  /** Day it should be done. */
  targetDate?: string | null
  lead?: Lead
  teams?: Team3
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** When it was started. */
  startedAt?: string | null
  /** When it was completed. */
  completedAt?: string | null
  /** When it was cancelled. */
  canceledAt?: string | null
}

/** A team. */
export interface Team {
  /** UUID. Goes into `id`, `teamId` and `teamIds`. */
  id?: string
  /** Short name, the beginning of its issues' names. */
  key?: string
  /** Name. */
  name?: string
  /** Name with those of the teams around it. */
  displayName?: string
  /** What it does. */
  description?: string | null
  /** Whether only members can see it. */
  private?: boolean
  /** Time zone. */
  timezone?: string
  /** Number of issues. */
  issueCount?: number
  /** Whether it works in cycles. */
  cyclesEnabled?: boolean
  /** Unit of estimates. */
  issueEstimationType?: string
  states?: State2
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** A state that issues of a team can have. */
export interface WorkflowState {
  /** UUID. Goes into `stateId`. */
  id?: string
  /** Name, such as In Progress. */
  name?: string
  /** `triage`, `backlog`, `unstarted`, `started`, `completed` or `canceled`. */
  type?: string
  /** Color, as `#` and six hexadecimal digits. */
  color?: string
  /** What it means. */
  description?: string | null
  /** Its place among the others. */
  position?: number
  team?: {
    /** Team's id. */
    id?: string
    /** Team's short name. */
    key?: string
  }
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** A person of the workspace. */
export interface User {
  /** UUID. Goes into `id`, `assigneeId` and `leadId`. */
  id?: string
  /** Full name. */
  name?: string
  /** Name that Linear shows. */
  displayName?: string
  /** Address. */
  email?: string
  /** Whether the account is active. */
  active?: boolean
  /** Whether the person is an admin. */
  admin?: boolean
  /** Whether the person is a guest. */
  guest?: boolean
  /** Whether it is the key's own user. */
  isMe?: boolean
  /** What the person says of himself. */
  description?: string | null
  /** Time zone. */
  timezone?: string | null
  /** Picture. */
  avatarUrl?: string | null
  /** Page in Linear. */
  url?: string
  /** When the person was last there. */
  lastSeen?: string | null
  /** When the account was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** A comment under an issue. */
export interface Comment {
  /** UUID. Goes into `id`. */
  id?: string
  /** Text in Markdown. */
  body?: string
  /** Place in Linear. */
  url?: string
  user?: User2
  issue?: Issue2
  parent?: Parent2
  /** When its thread was resolved. */
  resolvedAt?: string | null
  /** When it was edited. */
  editedAt?: string | null
  /** When it was written. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

export interface State {
  /** State's id. */
  id?: string
  /** State, such as In Progress. */
  name?: string
  /** `triage`, `backlog`, `unstarted`, `started`, `completed` or `canceled`. */
  type?: string
}

export interface Team2 {
  /** Team's id. */
  id?: string
  /** Team's short name. */
  key?: string
  /** Team. */
  name?: string
}

export interface Assignee {
  /** Id of who works on it. */
  id?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string
}

export interface Creator {
  /** Id of who made it. */
  id?: string
  /** Name. */
  name?: string
}

export interface Project2 {
  /** Project's id. */
  id?: string
  /** Project. */
  name?: string
}

export interface Parent {
  /** Id of the issue it is part of. */
  id?: string
  /** Name of that issue. */
  identifier?: string
}

export interface Label {
  nodes?: Node[]
}

export interface Node {
  /** Label's id. */
  id?: string
  /** Label. */
  name?: string
}

export interface Status {
  /** Status' id. Goes into `statusId`. */
  id?: string
  /** Status. */
  name?: string
}

export interface Lead {
  /** Id of who leads it. */
  id?: string
  /** Name. */
  name?: string
}

export interface Team3 {
  nodes?: Node2[]
}

export interface Node2 {
  /** Team's id. */
  id?: string
  /** Team. */
  name?: string
}

export interface State2 {
  nodes?: Node3[]
}

export interface Node3 {
  /** Id of a workflow state. */
  id?: string
  /** Its name. */
  name?: string
  /** Its kind. */
  type?: string
}

export interface User2 {
  /** Id of who wrote it. */
  id?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string
}

export interface Issue2 {
  /** Issue's id. */
  id?: string
  /** Issue's name. */
  identifier?: string
}

export interface Parent2 {
  /** Comment it answers. */
  id?: string
}
