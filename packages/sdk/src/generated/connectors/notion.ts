// Made by `npm run generate` from packages/catalog/notion; do not edit.

/**
 * Reads people, pages, data sources, blocks and comments of a Notion workspace, as far as they are
 * shared with the connection. This connector only reads.
 */
export interface Notion {
  users: {
    /** Get one person. Use it when the id is known, from `created_by` for instance, and you need the name. */
    get: {
      params: {
        /** UUID of the person or bot, or `me` for the connection's own bot. */
        user_id: string
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
      }
      record: User
    }
    /**
     * List people. Use it to see who is in the workspace, bots included and guests not. Addresses are
     * given only if the connection may see them.
     */
    list: {
      params: {
        /** `next_cursor` of the page before. Left out for the first page. */
        start_cursor?: string
        /** How many records a page holds, at most 100; 100 when left out. Default: 100. */
        page_size?: number
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: User
    }
  }
  pages: {
    /**
     * Get one page. Use it when the id is known and you need title and properties. Long values are cut at
     * 25 references; the text is in blocks list.
     */
    get: {
      params: {
        /** UUID of the page, the end of its URL. */
        page_id: string
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
      }
      record: Page
    }
    /**
     * List pages. Use it to find pages that are shared with the connection by their title, or to see what
     * changed last. The text within pages is not searched, and a page shared a moment ago may be missing.
     * For the text of a page use blocks list.
     */
    list: {
      params: {
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
        /** Words that the title must match; all are listed when left out. */
        query?: string
        /** Keeps the search to this kind of record. Sent by default; callers leave it out. */
        filter?: {
          /** Always `object`. */
          property: "object"
          /** Always `page`. */
          value: "page"
        }
        /** Order; what changed last comes first when left out. */
        sort?: {
          /** What to sort by. */
          timestamp: "last_edited_time"
          /** Direction. */
          direction: "ascending" | "descending"
        }
        /** `next_cursor` of the page before. Left out for the first page. */
        start_cursor?: string
        /** How many records a page holds, at most 100; 100 when left out. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: Page
    }
  }
  data_sources: {
    /**
     * Get one data source. Use it when the id is known and you need the columns of a table. The id of a
     * database does not work; a database can have several data sources.
     */
    get: {
      params: {
        /** UUID of the data source. */
        data_source_id: string
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
      }
      record: DataSource
    }
    /**
     * List data sources. Use it to find a table that is shared with the connection by its title. Its
     * columns are in data sources get; its rows are pages, found by pages list.
     */
    list: {
      params: {
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
        /** Words that the title must match; all are listed when left out. */
        query?: string
        /** Keeps the search to this kind of record. Sent by default; callers leave it out. */
        filter?: {
          /** Always `object`. */
          property: "object"
          /** Always `data_source`. */
          value: "data_source"
        }
        /** Order; what changed last comes first when left out. */
        sort?: {
          /** What to sort by. */
          timestamp: "last_edited_time"
          /** Direction. */
          direction: "ascending" | "descending"
        }
        /** `next_cursor` of the page before. Left out for the first page. */
        start_cursor?: string
        /** How many records a page holds, at most 100; 100 when left out. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: DataSource
    }
  }
  blocks: {
    /**
     * Get one block. Use it when the id is known and you need the content of a single block. What is
     * within it is in blocks list.
     */
    get: {
      params: {
        /** UUID of the block. */
        block_id: string
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
      }
      record: Block
    }
    /**
     * List blocks of a page or block. Use it to read a page: give its id, then the ids of blocks that have
     * children. Only the first level is given at a time.
     */
    list: {
      params: {
        /** UUID of the page or block. */
        block_id: string
        /** `next_cursor` of the page before. Left out for the first page. */
        start_cursor?: string
        /** How many records a page holds, at most 100; 100 when left out. Default: 100. */
        page_size?: number
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Block
    }
  }
  comments: {
    /**
     * List open comments of a page or block. Use it to read open comments, oldest first. Resolved ones are
     * not given, and comments on blocks of a page are not listed by the id of the page.
     */
    list: {
      params: {
        /** UUID of the page or block. */
        block_id: string
        /** `next_cursor` of the page before. Left out for the first page. */
        start_cursor?: string
        /** How many records a page holds, at most 100; 100 when left out. Default: 100. */
        page_size?: number
        /**
         * API version this document is written for. Sent by default; callers leave it out. Default:
         * 2025-09-03.
         */
        "Notion-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Comment
    }
  }
}

/** A person or bot of the workspace. */
export interface User {
  /** `user`. */
  object?: string
  /** UUID. Goes into `user_id`. */
  id?: string
  /** `person` or `bot`. */
  type?: string
  /** Name. */
  name?: string | null
  /** Picture. */
  avatar_url?: string | null
  person?: Person
  /** What a bot belongs to. */
  bot?: Record<string, unknown>
}

/** A page: its properties, not its text. */
export interface Page {
  /** `page`. */
  object?: string
  /** UUID. Goes into `page_id`, and into `block_id` for its blocks and comments. */
  id?: string
  /** When it was made. */
  created_time?: string
  /** When it last changed, to the minute. */
  last_edited_time?: string
  created_by?: CreatedBy
  last_edited_by?: LastEditedBy
  /** Whether it is in the trash. */
  in_trash?: boolean
  /** The same, under its older name. */
  archived?: boolean
  /** Emoji or picture. */
  icon?: Record<string, unknown> | null
  /** Picture at its head. */
  cover?: Record<string, unknown> | null
  parent?: Parent
  /** Values by name: the title, and the columns if it is a row. */
  properties?: Record<string, unknown>
  /** Page in Notion. */
  url?: string
  /** Page on the web, if it is published. */
  public_url?: string | null
}

/** A table of pages, with its columns. */
export interface DataSource {
  /** `data_source`. */
  object?: string
  /** UUID. Goes into `data_source_id`. */
  id?: string
  /** When it was made. */
  created_time?: string
  /** When it last changed, to the minute. */
  last_edited_time?: string
  created_by?: CreatedBy
  last_edited_by?: LastEditedBy
  /** Title, as pieces of text. */
  title?: Record<string, unknown>[]
  /** Text under the title. */
  description?: Record<string, unknown>[]
  /** Columns by name: id, type and settings. */
  properties?: Record<string, unknown>
  parent?: Parent2
  /** What that database is in. */
  database_parent?: Record<string, unknown>
  /** Emoji or picture. */
  icon?: Record<string, unknown> | null
  /** Whether it is in the trash. */
  in_trash?: boolean
  /** The same, under its older name. */
  archived?: boolean
  /** Page in Notion. */
  url?: string
}

/** A piece of a page: a paragraph, heading, list item and so on. */
export interface Block {
  /** `block`. */
  object?: string
  /** UUID. Goes into `block_id`. */
  id?: string
  /** When it was made. */
  created_time?: string
  /** When it last changed, to the minute. */
  last_edited_time?: string
  created_by?: CreatedBy
  last_edited_by?: LastEditedBy
  /**
   * Kind, such as `paragraph`, `heading_1`, `to_do` or `child_page`; the member of that name has the
   * content.
   */
  type?: string
  /** Whether there are blocks within, to be listed by its id. */
  has_children?: boolean
  /** Whether it is in the trash. */
  in_trash?: boolean
  /** The same, under its older name. */
  archived?: boolean
  parent?: Parent3
  /** Of a paragraph: `rich_text`, pieces of text with `plain_text`. */
  paragraph?: Record<string, unknown>
  /** Of a heading. */
  heading_1?: Record<string, unknown>
  /** Of a smaller heading. */
  heading_2?: Record<string, unknown>
  /** Of a still smaller heading. */
  heading_3?: Record<string, unknown>
  /** Of an item of a list. */
  bulleted_list_item?: Record<string, unknown>
  /** Of an item of a numbered list. */
  numbered_list_item?: Record<string, unknown>
  /** Of a task: text and `checked`. */
  to_do?: Record<string, unknown>
  /** Of a toggle. */
  toggle?: Record<string, unknown>
  /** Of a quotation. */
  quote?: Record<string, unknown>
  /** Of a callout. */
  callout?: Record<string, unknown>
  /** Of code: text and `language`. */
  code?: Record<string, unknown>
  /** Of a page within: its title. */
  child_page?: Record<string, unknown>
  /** Of a table within: its title. */
  child_database?: Record<string, unknown>
}

/** An open comment on a page or block. */
export interface Comment {
  /** `comment`. */
  object?: string
  /** UUID. */
  id?: string
  parent?: {
    /** `page_id` or `block_id`. */
    type?: string
    /** Page it is on. */
    page_id?: string
    /** Block it is on. */
    block_id?: string
  }
  /** Thread it belongs to. */
  discussion_id?: string
  /** Text, in pieces with `plain_text`. */
  rich_text?: Record<string, unknown>[]
  /** When it was written. */
  created_time?: string
  /** When it last changed. */
  last_edited_time?: string
  created_by?: {
    /** Who wrote it. */
    id?: string
  }
}

export interface Person {
  /** Address, if the connection may see addresses. */
  email?: string
}

export interface CreatedBy {
  /** Who made it. */
  id?: string
}

export interface LastEditedBy {
  /** Who changed it last. */
  id?: string
}

export interface Parent {
  /** What it is in: `page_id`, `data_source_id`, `block_id` or `workspace`. */
  type?: string
  /** Page it is in. */
  page_id?: string
  /** Data source it is a row of. */
  data_source_id?: string
  /** Database it is in. */
  database_id?: string
}

export interface Parent2 {
  /** `database_id`. */
  type?: string
  /** Database it is in. */
  database_id?: string
}

export interface Parent3 {
  /** What it is in. */
  type?: string
}
