// Made by `npm run generate` from packages/catalog/github; do not edit.

/**
 * Reads repositories, issues, pull requests and comments on GitHub, opens issues and pull requests,
 * edits issues and writes comments. Everything goes over GitHub's REST API.
 */
export interface Github {
  repositories: {
    /**
     * Get one repository. Use it when owner and name are known and you need the default branch,
     * visibility, counters or what the credential may do there. Also answers whether a repository exists
     * and can be seen.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
      }
      record: Repository
    }
    /**
     * List repositories of a user or organization. Use it to find out which repositories an account owns.
     * Give the account's login as `username`; the login of an organization works as well. Only public
     * repositories are listed, whatever the credential may see. They come sorted by name.
     */
    list: {
      params: {
        /** Login of the user or organization, as in its URL. Letter case is ignored. */
        username?: string
        /** How many records a page holds, at most 100. GitHub gives 30 when it is left out. Default: 30. */
        per_page?: number
        /**
         * Which page to fetch, counted from 1. There is another page while `meta.next` is not null. Default:
         * 1.
         */
        page?: number
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Repository
    }
  }
  issues: {
    /**
     * Get one issue. Use it when the number is known and you need the whole text, labels, assignees or
     * state. A pull request's number works too and gives the pull request seen as an issue. What was said
     * is in comments list.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Number of the issue, the one behind `#` in its URL. Not its `id`. */
        number: number
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
      }
      record: Issue
    }
    /**
     * List issues of a repository. Use it to see what is open or was closed in a repository, newest first.
     * GitHub counts pull requests as issues and returns them here as well; a record that has
     * `pull_request` is one. Only open ones are listed unless `state` says otherwise.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /**
         * Which issues to list; open ones when left out. One value: GitHub has no `states` here. Default:
         * open.
         */
        state?: "open" | "closed" | "all"
        /** How many records a page holds, at most 100. GitHub gives 30 when it is left out. Default: 30. */
        per_page?: number
        /**
         * Which page to fetch, counted from 1. There is another page while `meta.next` is not null. Default:
         * 1.
         */
        page?: number
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Issue
    }
    /**
     * Open an issue. Use it to report a bug or ask for work in a repository. Anyone who can read the
     * repository may open an issue; labels, assignees and milestone need push access and are dropped
     * without a word otherwise, so check them in the answer.
     */
    create: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
        /** Title of the issue, one line. */
        title: string
        /** Text of the issue, in Markdown. */
        body?: string
        /** Names of labels to put on it. Needs push access. */
        labels?: string[]
        /** Logins to assign, at most 10. Needs push access. */
        assignees?: string[]
        /** Number of the milestone to put it in. Needs push access. */
        milestone?: number
      }
      record: Issue
    }
    /**
     * Edit, close or reopen an issue. Use it to change an issue's title or text, to close or reopen it, or
     * to set its labels, assignees and milestone. What you leave out stays. `labels` and `assignees`
     * replace all there were, so read the issue first and send the full list. Works on pull requests too.
     * Needs to be the author or have push access; labels, assignees and milestone always need push access
     * and are dropped without a word otherwise.
     */
    update: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Number of the issue or pull request, the one behind `#` in its URL. Not its `id`. */
        issue_number: number
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
        /** New title, one line. */
        title?: string
        /** New text, in Markdown. Replaces the old one. */
        body?: string
        /** `closed` closes it, `open` reopens it. */
        state?: "open" | "closed"
        /** Why the state changes. Has no effect unless `state` changes in the same call. */
        state_reason?: "completed" | "not_planned" | "duplicate" | "reopened"
        /** Names of all labels it shall have; an empty list removes every label. Needs push access. */
        labels?: string[]
        /** Logins of all assignees it shall have; an empty list removes everyone. Needs push access. */
        assignees?: string[]
        /** Number of the milestone to put it in. Needs push access. */
        milestone?: number
      }
      record: Issue
    }
  }
  comments: {
    /**
     * List comments of an issue or pull request. Use it to read the discussion under an issue or a pull
     * request, oldest first. Comments on lines of code in a pull request and reviews are not included.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Number of the issue or pull request, the one behind `#` in its URL. */
        number: number
        /** How many records a page holds, at most 100. GitHub gives 30 when it is left out. Default: 30. */
        per_page?: number
        /**
         * Which page to fetch, counted from 1. There is another page while `meta.next` is not null. Default:
         * 1.
         */
        page?: number
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Comment
    }
    /**
     * Comment on an issue or pull request. Use it to answer in the discussion under an issue or a pull
     * request. Everyone who follows it is notified. It cannot comment on a line of code.
     */
    create: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Number of the issue or pull request, the one behind `#` in its URL. Not its `id`. */
        issue_number: number
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
        /** Text of the comment, in Markdown. `@login` notifies that person. */
        body: string
      }
      record: Comment
    }
  }
  pull_requests: {
    /**
     * Get one pull request. Use it when the number is known and you need its text, branches, size or
     * whether it can be merged. `mergeable` is null while GitHub works it out; ask again a little later.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Number of the pull request, the one behind `#` in its URL. Not its `id`. */
        number: number
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
      }
      record: PullRequest
    }
    /**
     * List pull requests of a repository. Use it to see which proposals are open or were closed, newest
     * first. Only open ones are listed unless `state` says otherwise; merged ones are `closed` with
     * `merged_at`. Records leave out the counters and whether it can be merged; get has them.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /**
         * Which pull requests to list; open ones when left out. One value: GitHub has no `states` here.
         * Default: open.
         */
        state?: "open" | "closed" | "all"
        /** How many records a page holds, at most 100. GitHub gives 30 when it is left out. Default: 30. */
        per_page?: number
        /**
         * Which page to fetch, counted from 1. There is another page while `meta.next` is not null. Default:
         * 1.
         */
        page?: number
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: PullRequest
    }
    /**
     * Open a pull request. Use it to propose merging a branch that is already pushed. Fails with 422 when
     * the branch does not exist, when the two branches do not differ, or when such a pull request is open
     * already. Needs push access to the head branch's repository.
     */
    create: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /**
         * Media type of GitHub's REST API. Sent by default; callers leave it out. Default:
         * application/vnd.github+json.
         */
        Accept?: "application/vnd.github+json"
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2022-11-28.
         */
        "X-GitHub-Api-Version"?: "2022-11-28"
        /** Title of the pull request, one line. */
        title: string
        /** Branch with the changes; from a fork, `login:branch`. */
        head: string
        /** Branch of this repository to merge into, often its default branch. */
        base: string
        /** Text of the pull request, in Markdown. `Closes #1347` closes that issue on merging. */
        body?: string
        /** Whether to open it as a draft, not yet ready for review. */
        draft?: boolean
        /** Whether maintainers of the base repository may push to the head branch. For forks. */
        maintainer_can_modify?: boolean
      }
      record: PullRequest
    }
  }
}

