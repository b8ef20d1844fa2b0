// Made by `npm run generate` from packages/catalog/gitlab; do not edit.

/**
 * Reads projects, groups, members, code, issues, merge requests, pipelines, releases and milestones of
 * GitLab, on GitLab.com or on an instance of your own, over version 4 of its REST API.
 */
export interface Gitlab {
  projects: {
    /**
     * Get one project. Use it when the project's number or full path is known and you need its default
     * branch, visibility or counters. Also answers whether it exists and can be seen.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        id: number | string
        /**
         * Whether to add commit count and sizes. Needs at least the role Reporter in the project. Default:
         * false.
         */
        statistics?: boolean
      }
      record: Project
    }
    /**
     * List projects. Use it to find projects. Without `membership` or `owned` it lists every project the
     * credential may see, which on GitLab.com is every public one, so set one of them or `search`. Pages
     * end at 50,000 records.
     */
    list: {
      params: {
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Whether to list only projects that the credential's user is a member of. Default: false. */
        membership?: boolean
        /** Whether to list only projects that the credential's user owns. Default: false. */
        owned?: boolean
        /**
         * Text that the project's name, path or description must contain; of several words each. Letter case
         * is ignored.
         */
        search?: string
        /**
         * What to order by; creation time when it is left out. `similarity` needs `search` and keeps to
         * projects that the user is a member of; the sizes are for administrators. Default: created_at.
         */
        order_by?: "id" | "name" | "path" | "created_at" | "updated_at" | "star_count" | "last_activity_at" | "similarity" | "repository_size" | "storage_size" | "packages_size" | "wiki_size"
        /** Direction of the order. GitLab sorts descending when it is left out. Default: desc. */
        sort?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Project
    }
  }
  issues: {
    /**
     * Get one issue. Use it when the project and the issue's number in it are known and you need the whole
     * text, labels or assignees.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** Number of the issue within the project, the one behind `#`; the record's `iid`, not its `id`. */
        issue_iid: number
      }
      record: Issue
    }
    /**
     * List issues of a project. Use it to see what is open or was closed in a project, newest first, or to
     * find an issue by words, label, author or milestone. Open and closed ones are listed unless `state`
     * says otherwise. For one known number use get.
     */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Which issues to list; all when it is left out. Default: all. */
        state?: "opened" | "closed" | "all"
        /** Whose issues to list, seen from the credential's user; everyone's when it is left out. Default: all. */
        scope?: "created_by_me" | "assigned_to_me" | "all"
        /**
         * What to order by; creation time when it is left out. `weight` needs a paid tier. Default:
         * created_at.
         */
        order_by?: "created_at" | "updated_at" | "due_date" | "label_priority" | "milestone_due" | "popularity" | "priority" | "relative_position" | "title" | "weight"
        /** Direction of the order. GitLab sorts descending when it is left out. Default: desc. */
        sort?: "asc" | "desc"
        /** Only what was created at this moment or later, ISO 8601 with time and zone. */
        created_after?: string
        /** Only what was created at this moment or earlier, ISO 8601 with time and zone. */
        created_before?: string
        /** Only what last changed at this moment or later, ISO 8601 with time and zone. */
        updated_after?: string
        /** Only what last changed at this moment or earlier, ISO 8601 with time and zone. */
        updated_before?: string
        /**
         * Names of labels, with commas between, all of which it must have; `None` for none at all, `Any` for
         * at least one.
         */
        labels?: string
        /** Login of the person who opened it. */
        author_username?: string
        /** Title of its milestone; `None` for none, `Any` for some. */
        milestone?: string
        /** Text that the title or description must contain. */
        search?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Issue
    }
  }
  merge_requests: {
    /**
     * Get one merge request. Use it when the project and the merge request's number in it are known and
     * you need its text, branches or whether it can be merged. `detailed_merge_status` may say `checking`
     * at first; ask again a little later.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** Number within the project, the one behind `!`; the record's `iid`, not its `id`. */
        merge_request_iid: number
      }
      record: MergeRequest
    }
    /**
     * List merge requests of a project. Use it to see which proposals are open, merged or closed in a
     * project, newest first, or to find one by words, label, branch, author or reviewer. All are listed
     * unless `state` says otherwise. For one known number, or whether it can be merged, use get.
     */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /**
         * Which merge requests to list; all when it is left out. `locked` ones are just being merged. Default:
         * all.
         */
        state?: "opened" | "closed" | "locked" | "merged" | "all"
        /**
         * Whose merge requests to list, seen from the credential's user; everyone's when it is left out.
         * Default: all.
         */
        scope?: "created_by_me" | "assigned_to_me" | "reviews_for_me" | "all"
        /** What to order by; creation time when it is left out. Default: created_at. */
        order_by?: "created_at" | "updated_at" | "merged_at" | "label_priority" | "milestone_due" | "popularity" | "priority" | "title"
        /** Direction of the order. GitLab sorts descending when it is left out. Default: desc. */
        sort?: "asc" | "desc"
        /** Only what was created at this moment or later, ISO 8601 with time and zone. */
        created_after?: string
        /** Only what was created at this moment or earlier, ISO 8601 with time and zone. */
        created_before?: string
        /** Only what last changed at this moment or later, ISO 8601 with time and zone. */
        updated_after?: string
        /** Only what last changed at this moment or earlier, ISO 8601 with time and zone. */
        updated_before?: string
        /**
         * Names of labels, with commas between, all of which it must have; `None` for none at all, `Any` for
         * at least one.
         */
        labels?: string
        /** Login of the person who opened it. */
        author_username?: string
        /** Title of its milestone; `None` for none, `Any` for some. */
        milestone?: string
        /** Text that the title or description must contain. */
        search?: string
        /** Login of a person who shall review it; `None` for nobody, `Any` for somebody. */
        reviewer_username?: string
        /** Name of the branch with the changes. */
        source_branch?: string
        /** Name of the branch to merge into. */
        target_branch?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: MergeRequest
    }
  }
  users: {
    /**
     * Get one user. Use it when a user's number is known, for example from an issue's author, and you need
     * the profile.
     */
    get: {
      params: {
        /** Number of the user. A login does not work; find its number with list and `username`. */
        id: number
      }
      record: User
    }
    /**
     * List users. Use it to find a user of the instance by login, name or address. Give `username` when
     * the login is known, else `search`: GitLab.com has millions of users, and pages end at 50,000
     * records. Who is in a project or group is in project_members and group_members.
     */
    list: {
      params: {
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Text in the name or login, or a whole address that the user made public. */
        search?: string
        /** The user's exact login, for that one user. Letter case is ignored. */
        username?: string
        /** `true` lists active users only. GitLab has no meaning for `false`: leave it out instead. */
        active?: true
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
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
      params: Record<string, never>
      record: Viewer
    }
  }
  commits: {
    /**
     * Get one commit. Use it for one commit's message, size and the state of its pipeline, by SHA or by
     * the name of a branch or tag. It does not show the changed lines.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** SHA of the commit, or a branch or tag for the commit it points at. */
        sha: string
        /** Whether to count the changed lines. Default: true. */
        stats?: boolean
      }
      record: Commit
    }
    /**
     * List commits of a branch. Use it to see what changed lately, newest first, on the default branch or
     * on `ref_name`. GitLab gives no total here.
     */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Branch, tag or range such as `v1.0..main`; the default branch when left out. */
        ref_name?: string
        /** Only commits at or after this moment. */
        since?: string
        /** Only commits at or before this moment. */
        until?: string
        /** Whether to count the changed lines of each commit, which is slower. */
        with_stats?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Commit
    }
  }
  groups: {
    /**
     * Get one group. Use it when the group's number or full path is known and you need its visibility or
     * settings. Its projects are found by projects list with `search`.
     */
    get: {
      params: {
        /** Number of the group, or its full path such as `acme/hull`. */
        id: number | string
      }
      record: Group
    }
    /**
     * List groups. Use it to find a group's number or path. Without `owned` or `search` it lists every
     * group the credential may see, which on GitLab.com includes public ones.
     */
    list: {
      params: {
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Text that the group's name or path must contain. */
        search?: string
        /** Whether to list only groups that the credential's user owns. Default: false. */
        owned?: boolean
        /** What to order by; `similarity` needs `search`. Default: name. */
        order_by?: "name" | "path" | "id" | "similarity"
        /** Direction of the order. Default: asc. */
        sort?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Group
    }
  }
  branches: {
    /**
     * Get one branch. Use it to learn which commit a branch is at, whether it is merged or protected, or
     * whether it exists.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** Name of the branch. */
        branch: string
      }
      record: Branch
    }
    /**
     * List branches. Use it to see which branches exist and how recent they are, by name. Commits of one
     * are listed by commits list.
     */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Text that the name must contain; `^text` must begin it, `text$` must end it. */
        search?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Branch
    }
  }
  pipelines: {
    /**
     * Get one pipeline. Use it when the number is known and you need who started it, how long it took or
     * what is wrong with its configuration. Its jobs are not in it.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** Number of the pipeline on the instance, its `id`. */
        pipeline_id: number
      }
      record: Pipeline
    }
    /**
     * List pipelines. Use it to see how CI went, latest first. Child pipelines are left out. Durations are
     * only in pipelines get.
     */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Only pipelines in this state. */
        status?: "created" | "waiting_for_resource" | "preparing" | "pending" | "running" | "success" | "failed" | "canceled" | "skipped" | "manual" | "scheduled"
        /** Only pipelines of this branch or tag. */
        ref?: string
        /** What to order by. Default: id. */
        order_by?: "id" | "status" | "ref" | "updated_at" | "user_id"
        /** Direction of the order. Default: desc. */
        sort?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Pipeline
    }
  }
  group_members: {
    /**
     * Get one direct member of a group. Use it to learn a person's role in a group by the number of the
     * user. It is an error if the person is no direct member.
     */
    get: {
      params: {
        /** Number of the group, or its full path such as `acme/hull`. */
        group_id: number | string
        /** Number of the user. */
        user_id: number
      }
      record: GroupMember
    }
    /**
     * List direct members of a group. Use it to see who has which role in a group. Those who are members
     * by way of a group around it are not listed.
     */
    list: {
      params: {
        /** Number of the group, or its full path such as `acme/hull`. */
        group_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Text that the name, username or address must contain. */
        query?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: GroupMember
    }
  }
  project_members: {
    /**
     * Get one direct member of a project. Use it to learn a person's role in a project by the number of
     * the user. It is an error if the person is no direct member.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** Number of the user. */
        user_id: number
      }
      record: GroupMember
    }
    /**
     * List direct members of a project. Use it to see who was added to a project itself. Those who are
     * members by way of its group are listed by group_members list, so ask both to learn who can push.
     */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Text that the name, username or address must contain. */
        query?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: GroupMember
    }
  }
  releases: {
    /**
     * Get the release of a tag. Use it when the tag is known and you need the notes or files of that
     * version.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** Tag of the release. */
        tag_name: string
      }
      record: Release
    }
    /**
     * List releases. Use it to find versions, their notes and files, latest first. A tag without a release
     * is only in tags.
     */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** What to order by. Default: released_at. */
        order_by?: "released_at" | "created_at"
        /** Direction of the order. Default: desc. */
        sort?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Release
    }
  }
  tags: {
    /** Get one tag. Use it to learn which commit a tag points at, or whether it exists. */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** Name of the tag. */
        tag_name: string
      }
      record: Tag
    }
    /** List tags. Use it to see which versions were tagged, latest first. Notes and files are in releases. */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Text that the name must contain; `^text` must begin it, `text$` must end it. */
        search?: string
        /** What to order by; `version` reads names as versions. Default: updated. */
        order_by?: "name" | "updated" | "version"
        /** Direction of the order. Default: desc. */
        sort?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Tag
    }
  }
  group_milestones: {
    /**
     * Get one milestone of a group. Use it when the number is known and you need the dates or text. `iid`,
     * the number in its URL, does not work.
     */
    get: {
      params: {
        /** Number of the group, or its full path such as `acme/hull`. */
        group_id: number | string
        /** Number of the milestone on the instance, its `id`. */
        milestone_id: number
      }
      record: GroupMilestone
    }
    /**
     * List milestones of a group. Use it to see what a group plans for all its projects. Milestones of
     * single projects are in project_milestones.
     */
    list: {
      params: {
        /** Number of the group, or its full path such as `acme/hull`. */
        group_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Only open ones or only closed ones; both when left out. */
        state?: "active" | "closed"
        /** Text that the title or description must contain. */
        search?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: GroupMilestone
    }
  }
  project_milestones: {
    /**
     * Get one milestone of a project. Use it when the number is known and you need the dates or text.
     * `iid`, the number in its URL, does not work.
     */
    get: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /** Number of the milestone on the instance, its `id`. */
        milestone_id: number
      }
      record: ProjectMilestone
    }
    /**
     * List milestones of a project. Use it to see what a project plans. Milestones of its groups are in
     * group_milestones.
     */
    list: {
      params: {
        /** Number of the project, or its full path such as `acme/hull/pumps`. */
        project_id: number | string
        /**
         * Which page to fetch, counted from 1. Pass back `meta.next_page`; it is empty on the last page.
         * Default: 1.
         */
        page?: number
        /** How many records a page holds, at most 100. GitLab gives 20 when it is left out. Default: 20. */
        per_page?: number
        /** Only open ones or only closed ones; both when left out. */
        state?: "active" | "closed"
        /** Text that the title or description must contain. */
        search?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: ProjectMilestone
    }
  }
}

