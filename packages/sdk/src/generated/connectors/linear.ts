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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
    /**
     * Make an issue. Use it to put down a task or report in a team. Teams and their states are found by
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
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
    }
    /**
     * Make a project. Use it to gather issues of one or more teams toward a date. Issues are put in by
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
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
      record: Record<string, unknown>
    }
  }
}