/** A Git repository with its settings and counters. Lists leave some of the properties out. */
export interface Repository {
  /** Number of the repository on all of GitHub. */
  id?: number
  /** Identifier in GitHub's GraphQL API. */
  node_id?: string
  /** Name without the owner. Goes into `repo`. */
  name?: string
  /** `owner/name`. */
  full_name?: string
  /** A user, organization or app. Null when the account was deleted. */
  owner?: Owner | null
  /** Whether only chosen people can see it. */
  private?: boolean
  /** Who can see it. */
  visibility?: "public" | "private" | "internal"
  /** The owner's one-line description. */
  description?: string | null
  /** Page on github.com. */
  html_url?: string
  /** Address for cloning over https. */
  clone_url?: string
  /** Web site given by the owner. */
  homepage?: string | null
  /** Branch that pull requests go to unless another is chosen. */
  default_branch?: string
  /** Programming language most of it is written in. */
  language?: string | null
  /** Topics given by the owner. */
  topics?: string[]
  /** Whether it was forked from another repository. */
  fork?: boolean
  /** Archived repositories can be read and not written. */
  archived?: boolean
  /** Whether GitHub disabled it. */
  disabled?: boolean
  /** Whether issues are switched on. */
  has_issues?: boolean
  /** Number of forks. */
  forks_count?: number
  /** Number of stars. */
  stargazers_count?: number
  /** Number of accounts watching it. Only in get. */
  subscribers_count?: number
  /** Number of open issues and open pull requests together. */
  open_issues_count?: number
  /** Size in kilobytes, updated about once an hour. */
  size?: number
  /** License that GitHub recognized. */
  license?: License | null
  /** What the credential's user may do here. */
  permissions?: Permission
  /** When it was created. */
  created_at?: string | null
  /** When it last changed in any way. */
  updated_at?: string | null
  /** When commits were last pushed. */
  pushed_at?: string | null
}

/** A task, bug report or request. A pull request is an issue too, told apart by `pull_request`. */
export interface Issue {
  /** Number of the issue on all of GitHub. No operation takes it. */
  id?: number
  /** Identifier in GitHub's GraphQL API. */
  node_id?: string
  /** Number within the repository. Goes into `number` and `issue_number`. */
  number?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  body?: string | null
  /** Whether it is open. */
  state?: "open" | "closed"
  /** Why the state is what it is. */
  state_reason?: "completed" | "not_planned" | "duplicate" | "reopened" | null
  /** A user, organization or app. Null when the account was deleted. */
  user?: Owner | null
  /** Who is assigned. */
  assignees?: (Owner | null)[]
  /** Labels on it. */
  labels?: Label[]
  /** The milestone that an issue or pull request belongs to. */
  milestone?: Milestone | null
  /** Number of comments. */
  comments?: number
  /** Whether only collaborators may comment. */
  locked?: boolean
  /** The author's role, for example OWNER, MEMBER or NONE. */
  author_association?: string
  /** Present only when this issue is a pull request. */
  pull_request?: PullRequest2
  /** Page on github.com. */
  html_url?: string
  /** When it was opened. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** When it was closed. */
  closed_at?: string | null
}

