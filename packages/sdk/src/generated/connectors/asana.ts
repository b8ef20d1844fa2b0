// Made by `npm run generate` from packages/catalog/asana; do not edit.

/**
 * Reads workspaces, teams, people, projects, sections, tasks, tags and attachments of Asana, and makes
 * and changes tasks, projects, sections, tags and comments.
 */
export interface Asana {
  tasks: {
    /**
     * Get one task. Use it when the gid is known and you need text, dates, assignee or fields. Comments
     * are not in it.
     */
    get: {
      params: {
        /** Gid of the task. */
        task_gid: string
      }
      record: Task2
    }
    /**
     * List tasks. Use it to list tasks of one project, one section, or one assignee together with
     * workspace: Asana wants exactly one of these. Lists give names only; read a task for more.
     */
    list: {
      params: {
        /** Project. */
        project?: string
        /** Workspace, together with `assignee`. */
        workspace?: string
        /** Section. */
        section?: string
        /** Gid of a person, or `me`, together with `workspace`. */
        assignee?: string
        /** Only tasks that are not done or were done since this moment; `now` for those not done. */
        completed_since?: string
        /** Only tasks that changed since this moment. */
        modified_since?: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
    /**
     * Create a task. Use it to put down what is to be done. `data` needs a name and one of `projects`,
     * `parent` or `workspace`.
     */
    create: {
      params: {
        /** The task. */
        data: {
          /** Name. */
          name?: string
          /** Text, plain. */
          notes?: string
          /** Text as HTML, instead of `notes`. */
          html_notes?: string
          /** Who does it: gid, address or `me`. */
          assignee?: string
          /** Day it is due. */
          due_on?: string
          /** Moment it is due, instead of `due_on`. */
          due_at?: string
          /** Day it begins; needs a due day. */
          start_on?: string
          /** Whether it is done. */
          completed?: boolean
          /** Values by gid of the field. */
          custom_fields?: Record<string, unknown>
          /** `default_task`, `milestone` or `approval`. */
          resource_subtype?: string
          /** Workspace; needed without `projects` and `parent`. */
          workspace?: string
          /** Projects it is put into. */
          projects?: string[]
          /** Task it is part of. */
          parent?: string
          /** Who follows it. */
          followers?: string[]
          /** Tags. */
          tags?: string[]
        }
      }
      record: Task2
    }
    /**
     * Change a task. Use it to rename, assign, date or finish a task. What you leave out stays. Sections
     * and tags are changed by section_tasks and task_tags.
     */
    update: {
      params: {
        /** Gid of the task. */
        task_gid: string
        /** What changes. */
        data: {
          /** Name. */
          name?: string
          /** Text, plain. */
          notes?: string
          /** Text as HTML, instead of `notes`. */
          html_notes?: string
          /** Who does it: gid, address or `me`. */
          assignee?: string
          /** Day it is due. */
          due_on?: string
          /** Moment it is due, instead of `due_on`. */
          due_at?: string
          /** Day it begins; needs a due day. */
          start_on?: string
          /** Whether it is done. */
          completed?: boolean
          /** Values by gid of the field. */
          custom_fields?: Record<string, unknown>
          /** `default_task`, `milestone` or `approval`. */
          resource_subtype?: string
        }
      }
      record: Task2
    }
    /**
     * Delete a task. Use it only when asked to. The task goes into the trash of the credential's person,
     * for 30 days.
     */
    delete: {
      params: {
        /** Gid of the task. */
        task_gid: string
      }
      record: Task3
    }
  }
  project_tasks: {
    /**
     * List tasks of a project. Use it to see what is in a project, in its order. Lists give names only;
     * read a task for more.
     */
    list: {
      params: {
        /** Gid of the project. */
        project_gid: string
        /** Only tasks that are not done or were done since this moment; `now` for those not done. */
        completed_since?: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
  }
  workspace_task_search: {
    /**
     * Search tasks. Use it to find tasks by words, people or dates. Needs a paid plan; gives what changed
     * last first and lags 10 to 60 seconds, so read what was just written by tasks get. Asana has no pages
     * here: to go on, narrow down by `created_at.before`.
     */
    list: {
      params: {
        /** Gid of the workspace. */
        workspace_gid: string
        /** Words that name or text must contain. */
        text?: string
        /** Only tasks that are done, or only those that are not. */
        completed?: boolean
        /** Gids or addresses of people, or `me`, with commas between. */
        "assignee.any"?: string
        /** Gids of projects, with commas between. */
        "projects.any"?: string
        /** Gids of sections, with commas between. */
        "sections.any"?: string
        /** Gids of teams, with commas between. */
        "teams.any"?: string
        /** Gids or addresses of people who follow, or `me`, with commas between. */
        "followers.any"?: string
        /** Only tasks made after this moment. */
        "created_at.after"?: string
        /** Only tasks made before this moment. */
        "created_at.before"?: string
        /** Only tasks changed after this moment. */
        "modified_at.after"?: string
        /** Only tasks changed before this moment. */
        "modified_at.before"?: string
        /** Only tasks due after this day. */
        "due_on.after"?: string
        /** Only tasks due before this day. */
        "due_on.before"?: string
        /** Only this kind. */
        resource_subtype?: "default_task" | "milestone"
        /** What to order by. Default: modified_at. */
        sort_by?: "due_date" | "created_at" | "completed_at" | "likes" | "relevance" | "modified_at"
        /** Whether the order is ascending. Default: false. */
        sort_ascending?: boolean
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** Asana's search has no pages and does not know it. Leave it out. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
  }
  projects: {
    /** Get one project. Use it when the gid is known and you need dates, owner, members or status. */
    get: {
      params: {
        /** Gid of the project. */
        project_gid: string
      }
      record: Project2
    }
    /**
     * List projects. Use it to find a project by its name, in a workspace or team. Give `workspace` or
     * `team`; Asana is slow without.
     */
    list: {
      params: {
        /** Workspace. */
        workspace?: string
        /** Team. */
        team?: string
        /** Only archived projects, or only the others. */
        archived?: boolean
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Project
    }
    /**
     * Create a project. Use it to gather tasks. `data` needs a name and a workspace, in an organization
     * also a team.
     */
    create: {
      params: {
        /** The project. */
        data: {
          /** Name. */
          name?: string
          /** Workspace or organization. */
          workspace?: string
          /** Team; needed in an organization. */
          team?: string
          /** Text, plain. */
          notes?: string
          /** Color, such as `light-green`. */
          color?: string
          /** Day it is due. */
          due_on?: string
          /** Day it begins. */
          start_on?: string
          /** `list`, `board`, `calendar` or `timeline`. */
          default_view?: string
          /** Whether all of the team see it. */
          public?: boolean
          /** Whether it is archived. */
          archived?: boolean
        }
      }
      record: Project2
    }
    /** Change a project. Use it to rename, date or archive a project. What you leave out stays. */
    update: {
      params: {
        /** Gid of the project. */
        project_gid: string
        /** What changes. */
        data: {
          /** Name. */
          name?: string
          /** Text, plain. */
          notes?: string
          /** Color, such as `light-green`. */
          color?: string
          /** Day it is due. */
          due_on?: string
          /** Day it begins. */
          start_on?: string
          /** `list`, `board`, `calendar` or `timeline`. */
          default_view?: string
          /** Who owns it. */
          owner?: string
          /** Whether all of the team see it. */
          public?: boolean
          /** Whether it is archived. */
          archived?: boolean
        }
      }
      record: Project2
    }
    /**
     * Delete a project. Use it only when asked to: it cannot be undone by the API. To put a project away,
     * set `archived` by update.
     */
    delete: {
      params: {
        /** Gid of the project. */
        project_gid: string
      }
      record: Task3
    }
  }
  task_projects: {
    /** List projects of a task. Use it to see which projects a task is in. */
    list: {
      params: {
        /** Gid of the task. */
        task_gid: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Project
    }
  }
  team_projects: {
    /** List projects of a team. Use it to see what a team works on. */
    list: {
      params: {
        /** Gid of the team. */
        team_gid: string
        /** Only archived projects, or only the others. */
        archived?: boolean
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Project
    }
  }
  workspace_projects: {
    /** List projects of a workspace. Use it to find a project by its name over all teams. */
    list: {
      params: {
        /** Gid of the workspace. */
        workspace_gid: string
        /** Only archived projects, or only the others. */
        archived?: boolean
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Project
    }
  }
  workspaces: {
    /**
     * Get one workspace. Use it when the gid is known and you need domains, or whether it is an
     * organization.
     */
    get: {
      params: {
        /** Gid of the workspace. */
        workspace_gid: string
      }
      record: Workspace2
    }
    /** List workspaces. Use it to find the gid of a workspace, which most lists need. */
    list: {
      params: {
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Workspace
    }
  }
  users: {
    /**
     * Get one user. Use it when the gid is known and you need the address; `me` gives the credential's own
     * person.
     */
    get: {
      params: {
        /** Gid of the person, an address, or `me`. */
        user_gid: string
      }
      record: User2
    }
    /** List people. Use it to find the gid of a person by name, in a workspace or team. */
    list: {
      params: {
        /** Workspace. */
        workspace?: string
        /** Team. */
        team?: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: User
    }
  }
  workspace_users: {
    /**
     * List people of a workspace. Use it to see who is in a workspace, by name, up to 2,000 people. Of
     * larger ones, users list gives all.
     */
    list: {
      params: {
        /** Gid of the workspace. */
        workspace_gid: string
        /** How many records a page holds, at most 100; all of them, at most 2,000, when left out. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: User
    }
  }
  team_users: {
    /**
     * List people of a team. Use it to see who is in a team, by name, up to 2,000 people. Everybody of a
     * workspace is in workspace_users list.
     */
    list: {
      params: {
        /** Gid of the team. */
        team_gid: string
        /** How many records a page holds, at most 100; all of them, at most 2,000, when left out. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: User
    }
  }
  teams: {
    /** Get one team. Use it when the gid is known and you need what a team is for. */
    get: {
      params: {
        /** Gid of the team. */
        team_gid: string
      }
      record: Team
    }
  }
  workspace_teams: {
    /**
     * List teams of an organization. Use it to see which teams there are, as far as the credential's
     * person sees them.
     */
    list: {
      params: {
        /** Gid of the organization. */
        workspace_gid: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WorkspaceTeam
    }
  }
  user_teams: {
    /** List teams of a person. Use it to see which teams a person is in within an organization. */
    list: {
      params: {
        /** Gid of the person, an address, or `me`. */
        user_gid: string
        /** Organization. */
        organization: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WorkspaceTeam
    }
  }
  attachments: {
    /**
     * Get one attachment. Use it when the gid is known and you need size or address. The file itself is
     * given by download.
     */
    get: {
      params: {
        /** Gid of the attachment. */
        attachment_gid: string
      }
      record: Attachment2
    }
    /** List attachments. Use it to see which files and links a task or project has. */
    list: {
      params: {
        /** Gid of the task or project. */
        parent: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Attachment
    }
    /**
     * Download an attachment. Use it to get a file that lies at Asana. What lies elsewhere, such as at
     * Google Drive, has no file here.
     */
    download: {
      params: {
        /** Gid of the attachment. */
        attachment_gid: string
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  workspace_tags: {
    /** List tags of a workspace. Use it to find the gid of a tag by its name. */
    list: {
      params: {
        /** Gid of the workspace. */
        workspace_gid: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WorkspaceTag
    }
    /**
     * Create a tag. Use it to make a tag. A second tag of the same name is made without complaint, so look
     * first.
     */
    create: {
      params: {
        /** Gid of the workspace. */
        workspace_gid: string
        /** The tag. */
        data: {
          /** Name. */
          name?: string
          /** Color, such as `light-green`. */
          color?: string
          /** What it is for. */
          notes?: string
        }
      }
      record: WorkspaceTag2
    }
  }
  tags: {
    /** Get one tag. Use it when the gid is known and you need color or purpose. */
    get: {
      params: {
        /** Gid of the tag. */
        tag_gid: string
      }
      record: WorkspaceTag2
    }
    /** Change a tag. Use it to rename or color a tag. What you leave out stays. */
    update: {
      params: {
        /** Gid of the tag. */
        tag_gid: string
        /** What changes. */
        data: {
          /** Name. */
          name?: string
          /** Color, such as `light-green`. */
          color?: string
          /** What it is for. */
          notes?: string
        }
      }
      record: WorkspaceTag2
    }
    /** Delete a tag. Use it only when asked to: the tag goes from all its tasks and cannot be brought back. */
    delete: {
      params: {
        /** Gid of the tag. */
        tag_gid: string
      }
      record: Task3
    }
  }
  tag_tasks: {
    /**
     * List tasks with a tag. Use it to see which tasks have a tag. Lists give names only; read a task for
     * more.
     */
    list: {
      params: {
        /** Gid of the tag. */
        tag_gid: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
  }
  project_sections: {
    /** List sections of a project. Use it to see the sections or columns of a project, in their order. */
    list: {
      params: {
        /** Gid of the project. */
        project_gid: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ProjectSection
    }
    /**
     * Create a section. Use it to add a section or column to a project; it goes to the end unless told
     * otherwise.
     */
    create: {
      params: {
        /** Gid of the project. */
        project_gid: string
        /** The section. */
        data: {
          /** Name. */
          name: string
          /** Section of the project that it goes before. */
          insert_before?: string
          /** Section of the project that it goes after. */
          insert_after?: string
        }
      }
      record: ProjectSection2
    }
  }
  sections: {
    /** Get one section. Use it when the gid is known and you need name or project. */
    get: {
      params: {
        /** Gid of the section. */
        section_gid: string
      }
      record: ProjectSection2
    }
    /** Rename a section. Use it to rename a section or column. */
    update: {
      params: {
        /** Gid of the section. */
        section_gid: string
        /** What changes. */
        data: {
          /** Name. */
          name: string
          /** Section of the project that it goes before. */
          insert_before?: string
          /** Section of the project that it goes after. */
          insert_after?: string
        }
      }
      record: ProjectSection2
    }
    /** Delete a section. Use it only for an empty section: one with tasks is refused. */
    delete: {
      params: {
        /** Gid of the section. */
        section_gid: string
      }
      record: Task3
    }
  }
  section_tasks: {
    /**
     * List tasks of a section. Use it to see what is in a section or column, in its order. Lists give
     * names only; read a task for more.
     */
    list: {
      params: {
        /** Gid of the section. */
        section_gid: string
        /** Only tasks that are not done or were done since this moment; `now` for those not done. */
        completed_since?: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
    /**
     * Add a task to a section. Use it to move a task into a section or column; it leaves the others of the
     * same project.
     */
    create: {
      params: {
        /** Gid of the section. */
        section_gid: string
        /** Which task, and where. */
        data: {
          /** Task to put into the section. */
          task: string
          /** Task it goes before. */
          insert_before?: string
          /** Task it goes after. */
          insert_after?: string
        }
      }
      record: Task3
    }
  }
  task_subtasks: {
    /** List subtasks of a task. Use it to see what a task is made of, one level deep. */
    list: {
      params: {
        /** Gid of the task. */
        task_gid: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
  }
  task_dependencies: {
    /** List tasks that a task waits for. Use it to see what must be done before a task. */
    list: {
      params: {
        /** Gid of the task. */
        task_gid: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
  }
  task_dependents: {
    /** List tasks that wait for a task. Use it to see what a task holds up. */
    list: {
      params: {
        /** Gid of the task. */
        task_gid: string
        /** How many records a page holds, at most 100. Default: 20. */
        limit?: number
        /** `next_offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
  }
  task_stories: {
    /**
     * Comment on a task. Use it to write under a task. Those who follow it are told, so do not repeat what
     * was said.
     */
    create: {
      params: {
        /** Gid of the task. */
        task_gid: string
        /** The comment. */
        data: {
          /** Text, plain. */
          text?: string
          /** Text as HTML, instead of `text`. */
          html_text?: string
          /** Whether it is pinned. */
          is_pinned?: boolean
        }
      }
      record: TaskStory
    }
  }
  task_tags: {
    /** Add a tag to a task. Use it to add a tag to a task, by the gids of both. */
    create: {
      params: {
        /** Gid of the task. */
        task_gid: string
        /** Which tag. */
        data: {
          /** The tag. */
          tag: string
        }
      }
      record: Task3
    }
    /** Remove a tag from a task. Use it to remove a tag from a task; the tag itself stays. */
    delete: {
      params: {
        /** Gid of the task. */
        task_gid: string
        /** Which tag. */
        data: {
          /** The tag. */
          tag: string
        }
      }
      record: Task3
    }
  }
  workspace_memberships: {
    /**
     * Add a person to a workspace. Use it to invite a person by address. An address outside of the
     * organization's domains comes as a guest, and a seat may cost.
     */
    create: {
      params: {
        /** Gid of the workspace. */
        workspace_gid: string
        /** Who. */
        data: {
          /** Gid or address of the person. */
          user: string
        }
      }
      record: User
    }
  }
}

/** A task in a list: its name. Read the task for more. */
export interface Task {
  /** Id. Goes into `task_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** `default_task`, `milestone`, `approval` or `section`. */
  resource_subtype?: string
}

/** A task. */
export interface Task2 {
  /** Id. Goes into `task_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** `default_task`, `milestone`, `approval` or `section`. */
  resource_subtype?: string
  /** Text, plain. */
  notes?: string
  /** Whether it is done. */
  completed?: boolean
  /** When it was done. */
  completed_at?: string | null
  /** Who does it. */
  assignee?: Record<string, unknown> | null
  /** Where it is in the list of the assignee. */
  assignee_status?: string
  /** Day it is due. */
  due_on?: string | null
  /** Moment it is due. */
  due_at?: string | null
  /** Day it begins. */
  start_on?: string | null
  /** Projects it is in. */
  projects?: Record<string, unknown>[]
  /** Projects and sections it is in. */
  memberships?: Record<string, unknown>[]
  /** Task it is part of. */
  parent?: Record<string, unknown> | null
  /** Tags. */
  tags?: Record<string, unknown>[]
  /** Who follows it. */
  followers?: Record<string, unknown>[]
  /** Values of custom fields. */
  custom_fields?: Record<string, unknown>[]
  /** Number of likes. */
  num_likes?: number
  /** Workspace. */
  workspace?: Record<string, unknown>
  /** Page in Asana. */
  permalink_url?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  modified_at?: string
}

/** Empty: Asana answers with an empty record. */
export interface Task3 {
  /** Never there. */
  gid?: string
}

/** A project in a list: its name. Read the project for more. */
export interface Project {
  /** Id. Goes into `project_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
}

/** A project. */
export interface Project2 {
  /** Id. Goes into `project_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** Whether it is archived. */
  archived?: boolean
  /** Color. */
  color?: string | null
  /** Text, plain. */
  notes?: string
  /** Latest status, in its older form. */
  current_status?: Record<string, unknown> | null
  /** Latest status. */
  current_status_update?: Record<string, unknown> | null
  /** View that opens. */
  default_view?: "list" | "board" | "calendar" | "timeline"
  /** Day it is due. */
  due_on?: string | null
  /** Day it begins. */
  start_on?: string | null
  /** Members. */
  members?: Record<string, unknown>[]
  /** Who follows it. */
  followers?: Record<string, unknown>[]
  /** Who owns it. */
  owner?: Record<string, unknown> | null
  /** Whether all of the team see it. */
  public?: boolean
  /** Team. */
  team?: Record<string, unknown> | null
  /** Workspace. */
  workspace?: Record<string, unknown>
  /** Whether it is done. */
  completed?: boolean
  /** When it was done. */
  completed_at?: string | null
  /** Values of custom fields. */
  custom_fields?: Record<string, unknown>[]
  /** Icon. */
  icon?: string | null
  /** Page in Asana. */
  permalink_url?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  modified_at?: string
}

/** A workspace or organization in a list. */
export interface Workspace {
  /** Id. Goes into `workspace_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
}

/** A workspace or organization. */
export interface Workspace2 {
  /** Id. Goes into `workspace_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** Domains of addresses that belong to it. */
  email_domains?: string[]
  /** Whether it is an organization. */
  is_organization?: boolean
}

/** A person in a list: the name. Read the person for more. */
export interface User {
  /** Id. Goes into `user_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
}

/** A person. */
export interface User2 {
  /** Id. Goes into `user_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string
  /** Pictures. */
  photo?: Record<string, unknown> | null
  /** Workspaces. */
  workspaces?: Record<string, unknown>[]
}

/** A team. */
export interface Team {
  /** Id. Goes into `team_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** What it does. */
  description?: string
  /** The same as HTML. */
  html_description?: string
  /** Organization. */
  organization?: Record<string, unknown>
  /** Page in Asana. */
  permalink_url?: string
  /** Who can see and join it. */
  visibility?: string
}

/** A team in a list: its name. Read the team for more. */
export interface WorkspaceTeam {
  /** Id. Goes into `team_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
}

/** An attachment in a list: its name. Read the attachment for more. */
export interface Attachment {
  /** Id. Goes into `attachment_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** Where it is. */
  resource_subtype?: string
}

/** A file or link of a task or project. */
export interface Attachment2 {
  /** Id. Goes into `attachment_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** Where it is, such as `asana` or `gdrive`. */
  resource_subtype?: string
  /** The same. */
  host?: string
  /** Size in bytes. */
  size?: number
  /** Where the file is, for two minutes. Null for what is elsewhere. */
  download_url?: string | null
  /** Where it can be looked at. */
  view_url?: string | null
  /** Address that stays. */
  permanent_url?: string | null
  /** What it belongs to. */
  parent?: Record<string, unknown>
  /** Whether an app put it there. */
  connected_to_app?: boolean
  /** When it was added. */
  created_at?: string
}

/** A tag in a list: its name. Read the tag for more. */
export interface WorkspaceTag {
  /** Id. Goes into `tag_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
}

/** A tag. */
export interface WorkspaceTag2 {
  /** Id. Goes into `tag_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** Color. */
  color?: string | null
  /** What it is for. */
  notes?: string
  /** Who follows it. */
  followers?: Record<string, unknown>[]
  /** Workspace. */
  workspace?: Record<string, unknown>
  /** Page in Asana. */
  permalink_url?: string
  /** When it was made. */
  created_at?: string
}

/** A section in a list: its name. */
export interface ProjectSection {
  /** Id. Goes into `section_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
}

/** A section or column of a project. */
export interface ProjectSection2 {
  /** Id. Goes into `section_gid`. */
  gid?: string
  /** What it is. */
  resource_type?: string
  /** Name. */
  name?: string
  /** Project. */
  project?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
}

/** A comment, or what happened to a task. */
export interface TaskStory {
  /** Id. */
  gid?: string
  /** `story`. */
  resource_type?: string
  /** What happened, such as `comment_added`. */
  resource_subtype?: string
  /** Text. */
  text?: string
  /** Text as HTML. */
  html_text?: string
  /** Who did it. */
  created_by?: Record<string, unknown>
  /** Task. */
  target?: Record<string, unknown>
  /** `comment` or `system`. */
  type?: string
  /** Whether it is pinned. */
  is_pinned?: boolean
  /** Whether it can be changed. */
  is_editable?: boolean
  /** Whether it was changed. */
  is_edited?: boolean
  /** When it was written. */
  created_at?: string
}