/** A project, which is a repository with its issues, merge requests and settings. */
export interface Project {
  /** Number of the project. Goes into `id` and `project_id`. */
  id?: number
  /** Name for people. */
  name?: string
  /** Name in URLs, without the groups. */
  path?: string
  /** Full path. Goes into `id` and `project_id` as well. */
  path_with_namespace?: string
  /** Names of groups and project. */
  name_with_namespace?: string
  /** What its members say it is. */
  description?: string | null
  /** Branch that merge requests go to by default. */
  default_branch?: string | null
  /** Who can see it. */
  visibility?: "private" | "internal" | "public"
  /** Archived projects can be read and not written. */
  archived?: boolean
  /** The group or user it belongs to. */
  namespace?: Namespace
  /** Topics given by its members. */
  topics?: string[]
  /** Page of the project. */
  web_url?: string
  /** Address for cloning over https. */
  http_url_to_repo?: string
  /** Address for cloning over ssh. */
  ssh_url_to_repo?: string
  /** Number of forks. */
  forks_count?: number
  /** Number of stars. */
  star_count?: number
  /** Number of open issues. Absent when issues are switched off. */
  open_issues_count?: number
  /** Number of the user who created it. */
  creator_id?: number
  /** Commits and sizes in bytes. Only in get with `statistics` and at least the role Reporter. */
  statistics?: Statistic
  /** When it was created. */
  created_at?: string
  /** When its record last changed. */
  updated_at?: string
  /** When something last happened in it. */
  last_activity_at?: string
}