/** A comment under an issue or pull request. Comments on lines of code are not among them. */
export interface Comment {
  /** Number of the comment on all of GitHub. */
  id?: number
  /** Identifier in GitHub's GraphQL API. */
  node_id?: string
  /** Text in Markdown. */
  body?: string
  /** A user, organization or app. Null when the account was deleted. */
  user?: Owner | null
  /** The author's role, for example OWNER, MEMBER or NONE. */
  author_association?: string
  /** Page on github.com. */
  html_url?: string
  /** API address of the issue it is under. */
  issue_url?: string
  /** When it was written. */
  created_at?: string
  /** When it was last edited. */
  updated_at?: string
}

/** A proposal to merge one branch into another. Lists leave out counters and mergeability. */
export interface PullRequest {
  /** Number of the pull request on all of GitHub. No operation takes it. */
  id?: number
  /** Identifier in GitHub's GraphQL API. */
  node_id?: string
  /** Number within the repository, shared with issues. */
  number?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  body?: string | null
  /** A merged pull request is closed and has `merged_at`. */
  state?: "open" | "closed"
  /** Whether it is marked as not ready for review. */
  draft?: boolean
  /** A user, organization or app. Null when the account was deleted. */
  user?: Owner | null
  /** Who is assigned. */
  assignees?: (Owner | null)[]
  /** Whose review is still awaited. */
  requested_reviewers?: (Owner | null)[]
  /** Labels on it. */
  labels?: Label[]
  /** The milestone that an issue or pull request belongs to. */
  milestone?: Milestone | null
  /** One end of a pull request. */
  head?: Head
  /** One end of a pull request. */
  base?: Head
  /** Whether it was merged. Only in get and create. */
  merged?: boolean
  /** Whether it merges without conflict; null while GitHub works it out. Only in get and create. */
  mergeable?: boolean | null
  /** Finer: clean, dirty, blocked, behind. Only in get and create. */
  mergeable_state?: string
  /** Commit of the merge or of the test merge. */
  merge_commit_sha?: string | null
  /** A user, organization or app. Null when the account was deleted. */
  merged_by?: Owner | null
  /** Number of comments under it. Only in get and create. */
  comments?: number
  /** Number of comments on its lines. Only in get and create. */
  review_comments?: number
  /** Number of commits. Only in get and create. */
  commits?: number
  /** Lines added. Only in get and create. */
  additions?: number
  /** Lines removed. Only in get and create. */
  deletions?: number
  /** Files touched. Only in get and create. */
  changed_files?: number
  /** Whether maintainers may push to the head branch. */
  maintainer_can_modify?: boolean
  /** Page on github.com. */
  html_url?: string
  /** When it was opened. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** When it was closed or merged. */
  closed_at?: string | null
  /** When it was merged. */
  merged_at?: string | null
}

/** A user, organization or app. Null when the account was deleted. */
export interface Owner {
  /** Name in URLs. Goes into `owner`, `username` and `assignees`. */
  login?: string
  id?: number
  node_id?: string
  /** User, Organization or Bot. */
  type?: string
  avatar_url?: string
  html_url?: string
}

/** License that GitHub recognized. */
export interface License {
  key?: string
  name?: string
  spdx_id?: string | null
}

/** What the credential's user may do here. */
export interface Permission {
  admin?: boolean
  maintain?: boolean
  push?: boolean
  triage?: boolean
  pull?: boolean
}

/** A label as it stands on an issue or pull request. */
export interface Label {
  id?: number
  /** Goes into `labels`. */
  name?: string
  /** Six hexadecimal digits without `#`. */
  color?: string | null
  description?: string | null
}

/** The milestone that an issue or pull request belongs to. */
export interface Milestone {
  id?: number
  /** Number within the repository. Goes into `milestone`. */
  number?: number
  title?: string
  state?: "open" | "closed"
  due_on?: string | null
}

/** Present only when this issue is a pull request. */
export interface PullRequest2 {
  url?: string | null
  html_url?: string | null
  merged_at?: string | null
}

/** One end of a pull request. */
export interface Head {
  /** `owner:branch`. */
  label?: string
  /** Branch name. */
  ref?: string
  /** Commit at its tip. */
  sha?: string
  /** A user, organization or app. Null when the account was deleted. */
  user?: Owner | null
  /** A Git repository with its settings and counters. Lists leave some of the properties out. */
  repo?: Repository
}
