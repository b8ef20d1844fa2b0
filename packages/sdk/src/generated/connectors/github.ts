// Made by `npm run generate` from packages/catalog/github; do not edit.

/**
 * Reads repositories, code, commits, issues, pull requests, reviews, discussions, releases, people,
 * teams and projects on GitHub over its GraphQL API; opens and edits issues, opens pull requests and
 * writes comments over its REST API.
 */
export interface Github {
  repositories: {
    /**
     * Get one repository. Use it when owner and name are known and you need the default branch,
     * visibility, counters or what the credential may do there. Also answers whether a repository exists
     * and can be seen. To find one by other properties, use api_search.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Repository
    }
    /**
     * List repositories of a user or organization. Use it to find out which repositories an account owns,
     * by the login as `username`; the login of an organization works as well. Lists what the credential
     * may see, latest push first. For the credential's own repositories use viewer_repositories.
     */
    list: {
      params: {
        /** Login of the user or organization, as in its URL. Letter case is ignored. */
        username?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Repository
    }
    /**
     * Search all repositories. Use it to find repositories by words, language, topic, owner or stars, for
     * example `topic:database language:rust stars:>100`. Gives at most 1,000 results. Use list when the
     * owner is known.
     */
    api_search: {
      params: {
        /** Words and qualifiers of GitHub's search syntax. */
        query: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        limit?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Repository
    }
  }
  org_repositories: {
    /**
     * List repositories of an organization. Use it for the repositories an organization owns, private ones
     * included as far as the credential reaches them, latest push first. For a person, or if you do not
     * know which it is, use repositories list.
     */
    list: {
      params: {
        /** Login of the organization, as in its URL. Letter case is ignored. */
        org?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Repository
    }
  }
  branches: {
    /**
     * Get one branch. Use it to learn which commit a branch is at, or whether the branch exists: the
     * answer is null if it does not.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Name without `refs/heads/`. */
        branch: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Branch
    }
    /**
     * List branches. Use it to see which branches a repository has and what is at their tips, in the order
     * of their names. It does not compare branches.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Branch
    }
  }
  commits: {
    /**
     * Get one commit. Use it for one commit's whole message, author and size by its SHA; the first digits
     * are enough if they are unambiguous. It does not show the changed lines.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** SHA of the commit, whole or its first digits. */
        sha: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Commit
    }
    /**
     * List commits of the default branch. Use it to see what changed lately, newest first, of all files or
     * of one `path`. Only the default branch is listed; commits get finds any commit by its SHA.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /** Only commits that changed this file or folder. */
        path?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Commit
    }
  }
  releases: {
    /**
     * Get the release of a tag. Use it when the tag is known and you need the notes or files of that
     * version. The answer is null if the tag has no release.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Tag of the release. */
        tag: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Release
    }
    /**
     * List releases. Use it to find versions, their notes and files, newest first. Drafts are listed to
     * those who may write. A tag without a release is only in tags.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Release
    }
  }
  issues: {
    /**
     * Get one issue. Use it when the number is known and you need the whole text, labels, assignees or
     * state. What was said is in comments list. A pull request's number is an error here; use
     * pull_requests get.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** The number behind `#`, as in the URL. Not an `id`. */
        number: number
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Issue
    }
    /**
     * List issues of a repository. Use it to see what is open or was closed in a repository, newest first;
     * pull requests are not among them. To look for words, labels or people, use api_search.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Which to list; both when left out. */
        states?: ("OPEN" | "CLOSED")[]
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
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
      record: Issue2
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
      record: Issue2
    }
    /**
     * Search issues. Use it to find issues by words, label, author or date across repositories, for
     * example `repo:octocat/Hello-World is:open label:bug leak`. Add `is:issue`, or pull requests take
     * part and come back empty. Gives at most 1,000 results.
     */
    api_search: {
      params: {
        /** Words and qualifiers of GitHub's search syntax. */
        query: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Issue
    }
  }
  comments: {
    /**
     * Get one comment. Use it when you have a comment's GraphQL id, from comments list or `node_id` of a
     * new one. The answer is empty if the id is of something else.
     */
    get: {
      params: {
        /** GraphQL id (`id` of a record, `node_id` in REST answers). */
        id: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Comment2
    }
    /**
     * List comments of an issue or pull request. Use it to read a discussion, oldest first. A pull
     * request's number works too and gives its conversation; what was said about lines of code is in
     * reviews list.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** The number behind `#`, as in the URL. Not an `id`. */
        number: number
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Comment2
    }
    /**
     * Write a comment. Use it to answer under an issue or in the conversation of a pull request. Everyone
     * who follows it is notified, so do not repeat what was said. It cannot comment on a line of a change.
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
     * Get one pull request. Use it when the number is known and you need the text, branches, size, reviews
     * so far or whether it can be merged. Lines of the change are not in it.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** The number behind `#`, as in the URL. Not an `id`. */
        number: number
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: PullRequest2
    }
    /**
     * List pull requests of a repository. Use it to see what awaits review or was merged, newest first. To
     * look for authors, reviewers or words, use api_search.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Which to list; all when left out. CLOSED ones were not merged. */
        states?: ("OPEN" | "CLOSED" | "MERGED")[]
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: PullRequest2
    }
    /**
     * Open a pull request. Use it to propose merging one branch into another once the commits are pushed.
     * The two branches must differ, and no open pull request may exist for the same two. It does not push
     * or merge anything.
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
    /**
     * Search pull requests. Use it to find pull requests by words, author, reviewer, state or date across
     * repositories, for example `is:pr is:open review-requested:octocat`. Always write `is:pr`, or issues
     * take part and come back empty. Gives at most 1,000 results.
     */
    api_search: {
      params: {
        /** Words and qualifiers of GitHub's search syntax. */
        query: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: PullRequest2
    }
  }
  reviews: {
    /**
     * List reviews of a pull request. Use it to see who approved or asked for changes, with what they said
     * about which line. Comments in the conversation are in pr_comments.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** The number behind `#`, as in the URL. Not an `id`. */
        number: number
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Review
    }
  }
  pr_comments: {
    /**
     * Get one comment of a pull request. Use it when you have the GraphQL id of a comment in a pull
     * request's conversation. The answer is empty if the id is of something else.
     */
    get: {
      params: {
        /** GraphQL id (`id` of a record, `node_id` in REST answers). */
        id: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Comment2
    }
    /**
     * List comments of a pull request. Use it to read the conversation of a pull request, oldest first.
     * What was said about lines of code is in reviews list.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** The number behind `#`, as in the URL. Not an `id`. */
        number: number
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Comment2
    }
  }
  labels: {
    /**
     * Get one label. Use it to learn whether a label exists and how many issues have it. The answer is
     * null if it does not exist.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Name of the label. Letter case is ignored. */
        name: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Label
    }
    /**
     * List labels. Use it to learn which labels a repository has before putting one on an issue, by name.
     * Labels on one issue are in issues get.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Label
    }
  }
  milestones: {
    /** Get one milestone. Use it when the number is known and you need the due date or progress. */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Number of the milestone, as in its URL. */
        number: number
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Milestone
    }
    /**
     * List milestones. Use it to see what is planned, by due date, and how far it is. Issues of one are
     * found by issues api_search with `milestone:`.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Which to list; both when left out. */
        states?: ("OPEN" | "CLOSED")[]
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Milestone
    }
  }
  organizations: {
    /**
     * Get one organization. Use it to read an organization's profile and counts by its login. Its members
     * are in users list.
     */
    get: {
      params: {
        /** Login of the organization, as in its URL. Letter case is ignored. */
        org?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Organization
    }
    /**
     * List organizations of a user. Use it to find the organizations a person is in. Of others only public
     * memberships are listed; of the credential's own user all that it may see.
     */
    list: {
      params: {
        /** Login of the person. Letter case is ignored. */
        username?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Organization
    }
  }
  users: {
    /**
     * Get one user. Use it to read a person's profile by login. An organization's login is an error here;
     * use organizations get.
     */
    get: {
      params: {
        /** Login of the person. Letter case is ignored. */
        username?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: User
    }
    /**
     * List members of an organization. Use it to see who belongs to an organization. Without being a
     * member, only those who show it publicly are listed. To find a person anywhere, use api_search.
     */
    list: {
      params: {
        /** Login of the organization, as in its URL. Letter case is ignored. */
        org?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: User
    }
    /**
     * Search people. Use it to find a login by name, place, language or number of followers, for example
     * `fullname:octo location:Lisbon`. Add `type:user`, or organizations take part and come back empty.
     * Gives at most 1,000 results.
     */
    api_search: {
      params: {
        /** Words and qualifiers of GitHub's search syntax. */
        query: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        limit?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: User
    }
  }
  teams: {
    /**
     * Get one team. Use it when the team's slug is known and you need its purpose, parent or size. The
     * answer is null if there is none that the credential may see.
     */
    get: {
      params: {
        /** Login of the organization, as in its URL. Letter case is ignored. */
        org?: string
        /** Name of the team as in its URL. */
        team_slug: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Team
    }
    /**
     * List teams of an organization. Use it to see which teams an organization has, as far as the
     * credential's user may see them.
     */
    list: {
      params: {
        /** Login of the organization, as in its URL. Letter case is ignored. */
        org?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Team
    }
  }
  tags: {
    /**
     * Get one tag. Use it to learn which commit a tag points at, or whether it exists: the answer is null
     * if it does not.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Name without `refs/tags/`. */
        tag: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Tag
    }
    /**
     * List tags. Use it to see which versions were tagged, latest commit first. Notes of a version are in
     * releases.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Tag
    }
  }
  stargazers: {
    /**
     * List who starred a repository. Use it to see who is interested in a repository, latest first. The
     * number alone is `stargazerCount` of repositories get.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: User
    }
  }
  viewer: {
    /**
     * Get the credential's own user. Use it to learn as whom calls are made, or whether the credential
     * works at all.
     */
    get: {
      params: {
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: User
    }
  }
  viewer_repositories: {
    /**
     * List repositories of the credential's own user. Use it to find out where this credential can work:
     * repositories its user owns, collaborates in or reaches through an organization, latest push first.
     * For somebody else's use repositories list.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: ViewerRepository
    }
  }
  projects: {
    /**
     * Get one project. Use it when the number is known and you need the description or size. What is on it
     * is in project_items list.
     */
    get: {
      params: {
        /** Login of the organization, as in its URL. Letter case is ignored. */
        org?: string
        /** Number of the project, as in its URL. */
        project_number: number
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Project
    }
    /**
     * List projects of an organization. Use it to find a project's number by its title, latest change
     * first. The older kind of projects (classic) is not listed.
     */
    list: {
      params: {
        /** Login of the organization, as in its URL. Letter case is ignored. */
        org?: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Project
    }
  }
  project_items: {
    /**
     * List items of a project. Use it to see what is on a board and in which state: each item with its
     * issue, pull request or draft and up to 20 field values, such as the status.
     */
    list: {
      params: {
        /** Login of the organization, as in its URL. Letter case is ignored. */
        org?: string
        /** Number of the project, as in its URL. */
        project_number: number
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: ProjectItem
    }
  }
  discussions: {
    /**
     * Get one discussion. Use it when the number is known and you need the whole text and the chosen
     * answer. Comments are only counted.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** The number behind `#`, as in the URL. Not an `id`. */
        number: number
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: Discussion
    }
    /**
     * List discussions. Use it to see questions and announcements of a repository, newest first, with
     * chosen answers. To look for words, use api_search.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Which to list; both when left out. */
        states?: ("OPEN" | "CLOSED")[]
        /** Only those with a chosen answer, or only those without; all when left out. */
        answered?: boolean
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Discussion
    }
    /**
     * Search discussions. Use it to find discussions by words, category or answer across repositories, for
     * example `repo:octocat/Hello-World is:unanswered install`. Gives at most 1,000 results.
     */
    api_search: {
      params: {
        /** Words and qualifiers of GitHub's search syntax. */
        query: string
        /** How many records a page holds, at most 100; 30 when left out. Default: 30. */
        per_page?: number
        /** Where the page begins: `end_cursor` of the page before. Left out for the first page. */
        after?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 30. */
        limit?: number
      }
      record: Discussion
    }
  }
  file_content: {
    /**
     * Read a file. Use it to read a text file at a branch, tag or commit. Binary files have no text, and
     * large ones are cut; see `isBinary` and `isTruncated`. For a folder use directory_content list.
     */
    get: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Path of the file from the root, without a slash in front. */
        path: string
        /** Branch, tag or commit; `HEAD` is the default branch. Default: HEAD. */
        ref?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: FileContent
    }
  }
  directory_content: {
    /**
     * List a folder. Use it to find files before reading one: names and sizes of what is directly in a
     * folder at a branch, tag or commit. It does not look into folders within.
     */
    list: {
      params: {
        /** User or organization that owns the repository, as in its URL. Letter case is ignored. */
        owner?: string
        /** Repository name alone, without the owner and without `.git`. Letter case is ignored. */
        repo?: string
        /** Path of the folder from the root, without a slash in front; the root when left out. */
        path?: string
        /** Branch, tag or commit; `HEAD` is the default branch. Default: HEAD. */
        ref?: string
        /**
         * What to answer of each record, as names of GitHub's GraphQL schema with dots for nesting. Left out,
         * the answer has what is described here.
         */
        fields?: string[]
      }
      record: DirectoryContent
    }
  }
}

/** A Git repository with its counters and settings. */
export interface Repository {
  /** GraphQL id. */
  id?: string
  /** Number, as REST answers have it. */
  databaseId?: number | null
  /** Name without the owner. Goes into `repo`. */
  name?: string
  /** `owner/name`. */
  nameWithOwner?: string
  owner?: Owner
  /** The owner's one-line description. */
  description?: string | null
  /** Page on github.com. */
  url?: string
  /** Web site given by the owner. */
  homepageUrl?: string | null
  /** Who can see it. */
  visibility?: "PUBLIC" | "PRIVATE" | "INTERNAL"
  /** Whether only chosen people can see it. */
  isPrivate?: boolean
  /** Whether it was forked from another repository. */
  isFork?: boolean
  /** Archived repositories can be read and not written. */
  isArchived?: boolean
  /** Whether others can be made from it. */
  isTemplate?: boolean
  /** Whether issues are switched on. */
  hasIssuesEnabled?: boolean
  /** Whether discussions are switched on. */
  hasDiscussionsEnabled?: boolean
  defaultBranchRef?: DefaultBranchRef
  primaryLanguage?: PrimaryLanguage
  licenseInfo?: LicenseInfo
  repositoryTopics?: RepositoryTopic
  /** What the credential's user may do: ADMIN, MAINTAIN, WRITE, TRIAGE or READ. */
  viewerPermission?: string | null
  /** Number of stars. */
  stargazerCount?: number
  /** Number of forks. */
  forkCount?: number
  /** Size in kilobytes. */
  diskUsage?: number | null
  /** When it was created. */
  createdAt?: string
  /** When it last changed in any way. */
  updatedAt?: string
  /** When commits were last pushed. */
  pushedAt?: string | null
}

/** A branch and the commit at its tip. */
export interface Branch {
  /** GraphQL id. */
  id?: string
  /** Name without `refs/heads/`. Goes into `branch`, and into `head` and `base` of a new pull request. */
  name?: string
  /** `refs/heads/`. */
  prefix?: string
  target?: Target
}

/** A commit. The files it changed are not in GraphQL; the numbers of changed lines are. */
export interface Commit {
  /** SHA. Goes into `sha`. */
  oid?: string
  /** First digits of the SHA. */
  abbreviatedOid?: string
  /** First line of the message. */
  messageHeadline?: string
  /** The whole message. */
  message?: string
  /** Page on github.com. */
  url?: string
  /** When it was committed. */
  committedDate?: string
  /** When it was written. */
  authoredDate?: string
  author?: Author2
  committer?: Committer
  /** Lines added. */
  additions?: number
  /** Lines removed. */
  deletions?: number
  /** Number of files changed. */
  changedFilesIfAvailable?: number | null
  parents?: Parent
}

/** A release with its notes and files. */
export interface Release {
  /** GraphQL id. */
  id?: string
  /** Number, as REST answers have it. */
  databaseId?: number | null
  /** Tag it was made from. Goes into `tag`. */
  tagName?: string
  /** Title. */
  name?: string | null
  /** Notes, in Markdown. */
  description?: string | null
  /** Whether it is still a draft. */
  isDraft?: boolean
  /** Whether it is marked as not ready for production. */
  isPrerelease?: boolean
  /** Whether it is the one shown as latest. */
  isLatest?: boolean
  /** Page on github.com. */
  url?: string
  author?: Author3
  /** When it was created. */
  createdAt?: string
  /** When it was published. */
  publishedAt?: string | null
  releaseAssets?: ReleaseAsset
}

/** A task, bug report or request. */
export interface Issue {
  /** GraphQL id. */
  id?: string
  /** Number on all of GitHub, as REST answers have it. No operation takes it. */
  databaseId?: number | null
  /** Number within the repository, shared by issues and pull requests. */
  number?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  body?: string
  /** Whether it is open. */
  state?: "OPEN" | "CLOSED"
  /** Why: COMPLETED, NOT_PLANNED, DUPLICATE or REOPENED. */
  stateReason?: string | null
  /** Page on github.com. */
  url?: string
  author?: Author4
  /** The author's role, for example OWNER, MEMBER or NONE. */
  authorAssociation?: string
  assignees?: Assignee
  labels?: Label2
  milestone?: Milestone2
  comments?: Comment3
  repository?: Repository2
  /** Whether only collaborators may comment. */
  locked?: boolean
  /** When it was opened. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** When it was closed. */
  closedAt?: string | null
}

/**
 * A task, bug report or request. A pull request is an issue too, told apart by `pull_request`. As
 * GitHub's REST API answers after writing.
 */
export interface Issue2 {
  /** Number of the issue on all of GitHub. No operation takes it. */
  id?: number
  /** Identifier in GitHub's GraphQL API: the `id` of reads. */
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
  user?: User3 | null
  /** Who is assigned. */
  assignees?: (User3 | null)[]
  /** Labels on it. */
  labels?: Label3[]
  /** The milestone that an issue or pull request belongs to. */
  milestone?: Milestone3 | null
  /** Number of comments. */
  comments?: number
  /** Whether only collaborators may comment. */
  locked?: boolean
  /** The author's role, for example OWNER, MEMBER or NONE. */
  author_association?: string
  /** Present only when this issue is a pull request. */
  pull_request?: PullRequest3
  /** Page on github.com. */
  html_url?: string
  /** When it was opened. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** When it was closed. */
  closed_at?: string | null
}

/**
 * A comment under an issue or pull request. Comments on lines of code are not among them. As GitHub's
 * REST API answers after writing.
 */
export interface Comment {
  /** Number of the comment on all of GitHub. */
  id?: number
  /** Identifier in GitHub's GraphQL API. */
  node_id?: string
  /** Text in Markdown. */
  body?: string
  /** A user, organization or app. Null when the account was deleted. */
  user?: User3 | null
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

/** A comment in the conversation of an issue or pull request. */
export interface Comment2 {
  /** GraphQL id. Goes into `id`. */
  id?: string
  /** Number, as REST answers have it. */
  databaseId?: number | null
  /** Text in Markdown. */
  body?: string
  author?: Author5
  /** The author's role. */
  authorAssociation?: string
  /** Place on github.com. */
  url?: string
  /** Whether it is hidden. */
  isMinimized?: boolean
  /** When it was written. */
  createdAt?: string
  /** When it was last edited. */
  updatedAt?: string
  /** When its text was last changed. */
  lastEditedAt?: string | null
  reactions?: Reaction
}

/**
 * A proposal to merge one branch into another. Lists leave out counters and mergeability. As GitHub's
 * REST API answers after writing.
 */
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
  user?: User3 | null
  /** Who is assigned. */
  assignees?: (User3 | null)[]
  /** Whose review is still awaited. */
  requested_reviewers?: (User3 | null)[]
  /** Labels on it. */
  labels?: Label3[]
  /** The milestone that an issue or pull request belongs to. */
  milestone?: Milestone3 | null
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
  merged_by?: User3 | null
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

/** A proposal to merge one branch into another. */
export interface PullRequest2 {
  /** GraphQL id. */
  id?: string
  /** Number on all of GitHub, as REST answers have it. No operation takes it. */
  fullDatabaseId?: string | null
  /** Number within the repository, shared by issues and pull requests. */
  number?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  body?: string
  /** Whether it is open, closed or merged. */
  state?: "OPEN" | "CLOSED" | "MERGED"
  /** Whether it is marked as not ready for review. */
  isDraft?: boolean
  /** Page on github.com. */
  url?: string
  author?: Author4
  /** Branch with the changes. */
  headRefName?: string
  /** Commit at the tip of that branch. */
  headRefOid?: string
  /** Branch it goes into. */
  baseRefName?: string
  /** Whether it can be merged; GitHub works it out when asked, so ask again on UNKNOWN. */
  mergeable?: "MERGEABLE" | "CONFLICTING" | "UNKNOWN"
  /** Whether it was merged. */
  merged?: boolean
  /** When it was merged. */
  mergedAt?: string | null
  mergedBy?: MergedBy
  /** APPROVED, CHANGES_REQUESTED or REVIEW_REQUIRED. */
  reviewDecision?: string | null
  /** Lines added. */
  additions?: number
  /** Lines removed. */
  deletions?: number
  /** Number of files changed. */
  changedFiles?: number
  assignees?: Assignee
  labels?: Label4
  milestone?: Milestone4
  comments?: Comment4
  reviews?: Review2
  commits?: Commit2
  repository?: Repository2
  /** When it was opened. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** When it was closed or merged. */
  closedAt?: string | null
}

/** A review of a pull request. */
export interface Review {
  /** GraphQL id. */
  id?: string
  /** Number, as REST answers have it. */
  fullDatabaseId?: string | null
  /** What the review says. */
  state?: "PENDING" | "COMMENTED" | "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED"
  /** Text in Markdown, may be empty. */
  body?: string
  author?: {
    /** Who reviewed. */
    login?: string
  }
  /** The reviewer's role. */
  authorAssociation?: string
  commit?: {
    /** Commit that was reviewed. */
    oid?: string
  }
  comments?: {
    nodes?: {
      /** File commented on. */
      path?: string
      /** Line in that file. */
      line?: number | null
      /** What was said there. */
      body?: string
    }[]
  }
  /** Page on github.com. */
  url?: string
  /** When it was begun. */
  createdAt?: string
  /** When it was submitted. */
  submittedAt?: string | null
}

/** A label of a repository. */
export interface Label {
  /** GraphQL id. */
  id?: string
  /** Name. Goes into `name` and `labels`. */
  name?: string
  /** Six hexadecimal digits without `#`. */
  color?: string
  /** What it is for. */
  description?: string | null
  /** Whether GitHub made it. */
  isDefault?: boolean
  issues?: Issue3
  /** Page on github.com. */
  url?: string
  /** When it was made. */
  createdAt?: string | null
}

/** A milestone of a repository. */
export interface Milestone {
  /** GraphQL id. */
  id?: string
  /** Number within the repository. Goes into `number` and `milestone`. */
  number?: number
  /** Title. */
  title?: string
  /** Text. */
  description?: string | null
  /** Whether it is open. */
  state?: "OPEN" | "CLOSED"
  /** When it is due. */
  dueOn?: string | null
  /** Share of closed issues, 0 to 100. */
  progressPercentage?: number
  issues?: Issue4
  pullRequests?: PullRequest4
  creator?: Creator
  /** Page on github.com. */
  url?: string
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** When it was closed. */
  closedAt?: string | null
}

/** An organization. */
export interface Organization {
  /** GraphQL id. */
  id?: string
  /** Number, as REST answers have it. */
  databaseId?: number | null
  /** Login. Goes into `org` and `owner`. */
  login?: string
  /** Display name. */
  name?: string | null
  /** Text of the profile. */
  description?: string | null
  /** Public address. */
  email?: string | null
  /** Place. */
  location?: string | null
  /** Web site. */
  websiteUrl?: string | null
  /** Whether GitHub verified its domain. */
  isVerified?: boolean
  /** Page on github.com. */
  url?: string
  /** Picture. */
  avatarUrl?: string
  repositories?: Repository3
  membersWithRole?: MembersWithRole
  /** When it was made. */
  createdAt?: string
}

/** A person's account. */
export interface User {
  /** GraphQL id. */
  id?: string
  /** Number, as REST answers have it. */
  databaseId?: number | null
  /** Login. Goes into `username`, `owner` and `assignees`. */
  login?: string
  /** Name of the profile. */
  name?: string | null
  /** Public address, empty if there is none. The credential needs `user:email` or `read:user`. */
  email?: string
  /** Text of the profile. */
  bio?: string | null
  /** Company of the profile. */
  company?: string | null
  /** Place of the profile. */
  location?: string | null
  /** Web site of the profile. */
  websiteUrl?: string | null
  /** Whether the person looks for work. */
  isHireable?: boolean
  /** Page on github.com. */
  url?: string
  /** Picture. */
  avatarUrl?: string
  followers?: Follower
  following?: Following
  /** When the account was made. */
  createdAt?: string
  /** When the profile last changed. */
  updatedAt?: string
}

/** A team of an organization. */
export interface Team {
  /** GraphQL id. */
  id?: string
  /** Number, as REST answers have it. */
  databaseId?: number | null
  /** Name. */
  name?: string
  /** Name as in its URL. Goes into `team_slug`. */
  slug?: string
  /** `organization/slug`, as in mentions. */
  combinedSlug?: string
  /** What it is for. */
  description?: string | null
  /** Whether all members of the organization can see it. */
  privacy?: "SECRET" | "VISIBLE"
  parentTeam?: ParentTeam
  members?: Member
  repositories?: Repository4
  /** Page on github.com. */
  url?: string
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** A tag and what it points at. */
export interface Tag {
  /** GraphQL id. */
  id?: string
  /** Name without `refs/tags/`. Goes into `tag`. */
  name?: string
  /** `refs/tags/`. */
  prefix?: string
  target?: Target2
}

/** A repository that the credential's user owns, works in or reaches through an organization. */
export interface ViewerRepository {
  /** GraphQL id. */
  id?: string
  /** Number, as REST answers have it. */
  databaseId?: number | null
  /** Name without the owner. Goes into `repo`. */
  name?: string
  /** `owner/name`. */
  nameWithOwner?: string
  owner?: Owner
  /** The owner's one-line description. */
  description?: string | null
  /** Page on github.com. */
  url?: string
  /** Who can see it. */
  visibility?: "PUBLIC" | "PRIVATE" | "INTERNAL"
  /** Whether only chosen people can see it. */
  isPrivate?: boolean
  /** Whether it was forked from another repository. */
  isFork?: boolean
  /** Archived repositories can be read and not written. */
  isArchived?: boolean
  defaultBranchRef?: DefaultBranchRef
  primaryLanguage?: PrimaryLanguage
  /** What the credential's user may do: ADMIN, MAINTAIN, WRITE, TRIAGE or READ. */
  viewerPermission?: string | null
  /** Number of stars. */
  stargazerCount?: number
  /** Number of forks. */
  forkCount?: number
  /** When it last changed in any way. */
  updatedAt?: string
  /** When commits were last pushed. */
  pushedAt?: string | null
}

/** A project (the newer kind, a table of items) of an organization. */
export interface Project {
  /** GraphQL id. */
  id?: string
  /** Number within the organization. Goes into `project_number`. */
  number?: number
  /** Title. */
  title?: string
  /** One line. */
  shortDescription?: string | null
  /** Longer text in Markdown. */
  readme?: string | null
  /** Whether everyone can see it. */
  public?: boolean
  /** Whether it is closed. */
  closed?: boolean
  /** Page on github.com. */
  url?: string
  creator?: Creator
  items?: Item
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** When it was closed. */
  closedAt?: string | null
}

/** An item of a project: an issue, pull request or draft, with the values of its fields. */
export interface ProjectItem {
  /** GraphQL id of the item. */
  id?: string
  /** What the item is. REDACTED ones the credential may not see. */
  type?: "ISSUE" | "PULL_REQUEST" | "DRAFT_ISSUE" | "REDACTED"
  /** Whether it is archived. */
  isArchived?: boolean
  content?: {
    /** Issue, PullRequest or DraftIssue. */
    __typename?: string
    /** Number of the issue or pull request. */
    number?: number
    /** Title. */
    title?: string
    /** Whether it is open. */
    state?: string
    /** Page on github.com. */
    url?: string
    repository?: Repository2
    /** State of a pull request. */
    prState?: string
    /** Text of a draft. */
    body?: string
  }
  fieldValues?: {
    nodes?: {
      /** Value of a text field. */
      text?: string | null
      field?: {
        /** Name of the field. */
        name?: string
      }
      /** Value of a number field. */
      number?: number | null
      /** Value of a date field. */
      date?: string | null
      /** Choice of a single select field, such as the status. */
      name?: string | null
      /** Name of the iteration. */
      title?: string
    }[]
  }
  /** When it was added. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** A discussion of a repository. */
export interface Discussion {
  /** GraphQL id. */
  id?: string
  /** Number, as REST answers have it. */
  databaseId?: number | null
  /** Number within the repository. */
  number?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  body?: string
  /** Page on github.com. */
  url?: string
  author?: Author6
  category?: Category
  /** Whether an answer was chosen. */
  isAnswered?: boolean | null
  answer?: Answer
  labels?: Label4
  comments?: Comment3
  /** Number of votes. */
  upvoteCount?: number
  /** Whether it is closed. */
  closed?: boolean
  /** Whether it is locked. */
  locked?: boolean
  repository?: Repository2
  /** When it was begun. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** A file at a revision. */
export interface FileContent {
  /** SHA of the content. */
  oid?: string
  /** The content, for text. Cut if `isTruncated`. */
  text?: string | null
  /** Size in bytes. */
  byteSize?: number
  /** Whether it is no text; `text` is null then. */
  isBinary?: boolean | null
  /** Whether `text` is cut. */
  isTruncated?: boolean
  /** First digits of the SHA. */
  abbreviatedOid?: string
  /** Page of the content on github.com. */
  commitUrl?: string
}

/** A file, folder or submodule within a folder. */
export interface DirectoryContent {
  /** Name. */
  name?: string
  /** Path from the root of the repository. Goes into `path`. */
  path?: string
  /** `blob` for a file, `tree` for a folder, `commit` for a submodule. */
  type?: string
  /** Git's file mode. */
  mode?: number
  /** SHA of what it is. */
  oid?: string
  /** Size in bytes. */
  size?: number
  /** Ending of the name, with its dot. */
  extension?: string | null
  /** Whether it looks generated. */
  isGenerated?: boolean
}

export interface Owner {
  /** Login of the user or organization. Goes into `owner`. */
  login?: string
}

export interface DefaultBranchRef {
  /** Branch that pull requests go to unless another is chosen. */
  name?: string
}

export interface PrimaryLanguage {
  /** Language most of it is written in. */
  name?: string
}

export interface LicenseInfo {
  /** License that GitHub recognized. */
  spdxId?: string | null
}

export interface RepositoryTopic {
  nodes?: Node[]
}

export interface Node {
  topic?: Topic
}

export interface Topic {
  /** A topic given by the owner. */
  name?: string
}

export interface Target {
  /** SHA of the commit at the tip. */
  oid?: string
  /** First line of that commit's message. */
  messageHeadline?: string
  /** When that commit was made. */
  committedDate?: string
  author?: Author
}

export interface Author {
  /** Name in that commit. */
  name?: string | null
}

export interface Author2 {
  /** Author's name as the commit has it. */
  name?: string | null
  /** Author's address as the commit has it. */
  email?: string | null
  user?: User2
}

export interface User2 {
  /** Author's login, if GitHub knows the address. */
  login?: string
}

export interface Committer {
  /** Committer's name. */
  name?: string | null
}

export interface Parent {
  nodes?: Node2[]
}

export interface Node2 {
  /** SHA of a parent. */
  oid?: string
}

export interface Author3 {
  /** Who published it. */
  login?: string
}

export interface ReleaseAsset {
  nodes?: Node3[]
}

export interface Node3 {
  /** File name. */
  name?: string
  /** Size in bytes. */
  size?: number
  /** Where the file can be downloaded. */
  downloadUrl?: string
}

export interface Author4 {
  /** Who opened it. */
  login?: string
}

export interface Assignee {
  nodes?: Node4[]
}

export interface Node4 {
  /** Login of someone assigned. */
  login?: string
}

export interface Label2 {
  nodes?: Node5[]
}

export interface Node5 {
  /** Name of a label. */
  name?: string
  /** Its color, six hexadecimal digits. */
  color?: string
}

export interface Milestone2 {
  /** Number of the milestone. */
  number?: number
  /** Its title. */
  title?: string
}

export interface Comment3 {
  /** Number of comments. */
  totalCount?: number
}

export interface Repository2 {
  /** Repository it is in. */
  nameWithOwner?: string
}

/** A user, organization or app. Null when the account was deleted. */
export interface User3 {
  /** Name in URLs. Goes into `owner`, `username` and `assignees`. */
  login?: string
  id?: number
  node_id?: string
  /** User, Organization or Bot. */
  type?: string
  avatar_url?: string
  html_url?: string
}

/** A label as it stands on an issue or pull request. */
export interface Label3 {
  id?: number
  /** Goes into `labels`. */
  name?: string
  /** Six hexadecimal digits without `#`. */
  color?: string | null
  description?: string | null
}

/** The milestone that an issue or pull request belongs to. */
export interface Milestone3 {
  id?: number
  /** Number within the repository. Goes into `milestone`. */
  number?: number
  title?: string
  state?: "open" | "closed"
  due_on?: string | null
}

/** Present only when this issue is a pull request. */
export interface PullRequest3 {
  url?: string | null
  html_url?: string | null
  merged_at?: string | null
}

export interface Author5 {
  /** Who wrote it. */
  login?: string
}

export interface Reaction {
  /** Number of reactions. */
  totalCount?: number
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
  user?: User3 | null
  /** A Git repository with its settings and counters. Lists leave some of the properties out. */
  repo?: Repo
}

/** A Git repository with its settings and counters. Lists leave some of the properties out. */
export interface Repo {
  /** Number of the repository on all of GitHub. */
  id?: number
  /** Identifier in GitHub's GraphQL API. */
  node_id?: string
  /** Name without the owner. Goes into `repo`. */
  name?: string
  /** `owner/name`. */
  full_name?: string
  /** A user, organization or app. Null when the account was deleted. */
  owner?: User3 | null
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

export interface MergedBy {
  /** Who merged it. */
  login?: string
}

export interface Label4 {
  nodes?: Node6[]
}

export interface Node6 {
  /** Name of a label. */
  name?: string
}

export interface Milestone4 {
  /** Title of the milestone. */
  title?: string
}

export interface Comment4 {
  /** Number of comments in the conversation. */
  totalCount?: number
}

export interface Review2 {
  /** Number of reviews. */
  totalCount?: number
}

export interface Commit2 {
  /** Number of commits. */
  totalCount?: number
}

export interface Issue3 {
  /** Number of issues that have it. */
  totalCount?: number
}

export interface Issue4 {
  /** Number of issues in it. */
  totalCount?: number
}

export interface PullRequest4 {
  /** Number of pull requests in it. */
  totalCount?: number
}

export interface Creator {
  /** Who made it. */
  login?: string
}

export interface Repository3 {
  /** Number of repositories the credential can see. */
  totalCount?: number
}

export interface MembersWithRole {
  /** Number of members the credential can see. */
  totalCount?: number
}

export interface Follower {
  /** Number of followers. */
  totalCount?: number
}

export interface Following {
  /** Number of accounts followed. */
  totalCount?: number
}

export interface ParentTeam {
  /** Team it belongs to. */
  slug?: string
}

export interface Member {
  /** Number of members. */
  totalCount?: number
}

export interface Repository4 {
  /** Number of repositories it reaches. */
  totalCount?: number
}

export interface Target2 {
  /** Tag for an annotated tag, Commit for a light one. */
  __typename?: string
  /** SHA of the tag object or commit. */
  oid?: string
  /** Message of an annotated tag. */
  message?: string | null
  tagger?: Tagger
  /** First line of the commit's message. */
  messageHeadline?: string
  /** When the commit was made. */
  committedDate?: string
}

export interface Tagger {
  /** Who made it. */
  name?: string | null
  /** When it was made. */
  date?: string | null
}

export interface Item {
  /** Number of items. */
  totalCount?: number
}

export interface Author6 {
  /** Who began it. */
  login?: string
}

export interface Category {
  /** Category. */
  name?: string
  /** Whether one answer can be chosen. */
  isAnswerable?: boolean
}

export interface Answer {
  /** The chosen answer. */
  body?: string
  author?: Author7
}

export interface Author7 {
  /** Who gave it. */
  login?: string
}
