// Made by `npm run generate` from packages/catalog/clickup-api; do not edit.

/**
 * Reads and writes tasks, comments, time entries, goals and docs of ClickUp, and reads workspaces,
 * spaces, folders, lists and views.
 */
export interface ClickupApi {
  user: {
    /** Get the person of the token. Use it to see as whom calls are made. */
    get: {
      params: Record<string, never>
      record: User
    }
  }
  teams: {
    /** List Workspaces. Use it to find the id of a Workspace and its people. */
    list: {
      params: Record<string, never>
      record: Team
    }
  }
  spaces: {
    /** Get one space. Use it when the id is known and you need states and features. */
    get: {
      params: {
        /** Id of the space, from spaces list. */
        space_id: number
      }
      record: Space
    }
    /** List spaces. Use it to find spaces of a Workspace. */
    list: {
      params: {
        /** Id of the Workspace, from teams list. */
        team_id: number
        /** Whether archived ones are given, and no others. Default: false. */
        archived?: boolean
      }
      record: Space
    }
  }
  folders: {
    /** Get one folder. Use it when the id is known. */
    get: {
      params: {
        /** Id of the folder, from folders list. */
        folder_id: number
      }
      record: Folder
    }
    /** List folders. Use it to find folders of a space, with their lists. */
    list: {
      params: {
        /** Id of the space, from spaces list. */
        space_id: number
        /** Whether archived ones are given, and no others. Default: false. */
        archived?: boolean
      }
      record: Folder
    }
    /** Create a folder. Use it to group lists. */
    create: {
      params: {
        /** Id of the space, from spaces list. */
        space_id: number
        /** Name. */
        name: string
      }
      record: Folder
    }
  }
  lists: {
    /** Get one list. Use it when the id is known and you need its states. */
    get: {
      params: {
        /** Id of the list, from lists list. */
        list_id: number
      }
      record: List
    }
    /**
     * List lists of a folder. Use it to find lists of a folder. Lists in no folder are in folderless_lists
     * list.
     */
    list: {
      params: {
        /** Id of the folder, from folders list. */
        folder_id: number
        /** Whether archived ones are given, and no others. Default: false. */
        archived?: boolean
      }
      record: List
    }
    /** Create a list in a folder. Use it to create a list of tasks. */
    create: {
      params: {
        /** Id of the folder, from folders list. */
        folder_id: number
        /** Name. */
        name: string
        /** What it is for. */
        content?: string
        /** When it is due, in milliseconds since 1970. */
        due_date?: number
        /** State, as the list names it. */
        status?: string
      }
      record: List
    }
    /** Change a list. Use it to change name, text or date. */
    update: {
      params: {
        /** Id of the list, from lists list. */
        list_id: number
        /** Name. */
        name: string
        /** What it is for. */
        content?: string
        /** When it is due, in milliseconds since 1970. */
        due_date?: number
      }
      record: List
    }
  }
  folderless_lists: {
    /** List lists in no folder. Use it to find lists that lie in a space itself. */
    list: {
      params: {
        /** Id of the space, from spaces list. */
        space_id: number
        /** Whether archived ones are given, and no others. Default: false. */
        archived?: boolean
      }
      record: List
    }
  }
  tasks: {
    /**
     * Get one task. Use it when the id is known and you need text, fields or subtasks. What was said is in
     * comments list.
     */
    get: {
      params: {
        /** Id of the task, from tasks list; or an id of your own with custom_task_ids. */
        task_id: string
        /** Whether task_id is an id of your own; team_id is needed then. Default: false. */
        custom_task_ids?: boolean
        /** Id of the Workspace, from teams list. */
        team_id?: number
        /** Whether subtasks are given too. Default: false. */
        include_subtasks?: boolean
      }
      record: Task
    }
    /** List tasks of a list. Use it to see tasks of one list. Over lists, use tasks api_search. */
    list: {
      params: {
        /** Id of the list, from lists list. */
        list_id: number
        /** Number of the page, from 0. Default: 0. */
        page?: number
        /** Whether archived ones are given, and no others. Default: false. */
        archived?: boolean
        /** Whether closed tasks are given too. Default: false. */
        include_closed?: boolean
        /** Whether subtasks are given too. Default: false. */
        subtasks?: boolean
        /** What to sort by. Default: created. */
        order_by?: "id" | "created" | "updated" | "due_date"
        /** Whether to sort the other way round. Default: false. */
        reverse?: boolean
        /** Only tasks of these states. */
        "statuses[]"?: string[]
        /** Only tasks of these people, by their ids. */
        "assignees[]"?: string[]
        /** Only tasks due after this moment, in milliseconds since 1970. */
        due_date_gt?: number
        /** Only tasks due before this moment, in milliseconds since 1970. */
        due_date_lt?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
    /** Create a task. Use it to add something to do to a list. */
    create: {
      params: {
        /** Id of the list, from lists list. */
        list_id: number
        /** Name. */
        name: string
        /** Text. */
        description?: string
        /** Text in Markdown, in place of description. */
        markdown_content?: string
        /** People who work on it, by their ids. */
        assignees?: number[]
        /** Tags. */
        tags?: string[]
        /** State, as the list names it. */
        status?: string
        /** 1 urgent, 2 high, 3 normal, 4 low. */
        priority?: 1 | 2 | 3 | 4
        /** When it is due, in milliseconds since 1970. */
        due_date?: number
        /** Whether due_date has a time of day. */
        due_date_time?: boolean
        /** Estimate in milliseconds. */
        time_estimate?: number
        /** Whether to tell the one who writes too. */
        notify_all?: boolean
        /** Task above it. */
        parent?: string
      }
      record: Task
    }
    /** Change a task. Use it to change name, text, state, dates or people of a task. */
    update: {
      params: {
        /** Id of the task, from tasks list. */
        task_id: string
        /** Name. */
        name?: string
        /** Text. */
        description?: string
        /** Text in Markdown, in place of description. */
        markdown_content?: string
        /** State, as the list names it. */
        status?: string
        /** 1 urgent, 2 high, 3 normal, 4 low. */
        priority?: 1 | 2 | 3 | 4
        /** When it is due, in milliseconds since 1970. */
        due_date?: number
        /** Whether due_date has a time of day. */
        due_date_time?: boolean
        /** When work on it begins, in milliseconds since 1970. */
        start_date?: number
        /** Whether start_date has a time of day. */
        start_date_time?: boolean
        /** Estimate in milliseconds. */
        time_estimate?: number
        /** People to add and to take away, by their ids: add and rem. */
        assignees?: Record<string, unknown>
        /** Task above it. */
        parent?: string
        /** Whether it is put away. */
        archived?: boolean
      }
      record: Task
    }
    /** Delete a task. Use it to move a task to the trash. To close it, change its status. */
    delete: {
      params: {
        /** Id of the task, from tasks list. */
        task_id: string
      }
      record: Record<string, unknown>
    }
    /** Search tasks of a Workspace. Use it to find tasks over all lists, by state, person, tag or time. */
    api_search: {
      params: {
        /** Id of the Workspace, from teams list. */
        team_id: number
        /** Words to look for. */
        search?: string
        /** Only tasks of these states. */
        "statuses[]"?: string[]
        /** Only tasks of these people, by their ids. */
        "assignees[]"?: string[]
        /** Only tasks with these tags. */
        "tags[]"?: string[]
        /** Only tasks of this priority: 1 urgent, 2 high, 3 normal, 4 low. */
        priority?: 1 | 2 | 3 | 4
        /** Only tasks due after this moment, in milliseconds since 1970. */
        due_date_gt?: number
        /** Only tasks due before this moment, in milliseconds since 1970. */
        due_date_lt?: number
        /** Only tasks made after this moment, in milliseconds since 1970. */
        date_created_gt?: number
        /** Only tasks made before this moment, in milliseconds since 1970. */
        date_created_lt?: number
        /** Only tasks changed after this moment, in milliseconds since 1970. */
        date_updated_gt?: number
        /** Only tasks changed before this moment, in milliseconds since 1970. */
        date_updated_lt?: number
        /** Conditions on fields of your own, as a JSON list of field_id, operator and value. */
        custom_fields?: string
        /** Whether closed tasks are given too. Default: false. */
        include_closed?: boolean
        /** Whether subtasks are given too. Default: false. */
        subtasks?: boolean
        /** What to sort by. Default: created. */
        order_by?: "id" | "created" | "updated" | "due_date"
        /** Whether to sort the other way round. Default: false. */
        reverse?: boolean
        /** Number of the page, from 0. Default: 0. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
  }
  comments: {
    /** Get answers to a comment. Use it to read the thread below one comment. */
    get: {
      params: {
        /** Id of the comment, from comments list. */
        comment_id: number
      }
      record: Comment3
    }
    /** List comments of a task. Use it to see what was said about a task, the 25 newest. */
    list: {
      params: {
        /** Id of the task, from tasks list. */
        task_id: string
        /**
         * Only comments before this moment, in milliseconds since 1970; `date` of the last one of the list
         * before. Only with `start_id`.
         */
        start?: number
        /** Id of the last comment of the list before. Only with `start`. */
        start_id?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Comment
    }
    /** Comment on a task. Use it to say something about a task. Doing it twice says it twice. */
    create: {
      params: {
        /** Id of the task, from tasks list. */
        task_id: string
        /** Text. */
        comment_text: string
        /** Who has to do something about it, by their id. */
        assignee?: number
        /** Whether to tell the one who writes too. Default: false. */
        notify_all?: boolean
      }
      record: Comment2
    }
    /** Change a comment. Use it to correct a comment, or to say that it was dealt with. */
    update: {
      params: {
        /** Id of the comment, from comments list. */
        comment_id: number
        /** Text. */
        comment_text?: string
        /** Who has to do something about it, by their id. */
        assignee?: number
        /** Whether it was dealt with. */
        resolved?: boolean
      }
      record: Record<string, unknown>
    }
    /** Delete a comment. Use it to remove a comment for good. */
    delete: {
      params: {
        /** Id of the comment, from comments list. */
        comment_id: number
      }
      record: Record<string, unknown>
    }
  }
  goals: {
    /** Get one goal. Use it when the id is known and you need what it is measured by. */
    get: {
      params: {
        /** Id of the goal, from goals list. */
        goal_id: string
      }
      record: Goal
    }
    /** List goals. Use it to see goals of a Workspace. */
    list: {
      params: {
        /** Id of the Workspace, from teams list. */
        team_id: number
      }
      record: Goal
    }
  }
  views: {
    /** Get one view. Use it when the id is known. */
    get: {
      params: {
        /** Id of the view, from views list. */
        view_id: string
      }
      record: View
    }
    /** List views of a Workspace. Use it to find views at the level Everything. */
    list: {
      params: {
        /** Id of the Workspace, from teams list. */
        team_id: number
      }
      record: View
    }
  }
  view_tasks: {
    /** List tasks of a view. Use it to see tasks as a view chooses them. */
    list: {
      params: {
        /** Id of the view, from views list. */
        view_id: string
        /** Number of the page, from 0. Default: 0. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
  }
  time_tracking: {
    /** Get one time entry. Use it when the id is known. */
    get: {
      params: {
        /** Id of the Workspace, from teams list. */
        team_id: number
        /** Id of the entry, from time_tracking list. */
        time_entry_id: string
      }
      record: TimeTracking
    }
    /**
     * List time entries. Use it to see time of a Workspace; without dates that of the last 30 days, of the
     * caller alone.
     */
    list: {
      params: {
        /** Id of the Workspace, from teams list. */
        team_id: number
        /** Begin, in milliseconds since 1970. */
        start_date?: number
        /** End, in milliseconds since 1970. */
        end_date?: number
        /** Only time of these people, by their ids, separated by commas. */
        assignee?: string
      }
      record: TimeTracking
    }
    /** Write a time entry. Use it to write time that was spent. Doing it twice writes it twice. */
    create: {
      params: {
        /** Id of the Workspace, from teams list. */
        team_id: number
        /** Begin, in milliseconds since 1970. */
        start: number
        /** Length in milliseconds; negative while it runs. */
        duration: number
        /** Text. */
        description?: string
        /** Task that it is for. */
        tid?: string
        /** Whether it is paid for. */
        billable?: boolean
      }
      record: TimeTracking
    }
    /** Delete a time entry. Use it to remove time for good. */
    delete: {
      params: {
        /** Id of the Workspace, from teams list. */
        team_id: number
        /** Id of the entry, from time_tracking list. */
        time_entry_id: string
      }
      record: Record<string, unknown>
    }
  }
  members: {
    /** List members of a task. Use it to see who may see a task. */
    list: {
      params: {
        /** Id of the task, from tasks list. */
        task_id: string
      }
      record: Member
    }
  }
  docs: {
    /** Get one doc. Use it when the id is known. Its text is in doc_pages list. */
    get: {
      params: {
        /** Id of the Workspace, from teams list. */
        workspace_id: number
        /** Id of the doc, from docs list. */
        doc_id: string
      }
      record: Doc
    }
    /** List docs. Use it to find docs of a Workspace. */
    list: {
      params: {
        /** Id of the Workspace, from teams list. */
        workspace_id: number
        /** `next_cursor` of the page before. Left out for the first page. */
        next_cursor?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Doc
    }
    /** Create a doc. Use it to create an empty doc. */
    create: {
      params: {
        /** Id of the Workspace, from teams list. */
        workspace_id: number
        /** Name. */
        name: string
      }
      record: Doc
    }
  }
  doc_pages: {
    /** List pages of a doc. Use it to read the text of a doc. */
    list: {
      params: {
        /** Id of the Workspace, from teams list. */
        workspace_id: number
        /** Id of the doc, from docs list. */
        doc_id: string
      }
      record: DocPage
    }
  }
  custom_field_definitions: {
    /** List fields of a list. Use it to find ids and options of your own fields. */
    list: {
      params: {
        /** Id of the list, from lists list. */
        list_id: number
      }
      record: CustomFieldDefinition
    }
  }
  space_tags: {
    /** List tags of a space. Use it to find tags that tasks may have. */
    list: {
      params: {
        /** Id of the space, from spaces list. */
        space_id: number
      }
      record: SpaceTag
    }
  }
}

/** The person whose token it is. */
export interface User {
  /** Id. */
  id?: number
  /** Name. */
  username?: string
  /** Address. */
  email?: string
  /** Colour. */
  color?: string | null
  /** Picture. */
  profilePicture?: string | null
  /** Initials. */
  initials?: string
  /** First day of the week. */
  week_start_day?: number | null
  /** Whether other fonts are used. */
  global_font_support?: boolean | null
  /** Time zone. */
  timezone?: string
}

/** A Workspace, which the API calls a team. */
export interface Team {
  /** Id. Goes into `team_id` and `workspace_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Colour. */
  color?: string
  /** Picture. */
  avatar?: string | null
  /** People, with their ids. */
  members?: Record<string, unknown>[]
}

/** A space of a Workspace. */
export interface Space {
  /** Id. Goes into `space_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Whether only some see it. */
  private?: boolean
  /** States of tasks. */
  statuses?: Record<string, unknown>[]
  /** Whether a task may have several people. */
  multiple_assignees?: boolean
  /** What is switched on. */
  features?: Record<string, unknown>
  /** Whether it is put away. */
  archived?: boolean
  /** Colour. */
  color?: string | null
}

/** A folder of a space. */
export interface Folder {
  /** Id. Goes into `folder_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Place. */
  orderindex?: number
  /** Whether it has states of its own. */
  override_statuses?: boolean
  /** Whether it is hidden. */
  hidden?: boolean
  /** Space. */
  space?: Record<string, unknown>
  /** How many tasks it has. */
  task_count?: string
  /** Whether it is put away. */
  archived?: boolean
  /** Its lists. */
  lists?: Record<string, unknown>[]
}

/** A list of tasks. */
export interface List {
  /** Id. Goes into `list_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Place. */
  orderindex?: number
  /** What it is for. */
  content?: string | null
  /** State. */
  status?: Record<string, unknown> | null
  /** Priority. */
  priority?: Record<string, unknown> | null
  /** Person. */
  assignee?: Record<string, unknown> | null
  /** How many tasks it has. */
  task_count?: unknown
  /** When it is due. */
  due_date?: string | null
  /** When it begins. */
  start_date?: string | null
  /** Folder. */
  folder?: Record<string, unknown>
  /** Space. */
  space?: Record<string, unknown>
  /** States of its tasks. */
  statuses?: Record<string, unknown>[]
  /** Whether it is put away. */
  archived?: boolean
}

/** Something to do. */
export interface Task {
  /** Id. Goes into `task_id`. */
  id?: string
  /** Id of your own. */
  custom_id?: string | null
  /** Name. */
  name?: string
  /** Text. */
  text_content?: string | null
  /** Text as it was written. */
  description?: string | null
  /** State, with its name and kind. */
  status?: Record<string, unknown>
  /** Place. */
  orderindex?: string
  /** When it was made, in milliseconds since 1970. */
  date_created?: string
  /** When it last changed. */
  date_updated?: string
  /** When it was closed. */
  date_closed?: string | null
  /** When it was done. */
  date_done?: string | null
  /** Whether it is put away. */
  archived?: boolean
  /** Who made it. */
  creator?: Record<string, unknown>
  /** Who works on it. */
  assignees?: Record<string, unknown>[]
  /** Who hears of it. */
  watchers?: Record<string, unknown>[]
  /** Checklists. */
  checklists?: Record<string, unknown>[]
  /** Tags. */
  tags?: Record<string, unknown>[]
  /** Task above it. */
  parent?: string | null
  /** Priority. */
  priority?: Record<string, unknown> | null
  /** When it is due. */
  due_date?: string | null
  /** When it begins. */
  start_date?: string | null
  /** Points. */
  points?: number | null
  /** Estimate in milliseconds. */
  time_estimate?: number | null
  /** Time in milliseconds. */
  time_spent?: number | null
  /** Fields of your own. */
  custom_fields?: Record<string, unknown>[]
  /** What it waits for. */
  dependencies?: Record<string, unknown>[]
  /** List. */
  list?: Record<string, unknown>
  /** Folder. */
  folder?: Record<string, unknown>
  /** Space. */
  space?: Record<string, unknown>
  /** Its page. */
  url?: string
}

/** Something that was said about a task. */
export interface Comment {
  /** Id. Goes into `comment_id`. */
  id?: unknown
  /** Text in parts. */
  comment?: Record<string, unknown>[]
  /** Text. */
  comment_text?: string
  /** Who said it. */
  user?: Record<string, unknown>
  /** Whether it was dealt with. */
  resolved?: boolean
  /** Who has to do something. */
  assignee?: Record<string, unknown> | null
  /** Who said so. */
  assigned_by?: Record<string, unknown> | null
  /** Reactions. */
  reactions?: Record<string, unknown>[]
  /** How many answers it has. */
  reply_count?: number
  /** When, in milliseconds since 1970. */
  date?: string
}

/** A comment that was made. */
export interface Comment2 {
  /** Id. */
  id?: unknown
  /** Id in the history. */
  hist_id?: string
  /** When, in milliseconds since 1970. */
  date?: number
}

/** Answers to a comment. */
export interface Comment3 {
  /** The answers, each like a comment. */
  comments?: Record<string, unknown>[]
}

/** Something that is to be reached. */
export interface Goal {
  /** Id. Goes into `goal_id`. */
  id?: string
  /** Number for people. */
  pretty_id?: string
  /** Name. */
  name?: string
  /** Workspace. */
  team_id?: string
  /** Who made it. */
  creator?: number
  /** Who owns it. */
  owner?: Record<string, unknown> | null
  /** Who own it. */
  owners?: Record<string, unknown>[]
  /** Colour. */
  color?: string
  /** Text. */
  description?: string
  /** How far it is. */
  percent_completed?: number
  /** What it is measured by. */
  key_results?: Record<string, unknown>[]
  /** When it is due. */
  due_date?: string
  /** When it begins. */
  start_date?: string | null
  /** When it was made. */
  date_created?: string
  /** Whether it is put away. */
  archived?: boolean
  /** Whether only some see it. */
  private?: boolean
}

/** A way to look at tasks. */
export interface View {
  /** Id. Goes into `view_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Kind. */
  type?: string
  /** Where it is. */
  parent?: Record<string, unknown>
  /** How tasks are put together. */
  grouping?: Record<string, unknown>
  /** Which tasks it shows. */
  filters?: Record<string, unknown>
  /** How it sorts. */
  sorting?: Record<string, unknown>
  /** What it shows of a task. */
  columns?: Record<string, unknown>
  /** People. */
  team_sidebar?: Record<string, unknown>
  /** Settings. */
  settings?: Record<string, unknown>
}

/** Time that was spent on a task. */
export interface TimeTracking {
  /** Id. Goes into `time_entry_id`. */
  id?: string
  /** Task. */
  task?: unknown
  /** Workspace. */
  wid?: string
  /** Who. */
  user?: Record<string, unknown>
  /** Whether it is paid for. */
  billable?: boolean
  /** Begin, in milliseconds since 1970. */
  start?: string
  /** End. */
  end?: string
  /** Length in milliseconds. */
  duration?: string
  /** Text. */
  description?: string
  /** Tags. */
  tags?: Record<string, unknown>[]
  /** How it was written. */
  source?: string | null
  /** When it last changed. */
  at?: string
  /** Page of the task. */
  task_url?: string | null
}

/** Someone who may see a task. */
export interface Member {
  /** Id. */
  id?: number
  /** Name. */
  username?: string
  /** Address. */
  email?: string
  /** Colour. */
  color?: string | null
  /** Initials. */
  initials?: string
  /** Picture. */
  profilePicture?: string | null
}

/** A document. */
export interface Doc {
  /** Id. Goes into `doc_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Kind. */
  type?: number
  /** Where it is. */
  parent?: Record<string, unknown>
  /** Whether anybody may see it. */
  public?: boolean
  /** Workspace. */
  workspace_id?: number
  /** Who made it. */
  creator?: number
  /** Whether it is in the trash. */
  deleted?: boolean
  /** When it was made, in milliseconds since 1970. */
  date_created?: number
  /** When it last changed. */
  date_updated?: number | null
}

/** A page of a doc. */
export interface DocPage {
  /** Id. */
  id?: string
  /** Doc. */
  doc_id?: string
  /** Name. */
  name?: string
  /** Second title. */
  sub_title?: string | null
  /** Text in Markdown. */
  content?: string
  /** Pages below it. */
  pages?: Record<string, unknown>[]
  /** Whether it is put away. */
  archived?: boolean
  /** Who made it. */
  creator_id?: number
  /** When it was made. */
  date_created?: number
  /** When it last changed. */
  date_updated?: number | null
}

/** A field of your own that tasks of a list have. */
export interface CustomFieldDefinition {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Type. */
  type?: string
  /** Options. */
  type_config?: Record<string, unknown>
  /** Whether it has to be filled in. */
  required?: boolean | null
  /** When it was made. */
  date_created?: string
  /** Whether guests do not see it. */
  hide_from_guests?: boolean
}

/** A tag of a space. */
export interface SpaceTag {
  /** Name. */
  name?: string
  /** Colour of the text. */
  tag_fg?: string
  /** Colour behind it. */
  tag_bg?: string
  /** Who made it. */
  creator?: number
}