/** A task, bug report or request in a project. */
export interface Issue {
  /** Number on the whole instance. No operation takes it. */
  id?: number
  /** Number within the project. Goes into `issue_iid`. */
  iid?: number
  /** Number of its project. */
  project_id?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  description?: string | null
  /** Whether it is open. */
  state?: "opened" | "closed"
  /** Kind, for example issue, incident or task. */
  issue_type?: string
  /** A user, in short. */
  author?: Author | null
  /** Who is assigned. */
  assignees?: (Author | null)[]
  /** Names of its labels. */
  labels?: string[]
  /** The milestone something belongs to. */
  milestone?: Milestone | null
  /** Whether it is hidden from guests and strangers. */
  confidential?: boolean
  /** Whether only members may comment. */
  discussion_locked?: boolean | null
  /** Number of comments. */
  user_notes_count?: number
  /** Number of thumbs up. */
  upvotes?: number
  /** Number of thumbs down. */
  downvotes?: number
  /** Weight. Absent on the free tier. */
  weight?: number | null
  /** Day it is due. */
  due_date?: string | null
  /** Page of the issue. */
  web_url?: string
  /** Ways to write it in Markdown. */
  references?: Reference
  /** When it was opened. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** When it was closed. */
  closed_at?: string | null
  /** A user, in short. */
  closed_by?: Author | null
}

