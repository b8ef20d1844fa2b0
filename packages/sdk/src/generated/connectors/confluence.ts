// Made by `npm run generate` from packages/catalog/confluence; do not edit.

/**
 * Reads and writes pages, blog posts and comments of a Confluence Cloud site, searches it, and reads
 * spaces, groups and the audit log.
 */
export interface Confluence {
  spaces: {
    /** Get one space. Use it when the id is known. */
    get: {
      params: {
        /** Id of the space. */
        id: number
        /** Format of the description; none when left out. */
        "description-format"?: "plain" | "view"
      }
      record: Space
    }
    /** List spaces. Use it to find spaces, by key, type or state. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Only spaces of this type. */
        type?: "global" | "collaboration" | "knowledge_base" | "personal"
        /** Only spaces of this state. */
        status?: "current" | "archived"
        /** Only spaces with these keys. */
        keys?: string[]
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "id" | "-id" | "key" | "-key" | "name" | "-name"
      }
      record: Space
    }
  }
  pages: {
    /** Get one page. Use it when the id is known; give body-format for the text. */
    get: {
      params: {
        /** Id of the page. */
        id: number
        /** Format of the text; none when left out. */
        "body-format"?: "storage" | "atlas_doc_format" | "view"
        /** This version and not the last one. */
        version?: number
      }
      record: Page
    }
    /**
     * List pages. Use it to find pages by title or space, or those that changed last. To look for words,
     * use content api_search.
     */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Only those in these spaces, by their ids. */
        "space-id"?: number[]
        /** Title. */
        title?: string
        /** Only pages of these states. */
        status?: ("current" | "archived" | "deleted" | "trashed")[]
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "id" | "-id" | "created-date" | "-created-date" | "modified-date" | "-modified-date" | "title" | "-title"
        /** Format of the text; none when left out. */
        "body-format"?: "storage" | "atlas_doc_format"
      }
      record: Page
    }
    /** Write a page. Use it to create a page in a space. Titles are unique in a space. */
    create: {
      params: {
        /** Id of the space, from spaces list. */
        spaceId: string
        /** Title. */
        title: string
        /** State. */
        status?: "current" | "draft"
        /** Id of the page above it; the home page of the space when left out. */
        parentId?: string
        /** The text: representation (storage, which is XHTML, or wiki) and value. */
        body?: Record<string, unknown>
      }
      record: Page
    }
    /**
     * Change a page. Use it to replace title and text. Read the page first: its text is replaced as a
     * whole, and version.number has to be one more.
     */
    update: {
      params: {
        /** Id of the page. */
        id: number
        /** State. */
        status: "current" | "draft"
        /** Title. */
        title: string
        /** The text: representation (storage, which is XHTML, or wiki) and value. */
        body: Record<string, unknown>
        /** The new version: number, one more than before, and message. */
        version: Record<string, unknown>
      }
      record: Page
    }
    /** Delete a page. Use it to move a page to the trash. */
    delete: {
      params: {
        /** Id of the page. */
        id: number
        /** Whether to remove it for good from the trash. Default: false. */
        purge?: boolean
      }
      record: Record<string, unknown>
    }
  }
  page_children: {
    /** List pages below a page. Use it to walk down a tree of pages. */
    list: {
      params: {
        /** Id of the page. */
        id: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds. Default: 25. */
        limit?: number
      }
      record: PageChildren
    }
  }
  blog_posts: {
    /** Get one blog post. Use it when the id is known; give body-format for the text. */
    get: {
      params: {
        /** Id of the blog post. */
        id: number
        /** Format of the text; none when left out. */
        "body-format"?: "storage" | "atlas_doc_format" | "view"
        /** This version and not the last one. */
        version?: number
      }
      record: BlogPost
    }
    /** List blog posts. Use it to find blog posts by title or space, or the last ones. */
    list: {
      params: {
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Only those in these spaces, by their ids. */
        "space-id"?: number[]
        /** Title. */
        title?: string
        /** Only posts of these states. */
        status?: ("current" | "deleted" | "trashed")[]
        /** Member to sort by, with a hyphen for the other way round. */
        sort?: "id" | "-id" | "created-date" | "-created-date" | "modified-date" | "-modified-date"
        /** Format of the text; none when left out. */
        "body-format"?: "storage" | "atlas_doc_format"
      }
      record: BlogPost
    }
    /** Write a blog post. Use it to publish news in a space. */
    create: {
      params: {
        /** Id of the space, from spaces list. */
        spaceId: string
        /** Title. */
        title: string
        /** State. */
        status?: "current" | "draft"
        /** The text: representation (storage, which is XHTML, or wiki) and value. */
        body?: Record<string, unknown>
      }
      record: BlogPost
    }
  }
  comments: {
    /** Get one comment. Use it when the id is known. */
    get: {
      params: {
        /** Id of the comment. */
        id: number
        /** Format of the text; none when left out. */
        "body-format"?: "storage" | "atlas_doc_format" | "view"
        /** This version and not the last one. */
        version?: number
      }
      record: Comment
    }
    /** List comments of a page. Use it to see what people said below a page. */
    list: {
      params: {
        /** Id of the page. */
        id: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Format of the text; none when left out. */
        "body-format"?: "storage" | "atlas_doc_format"
      }
      record: Comment
    }
    /**
     * Comment on a page. Use it to say something below a page or blog post, or to answer a comment: give
     * one of the three ids.
     */
    create: {
      params: {
        /** Id of the page that is commented on. */
        pageId?: string
        /** Id of the blog post that is commented on. */
        blogPostId?: string
        /** Id of the comment that is answered. */
        parentCommentId?: string
        /** The text: representation (storage, which is XHTML, or wiki) and value. */
        body?: Record<string, unknown>
      }
      record: Comment
    }
  }
  labels: {
    /** List labels of a page. Use it to see how a page is labelled. */
    list: {
      params: {
        /** Id of the page. */
        id: number
        /** Only labels with this prefix. */
        prefix?: "my" | "team" | "global" | "system"
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds. Default: 25. */
        limit?: number
      }
      record: Label
    }
  }
  attachments: {
    /** List attachments of a page. Use it to see which files a page has. */
    list: {
      params: {
        /** Id of the page. */
        id: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** How many records a page holds. Default: 25. */
        limit?: number
      }
      record: Attachment
    }
  }
  content: {
    /**
     * Search the site. Use it to find pages, posts, comments and files by words, label, author or time, in
     * CQL.
     */
    api_search: {
      params: {
        /** Condition in CQL. */
        cql: string
        /** How many records to skip. Default: 0. */
        start?: number
        /** How many results a page holds. Default: 25. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Content
    }
  }
  groups: {
    /** List groups. Use it to see groups of the site. */
    list: {
      params: {
        /** How many records to skip. Default: 0. */
        start?: number
        /** How many records a page holds. Default: 25. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Group
    }
  }
  audit: {
    /** List the audit log. Use it to see who changed what in some time. It is for administrators. */
    list: {
      params: {
        /** How many records to skip. Default: 0. */
        start?: number
        /** How many records a page holds. Default: 1000. */
        limit?: number
        /** Begin, in milliseconds since 1970. */
        startDate?: string
        /** End, in milliseconds since 1970. */
        endDate?: string
        /** Only those with this text. */
        searchString?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Audit
    }
  }
  viewer: {
    /** Get the account in use. Use it to see as whom calls are made. */
    get: {
      params: Record<string, never>
      record: Viewer
    }
  }
}

/** A space: pages that belong together. */
export interface Space {
  /** Id. Goes into `space-id` and `spaceId`. */
  id?: string
  /** Key. */
  key?: string
  /** Name. */
  name?: string
  /** Type. */
  type?: string
  /** State: current or archived. */
  status?: string
  /** Its first page. */
  homepageId?: string | null
  /** Description. */
  description?: Record<string, unknown> | null
  /** Who made it. */
  authorId?: string | null
  /** Picture. */
  icon?: Record<string, unknown> | null
  /** When it was made. */
  createdAt?: string
  /** Addresses. */
  _links?: Record<string, unknown>
}

/** A page. */
export interface Page {
  /** Id. Goes into `id`. */
  id?: string
  /** Title. */
  title?: string
  /** State. */
  status?: string
  /** Space. */
  spaceId?: string
  /** Page above it. */
  parentId?: string | null
  /** What is above it. */
  parentType?: string | null
  /** Place among its neighbours. */
  position?: number | null
  /** Who made it. */
  authorId?: string
  /** Who owns it. */
  ownerId?: string | null
  /** Number, time and author of the version. */
  version?: Record<string, unknown>
  /** Text, in the format that was asked for. */
  body?: Record<string, unknown>
  /** When it was made. */
  createdAt?: string
  /** Addresses. */
  _links?: Record<string, unknown>
}

/** A page below another one. */
export interface PageChildren {
  /** Id. */
  id?: string
  /** Title. */
  title?: string
  /** State. */
  status?: string
  /** Space. */
  spaceId?: string
  /** Place. */
  childPosition?: number | null
}

/** A blog post. */
export interface BlogPost {
  /** Id. Goes into `id`. */
  id?: string
  /** Title. */
  title?: string
  /** State. */
  status?: string
  /** Space. */
  spaceId?: string
  /** Who made it. */
  authorId?: string
  /** Number, time and author of the version. */
  version?: Record<string, unknown>
  /** Text, in the format that was asked for. */
  body?: Record<string, unknown>
  /** When it was made. */
  createdAt?: string
  /** Addresses. */
  _links?: Record<string, unknown>
}

/** A comment below a page or blog post. */
export interface Comment {
  /** Id. */
  id?: string
  /** State. */
  status?: string
  /** Title. */
  title?: string | null
  /** Page. */
  pageId?: string | null
  /** Blog post. */
  blogPostId?: string | null
  /** Comment that it answers. */
  parentCommentId?: string | null
  /** Number, time and author. */
  version?: Record<string, unknown>
  /** Text, in the format that was asked for. */
  body?: Record<string, unknown>
  /** Addresses. */
  _links?: Record<string, unknown>
}

/** A label of a page. */
export interface Label {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Prefix. */
  prefix?: string
}

/** A file at a page. */
export interface Attachment {
  /** Id. */
  id?: string
  /** Name of the file. */
  title?: string
  /** State. */
  status?: string
  /** Type. */
  mediaType?: string
  /** Size in bytes. */
  fileSize?: number
  /** Comment. */
  comment?: string | null
  /** Page. */
  pageId?: string | null
  /** Page of the file. */
  webuiLink?: string
  /** Where it is. */
  downloadLink?: string
  /** Number, time and author. */
  version?: Record<string, unknown>
  /** When it was made. */
  createdAt?: string
}

/** Something that a search found. */
export interface Content {
  /** The page, post, comment or file, with id, type and title. */
  content?: Record<string, unknown> | null
  /** The space, where one was found. */
  space?: Record<string, unknown> | null
  /** Title. */
  title?: string
  /** Some of the text. */
  excerpt?: string
  /** Its place in the site. */
  url?: string
  /** What it is. */
  entityType?: string
  /** When it last changed. */
  lastModified?: string
  /** The same, for people. */
  friendlyLastModified?: string
}

/** A group of people. */
export interface Group {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Kind. */
  type?: string
}

/** Something that was done in the site. */
export interface Audit {
  /** Who did it. */
  author?: Record<string, unknown>
  /** From where. */
  remoteAddress?: string
  /** When, in milliseconds since 1970. */
  creationDate?: number
  /** What. */
  summary?: string
  /** More about it. */
  description?: string
  /** Kind. */
  category?: string
  /** Whether it was the system. */
  sysAdmin?: boolean
  /** What it was done to. */
  affectedObject?: Record<string, unknown>
  /** What changed. */
  changedValues?: Record<string, unknown>[]
  /** What else it is about. */
  associatedObjects?: Record<string, unknown>[]
}

/** The account whose credentials are used. */
export interface Viewer {
  /** Id. */
  accountId?: string
  /** Name. */
  displayName?: string
  /** Address. */
  email?: string | null
  /** Name for others. */
  publicName?: string | null
  /** Kind. */
  accountType?: string
  /** Time zone. */
  timeZone?: string | null
}
