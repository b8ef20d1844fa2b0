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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
        /** How many records a page has at most. */
        limit?: number
      }
      record: Record<string, unknown>
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
      record: Record<string, unknown>
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
      record: Record<string, unknown>
    }
  }
}

/**
 * A task, bug report or request. A pull request is an issue too, told apart by `pull_request`. As
 * GitHub's REST API answers after writing.
 */
export interface Issue {
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
  user?: User | null
  /** Who is assigned. */
  assignees?: (User | null)[]
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
  user?: User | null
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
  user?: User | null
  /** Who is assigned. */
  assignees?: (User | null)[]
  /** Whose review is still awaited. */
  requested_reviewers?: (User | null)[]
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
  merged_by?: User | null
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
export interface User {
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
  user?: User | null
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
  owner?: User | null
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