/** A proposal to merge one branch into another. */
export interface MergeRequest {
  /** Number on the whole instance. No operation takes it. */
  id?: number
  /** Number within the project. Goes into `merge_request_iid`. */
  iid?: number
  /** Number of the project it merges into. */
  project_id?: number
  /** Number of the project it comes from. */
  source_project_id?: number | null
  /** Number of the project it merges into. */
  target_project_id?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  description?: string | null
  /** `locked`: being merged. */
  state?: "opened" | "closed" | "locked" | "merged"
  /** Whether it is marked as not ready. */
  draft?: boolean
  /** Branch with the changes. */
  source_branch?: string
  /** Branch to merge into. */
  target_branch?: string
  /** Commit at the tip of the source branch. */
  sha?: string | null
  /** Commit of the merge. */
  merge_commit_sha?: string | null
  /** A user, in short. */
  author?: Author | null
  /** Who is assigned. */
  assignees?: (Author | null)[]
  /** Who shall review. */
  reviewers?: (Author | null)[]
  /** A user, in short. */
  merge_user?: Author | null
  /** Names of its labels. */
  labels?: string[]
  /** The milestone something belongs to. */
  milestone?: Milestone | null
  /**
   * `mergeable`, or why it cannot be merged, such as `draft_status`, `not_approved`, `conflict`,
   * `need_rebase`, `ci_must_pass` or `discussions_not_resolved`. Lists may be behind.
   */
  detailed_merge_status?: string
  /** Whether it conflicts with the target branch. Lists may be behind. */
  has_conflicts?: boolean
  /** Whether no thread blocks merging. */
  blocking_discussions_resolved?: boolean
  /** Number of changed files, as text. Only in get. */
  changes_count?: string | null
  /** Number of comments. */
  user_notes_count?: number
  /** Page of the merge request. */
  web_url?: string
  /** Ways to write it in Markdown. */
  references?: Reference
  /** When it was opened. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** When it was merged. */
  merged_at?: string | null
  /** When it was closed without merging. */
  closed_at?: string | null
}

