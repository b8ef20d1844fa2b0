// Made by `npm run generate` from packages/catalog/monday; do not edit.

/**
 * Reads and writes boards, items and updates of monday.com, and reads people, teams, tags, workspaces
 * and the activity log.
 */
export interface Monday {
  users: {
    /** Get one person. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: User
    }
    /** List people. Use it to find people of the account, and their ids. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: User
    }
  }
  me: {
    /** Get the person of the token. Use it to see as whom calls are made, and in which account. */
    get: {
      params: Record<string, never>
      record: Me
    }
  }
  boards: {
    /**
     * Get one board. Use it when the id is known and you need its groups and columns. What is on it is in
     * items list.
     */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Board
    }
    /** List boards. Use it to find boards, with their groups and columns. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Only boards of this state. Default: active. */
        state?: "active" | "all" | "archived" | "deleted"
        /** Only boards of these workspaces, by their ids. */
        workspace_ids?: string[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Board
    }
    /** Create a board. Use it to create an empty board. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Who may see it. Default: public. */
        board_kind?: "public" | "private" | "share"
        /** Id of the workspace, from workspaces list. */
        workspace_id?: string
      }
      record: Board
    }
  }
  items: {
    /** Get one item. Use it when the id is known and you need its values. What was said is in updates list. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Item
    }
    /** List items of a board. Use it to see what is on a board. To look for a value, use items api_search. */
    list: {
      params: {
        /** Id of the board, from boards list. */
        board_id: string
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Item
    }
    /** Create an item. Use it to add a row to a board. Doing it twice adds two. */
    create: {
      params: {
        /** Id of the board, from boards list. */
        board_id: string
        /** Name. */
        name: string
        /** Group of the board that it goes to; the first when left out. */
        group_id?: string
        /** Values by id of their column, as JSON. */
        column_values?: string
        /** Whether labels that a column lacks are made. Default: false. */
        create_labels_if_missing?: boolean
      }
      record: Item
    }
    /**
     * Delete an item. Use it to delete an item, which stays in the trash for 30 days. To put it away, use
     * item_archives create.
     */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Item
    }
    /**
     * Search items of a board. Use it to find items of a board by the text of one column, such as status
     * or name.
     */
    api_search: {
      params: {
        /** Id of the board, from boards list. */
        board_id: string
        /** Id of the column to look at. */
        column_id: string
        /** Texts, of which one has to be there. */
        values: string[]
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Item
    }
  }
  item_columns: {
    /**
     * Set values of an item. Use it to change status, people, dates, texts or the name of an item; columns
     * that are left out stay.
     */
    update: {
      params: {
        /** Id of the board, from boards list. */
        board_id: string
        /** Id of the item, from items list. */
        item_id: string
        /** Values by id of their column, as JSON. */
        column_values: string
        /** Whether labels that a column lacks are made. Default: false. */
        create_labels_if_missing?: boolean
      }
      record: ItemColumn
    }
  }
  item_archives: {
    /** Archive an item. Use it to archive an item, which leaves the board and is not deleted. */
    create: {
      params: {
        /** Id of the item, from items list. */
        item_id: string
      }
      record: ItemArchive
    }
  }
  teams: {
    /** Get one team. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Team
    }
    /** List teams. Use it to find teams and who is in them. */
    list: {
      params: Record<string, never>
      record: Team
    }
  }
  tags: {
    /** List tags. Use it to find public tags of the account. */
    list: {
      params: Record<string, never>
      record: Tag
    }
  }
  updates: {
    /** Get one update. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Update
    }
    /** List updates. Use it to see what was said last, over all boards. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Update
    }
    /** Write an update. Use it to say something about an item. Doing it twice says it twice. */
    create: {
      params: {
        /** Id of the item, from items list. */
        item_id: string
        /** Text, in HTML or plain. */
        body: string
      }
      record: Update
    }
  }
  workspaces: {
    /** Get one workspace. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Workspace
    }
    /** List workspaces. Use it to find workspaces. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Workspace
    }
  }
  activity_logs: {
    /** List what happened on a board. Use it to see who changed what on a board in some time. */
    list: {
      params: {
        /** Id of the board, from boards list. */
        board_id: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Begin, as a moment in UTC. */
        from?: string
        /** End, as a moment in UTC. */
        to?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ActivityLog
    }
  }
}

/** Someone in the account. */
export interface User {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string
  /** Page. */
  url?: string
  /** Whether they can sign in. */
  enabled?: boolean
  /** Whether they administer. */
  is_admin?: boolean
  /** Whether they are a guest. */
  is_guest?: boolean
  /** Whether the invitation is open. */
  is_pending?: boolean
  /** Whether they may only look. */
  is_view_only?: boolean
  /** Job. */
  title?: string | null
  /** Telephone number. */
  phone?: string | null
  /** Mobile number. */
  mobile_phone?: string | null
  /** Place. */
  location?: string | null
  /** Time zone. */
  time_zone_identifier?: string | null
  /** Picture. */
  photo_thumb?: string | null
  /** Birthday. */
  birthday?: string | null
  /** When they were added. */
  created_at?: string
  /** When they joined. */
  join_date?: string | null
}

/** The person whose token it is. */
export interface Me {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Address. */
  email?: string
  /** Account, with id, name and slug. */
  account?: Record<string, unknown>
}

/** A board. */
export interface Board {
  /** Id. Goes into `board_id`. */
  id?: string
  /** Name. */
  name?: string
  /** What it is for. */
  description?: string | null
  /** State. */
  state?: string
  /** Kind. */
  type?: string
  /** Who may see it. */
  board_kind?: string
  /** Who may change it. */
  permissions?: string
  /** How many items it has. */
  items_count?: number
  /** Folder. */
  board_folder_id?: string | null
  /** Workspace. */
  workspace?: Record<string, unknown> | null
  /** Owners. */
  owners?: Record<string, unknown>[]
  /** Groups, with ids. */
  groups?: Record<string, unknown>[]
  /** Columns, with ids and types. */
  columns?: Record<string, unknown>[]
  /** Its page. */
  url?: string
  /** When it last changed. */
  updated_at?: string
}

/** A row of a board. */
export interface Item {
  /** Id. Goes into `item_id`. */
  id?: string
  /** Name. */
  name?: string
  /** State. */
  state?: string
  /** Its page. */
  url?: string
  /** Board. */
  board?: Record<string, unknown>
  /** Group. */
  group?: Record<string, unknown>
  /** Who made it. */
  creator_id?: string
  /** Values, each with id, text, type and value. */
  column_values?: Record<string, unknown>[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Values of an item. */
export interface ItemColumn {
  /** Id of the item. */
  id?: string
  /** Name. */
  name?: string
  /** Values. */
  column_values?: Record<string, unknown>[]
  /** When it last changed. */
  updated_at?: string
}

/** An item that was put away. */
export interface ItemArchive {
  /** Id of the item. */
  id?: string
  /** State. */
  state?: string
}

/** A team. */
export interface Team {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Picture. */
  picture_url?: string | null
  /** People, with id, name and email. */
  users?: Record<string, unknown>[]
}

/** A tag of the account. */
export interface Tag {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Colour. */
  color?: string
}

/** Something that was said about an item. */
export interface Update {
  /** Id. */
  id?: string
  /** Text in HTML. */
  body?: string
  /** Text. */
  text_body?: string | null
  /** Item. */
  item_id?: string | null
  /** Who said it. */
  creator_id?: string | null
  /** Who said it, with the name. */
  creator?: Record<string, unknown> | null
  /** When. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A workspace. */
export interface Workspace {
  /** Id. Goes into `workspace_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Who may see it. */
  kind?: string
  /** What it is for. */
  description?: string | null
  /** State. */
  state?: string | null
  /** Product. */
  account_product?: Record<string, unknown> | null
  /** Owners. */
  owners_subscribers?: Record<string, unknown>[] | null
  /** When it was made. */
  created_at?: string | null
}

/** Something that happened on a board. */
export interface ActivityLog {
  /** Id. */
  id?: string
  /** What happened. */
  event?: string
  /** Whether to the board or an item. */
  entity?: string
  /** More, as JSON. */
  data?: string
  /** Who. */
  user_id?: string
  /** Account. */
  account_id?: string
  /** When, in 100 nanoseconds since 1970. */
  created_at?: string
}
