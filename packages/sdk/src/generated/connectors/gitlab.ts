// Made by `npm run generate` from packages/catalog/gitlab; do not edit.

/**
 * Reads projects, issues, merge requests and users of GitLab, on GitLab.com or on an instance of your
 * own, over version 4 of its REST API.
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
        /** Text that the project's name, path or description must contain. Letter case is ignored. */
        search?: string
        /**
         * What to order by; creation time when it is left out. `similarity` needs `search`; the sizes are for
         * administrators. Default: created_at.
         */
        order_by?: "id" | "name" | "path" | "created_at" | "updated_at" | "star_count" | "last_activity_at" | "similarity" | "repository_size" | "storage_size" | "packages_size" | "wiki_size"
        /** Direction of the order. GitLab sorts descending when it is left out. Default: desc. */
        sort?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
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
     * List issues of a project. Use it to see what is open or was closed in a project, newest first. Open
     * and closed ones are listed unless `state` says otherwise.
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
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
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
     * project, newest first. All are listed unless `state` says otherwise.
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
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
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
        /** Number of the user. A login does not work; find its number with list and `search`. */
        id: number
      }
      record: User
    }
    /**
     * List users. Use it to find a user of the instance by name, login or address. Always give `search` on
     * GitLab.com. Pages end at 50,000 records.
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
        /** `true` lists active users only. GitLab has no meaning for `false`: leave it out instead. */
        active?: true
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: User
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
  /** `mergeable`, or why it cannot be merged. */
  detailed_merge_status?: string
  /** Whether it conflicts with the target branch. */
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
  /** When the account was made. */
  created_at?: string
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