/** A user of the instance. Administrators see more properties than these. */
export interface User {
  /** Number of the user. Goes into `id`. */
  id?: number
  /** Login. */
  username?: string
  /** Name for people. */
  name?: string
  /** `active`, `blocked` and others. */
  state?: string
  /** Whether signing in is locked after failed attempts. */
  locked?: boolean
  /** Picture. */
  avatar_url?: string | null
  /** Profile page. */
  web_url?: string
  /** Address the user shows to everyone. */
  public_email?: string | null
  /** What the user says of themselves. Only in get. */
  bio?: string | null
  /** Job title. Only in get. */
  job_title?: string | null
  /** Employer. Only in get. */
  organization?: string | null
  /** Place. Only in get. */
  location?: string | null
  /** Whether it is an account of an access token or service. Only in get. */
  bot?: boolean
  /** When the account was made. Only in get. */
  created_at?: string
}

/** The credential's own user; of a group's or project's token, its bot. */
export interface Viewer {
  /** Number of the user. */
  id?: number
  /** Login. */
  username?: string
  /** Name for people. */
  name?: string
  /** Address. */
  email?: string
  /** `active`, `blocked` and others. */
  state?: string
  /** Whether it is a bot. */
  bot?: boolean
  /** Picture. */
  avatar_url?: string | null
  /** Profile page. */
  web_url?: string
  /** When the account was made. */
  created_at?: string
}

/** A commit. What it changed is only counted. */
export interface Commit {
  /** SHA. Goes into `sha`. */
  id?: string
  /** First digits of the SHA. */
  short_id?: string
  /** First line of the message. */
  title?: string
  /** The whole message. */
  message?: string
  /** Author's name as the commit has it. */
  author_name?: string
  /** Author's address as the commit has it. */
  author_email?: string
  /** When it was written. */
  authored_date?: string
  /** Committer's name. */
  committer_name?: string
  /** Committer's address. */
  committer_email?: string
  /** When it was committed. */
  committed_date?: string
  /** The same as `committed_date`. */
  created_at?: string
  /** SHAs of its parents. */
  parent_ids?: string[]
  /** Page on the instance. */
  web_url?: string
  stats?: Stat
  /** State of its latest pipeline. Only in get. */
  status?: string | null
  last_pipeline?: LastPipeline
}

/** A group of projects, which may lie within another group. */
export interface Group {
  /** Number on the instance. Goes into `id` and `group_id`. */
  id?: number
  /** Name. */
  name?: string
  /** Name as in its URL. */
  path?: string
  /** Names of the groups around it and its own. */
  full_name?: string
  /** Path with the groups around it. Goes into `id` and `group_id`. */
  full_path?: string
  /** What it is for. */
  description?: string | null
  /** Who can see it. */
  visibility?: "public" | "internal" | "private"
  /** Group it lies in. */
  parent_id?: number | null
  /** Page on the instance. */
  web_url?: string
  /** Picture. */
  avatar_url?: string | null
  /** When it was made. */
  created_at?: string
  /** Who may make projects in it. */
  project_creation_level?: string
  /** Whether people may ask to join. */
  request_access_enabled?: boolean
  /** Whether large files are kept apart. */
  lfs_enabled?: boolean
}

/** A branch and the commit at its tip. */
export interface Branch {
  /** Name. Goes into `branch` and `ref_name`. */
  name?: string
  /** Whether it was merged into the default branch. */
  merged?: boolean
  /** Whether it is protected. */
  protected?: boolean
  /** Whether it is the default branch. */
  default?: boolean
  /** Whether developers may push although it is protected. */
  developers_can_push?: boolean
  /** Whether developers may merge although it is protected. */
  developers_can_merge?: boolean
  /** Whether the credential's user may push. */
  can_push?: boolean
  /** Page on the instance. */
  web_url?: string
  /** The commit that a branch or tag points at. */
  commit?: Commit2
}

/** A run of CI/CD. Lists leave out who started it and how long it took. */
export interface Pipeline {
  /** Number on the instance. Goes into `pipeline_id`. */
  id?: number
  /** Number within the project. */
  iid?: number
  /** Project it belongs to. */
  project_id?: number
  /** Name, if it was given one. */
  name?: string | null
  /**
   * `created`, `waiting_for_resource`, `preparing`, `pending`, `running`, `success`, `failed`,
   * `canceled`, `skipped`, `manual` or `scheduled`.
   */
  status?: string
  /** What started it, such as `push`, `web` or `schedule`. */
  source?: string
  /** Branch or tag it ran for. */
  ref?: string
  /** Commit it ran for. */
  sha?: string
  /** Commit before. Only in get. */
  before_sha?: string
  /** Whether it ran for a tag. Only in get. */
  tag?: boolean
  /** Page on the instance. */
  web_url?: string
  /** What is wrong with its configuration. Only in get. */
  yaml_errors?: string | null
  /** A user, in short. */
  user?: Author | null
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** When it began. Only in get. */
  started_at?: string | null
  /** When it ended. Only in get. */
  finished_at?: string | null
  /** When its commit was made. Only in get. */
  committed_at?: string | null
  /** Seconds it ran. Only in get. */
  duration?: number | null
  /** Seconds it waited. Only in get. */
  queued_duration?: number | null
  /** Test coverage in percent. Only in get. */
  coverage?: string | null
  detailed_status?: DetailedStatus
}

/** A direct member of a group. */
export interface GroupMember {
  /** Number of the user. Goes into `user_id`. */
  id?: number
  /** Name to mention and log in by. */
  username?: string
  /** Display name. */
  name?: string
  /** `active`, `awaiting` or `blocked`. */
  state?: string
  /**
   * 0 none, 5 minimal, 10 guest, 15 planner, 20 reporter, 25 security manager, 30 developer, 40
   * maintainer, 50 owner.
   */
  access_level?: number
  /** Picture. */
  avatar_url?: string | null
  /** Page on the instance. */
  web_url?: string
  /** When the membership began. */
  created_at?: string
  /** A user, in short. */
  created_by?: Author | null
  /** When the membership ends. */
  expires_at?: string | null
  /** `active` or `awaiting`. */
  membership_state?: string
}

/** A release with its notes and files. */
export interface Release {
  /** Tag it was made from. Goes into `tag_name`. */
  tag_name?: string
  /** Title. */
  name?: string
  /** Notes, in Markdown. */
  description?: string | null
  /** When it was created. */
  created_at?: string
  /** When it is or was published. */
  released_at?: string
  /** Whether `released_at` lies ahead. */
  upcoming_release?: boolean
  /** A user, in short. */
  author?: Author | null
  /** The commit that a branch or tag points at. */
  commit?: Commit2
  /** Milestones it belongs to. */
  milestones?: (Milestone | null)[]
  /** Path of the commit's page. */
  commit_path?: string
  /** Path of the tag's page. */
  tag_path?: string
  assets?: Asset
}

/** A tag and what it points at. */
export interface Tag {
  /** Name. Goes into `tag_name`. */
  name?: string
  /** SHA of the tag object or, of a light tag, of the commit. */
  target?: string
  /** Message of an annotated tag. */
  message?: string | null
  /** Whether it is protected. */
  protected?: boolean
  /** When an annotated tag was made. */
  created_at?: string | null
  /** The commit that a branch or tag points at. */
  commit?: Commit2
  release?: Release2
}

/** A milestone of a group, for all its projects. */
export interface GroupMilestone {
  /** Number on the instance. Goes into `milestone_id`. */
  id?: number
  /** Number within the group. */
  iid?: number
  /** Which group it belongs to. */
  group_id?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  description?: string | null
  /** Whether it is open. */
  state?: "active" | "closed"
  /** Day it begins. */
  start_date?: string | null
  /** Day it is due. */
  due_date?: string | null
  /** Whether it is due and still open. */
  expired?: boolean | null
  /** Page on the instance. */
  web_url?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A milestone of a project. */
export interface ProjectMilestone {
  /** Number on the instance. Goes into `milestone_id`. */
  id?: number
  /** Number within the project. */
  iid?: number
  /** Which project it belongs to. */
  project_id?: number
  /** Title. */
  title?: string
  /** Text in Markdown. */
  description?: string | null
  /** Whether it is open. */
  state?: "active" | "closed"
  /** Day it begins. */
  start_date?: string | null
  /** Day it is due. */
  due_date?: string | null
  /** Whether it is due and still open. */
  expired?: boolean | null
  /** Page on the instance. */
  web_url?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The group or user it belongs to. */
export interface Namespace {
  id?: number
  name?: string
  path?: string
  /** `group` or `user`. */
  kind?: string
  full_path?: string
}

/** Commits and sizes in bytes. Only in get with `statistics` and at least the role Reporter. */
export interface Statistic {
  commit_count?: number
  storage_size?: number
  repository_size?: number
  wiki_size?: number
  lfs_objects_size?: number
  job_artifacts_size?: number
}

/** A user, in short. */
export interface Author {
  id?: number
  username?: string
  name?: string
  state?: string
  avatar_url?: string | null
  web_url?: string
}

/** The milestone something belongs to. */
export interface Milestone {
  id?: number
  iid?: number
  title?: string
  state?: "active" | "closed"
  due_date?: string | null
  web_url?: string
}

/** Ways to write it in Markdown. */
export interface Reference {
  /** Within its project. */
  short?: string
  relative?: string
  /** From anywhere on the instance. */
  full?: string
}

export interface Stat {
  /** Lines added. In lists only with `with_stats`. */
  additions?: number
  /** Lines removed. */
  deletions?: number
  /** Both together. */
  total?: number
}

export interface LastPipeline {
  /** Latest pipeline that ran for it. Only in get. */
  id?: number
  /** Its state. */
  status?: string
}

/** The commit that a branch or tag points at. */
export interface Commit2 {
  /** SHA. Goes into `sha`. */
  id?: string
  /** First digits of the SHA. */
  short_id?: string
  /** First line of the message. */
  title?: string
  /** The whole message. */
  message?: string
  /** Author's name as the commit has it. */
  author_name?: string
  /** Author's address as the commit has it. */
  author_email?: string
  /** When it was written. */
  authored_date?: string
  /** Committer's name. */
  committer_name?: string
  /** Committer's address. */
  committer_email?: string
  /** When it was committed. */
  committed_date?: string
  /** The same as `committed_date`. */
  created_at?: string
  /** SHAs of its parents. */
  parent_ids?: string[]
  /** Page on the instance. */
  web_url?: string
}

export interface DetailedStatus {
  /** State as the page shows it. Only in get. */
  text?: string
}

export interface Asset {
  /** Number of files and links. */
  count?: number
  sources?: Source[]
  links?: Link[]
}

export interface Source {
  /** Kind of archive, such as `zip`. */
  format?: string
  /** Where the archive of the sources is. */
  url?: string
}

export interface Link {
  /** Name of a link. */
  name?: string
  /** Where it leads. */
  url?: string
  /** `other`, `runbook`, `image` or `package`. */
  link_type?: string
}

export interface Release2 {
  /** Tag of its release, if it has one. */
  tag_name?: string
  /** Notes of that release. */
  description?: string | null
}
