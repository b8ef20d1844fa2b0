// Made by `npm run generate` from packages/catalog/google-drive; do not edit.

/**
 * Reads files, shared drives, permissions, comments, revisions and changes of Google Drive, downloads
 * and exports files, and makes, uploads, changes and deletes files.
 */
export interface GoogleDrive {
  files: {
    /**
     * Get what is known of a file. Use it when the id is known and you need name, kind, folder or size.
     * What is in the file is given by download, or of a document by files_export.
     */
    get: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Which fields to answer, as Google writes masks; Google answers a few when left out. */
        fields?: string
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
      }
      record: File
    }
    /**
     * List files. Use it to find files and folders by name, kind, folder or words in them, with `q`. Those
     * in the trash are listed too unless `q` says `trashed = false`.
     */
    list: {
      params: {
        /** How many records a page holds at most. Default: 100. */
        pageSize?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Query in Google's search terms. */
        q?: string
        /** What to order by, with commas between; `desc` after a name turns it around. */
        orderBy?: string
        /**
         * Which fields to answer, as Google writes masks; id, name and kind when left out. Ask for
         * `nextPageToken` too, or there is no next page.
         */
        fields?: string
        /** `drive` or `appDataFolder`. Default: drive. */
        spaces?: string
        /** Where to look. Default: user. */
        corpora?: "user" | "drive" | "domain" | "allDrives"
        /** Shared drive to look in, with `corpora` drive. */
        driveId?: string
        /** Whether files of shared drives are listed; needs `supportsAllDrives`. Default: false. */
        includeItemsFromAllDrives?: boolean
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: File
    }
    /**
     * Create a folder or empty file. Use it to make a folder, or an empty document, spreadsheet or file.
     * To make a file with content, use files_upload. A second file of the same name is made without
     * complaint.
     */
    create: {
      params: {
        /** Whether the folder may be in a shared drive. Default: false. */
        supportsAllDrives?: boolean
        /** Name. */
        name: string
        /** Kind; `application/vnd.google-apps.folder` for a folder. */
        mimeType?: string
        /** Id of the folder it goes into; My Drive when left out. */
        parents?: string[]
        /** Text. */
        description?: string
      }
      record: File
    }
    /**
     * Rename or move a file. Use it to rename a file, to change its text, or to move it by `addParents`
     * and `removeParents`. What is in the file stays.
     */
    update: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Folder to move it into. */
        addParents?: string
        /** Folder to take it out of. */
        removeParents?: string
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
        /** New name. */
        name?: string
        /** Text. */
        description?: string
        /** Kind. */
        mimeType?: string
      }
      record: File
    }
    /**
     * Delete a file permanently. Use it only when asked to: the file is not put into the trash but gone, a
     * folder with all that is in it.
     */
    delete: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
      }
      record: Record<string, unknown>
    }
    /**
     * Download a file. Use it to get what is in a file. Documents, spreadsheets and presentations of
     * Google have no content of their own: use files_export.
     */
    download: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Asks for the content. Sent by default; callers leave it out. Default: media. */
        alt?: "media"
        /** Whether to download what Google holds to be harmful. Default: false. */
        acknowledgeAbuse?: boolean
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  files_upload: {
    /**
     * Upload a file. Use it to put a new file with content into Drive, up to 5 MB. With `mimeType` of a
     * Google document the content is converted.
     */
    create: {
      params: {
        /** How it is uploaded. Sent by default; callers leave it out. Default: multipart. */
        uploadType?: "multipart"
        /** Whether the folder may be in a shared drive. Default: false. */
        supportsAllDrives?: boolean
        /** Name. */
        name: string
        /** Kind; `application/vnd.google-apps.document` to make a document of it. */
        mimeType?: string
        /** Id of the folder it goes into; My Drive when left out. */
        parents?: string[]
        /** Text. */
        description?: string
        /** Content, in base64. */
        file_content: string
        /** Kind of the content as it is sent. Default: application/octet-stream. */
        file_mime_type?: string
      }
      record: FilesUpload
    }
  }
  files_export: {
    /**
     * Export a document. Use it to get a document, spreadsheet or presentation of Google as another kind,
     * up to 10 MB. Other files are given by files download.
     */
    download: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Kind to export as, such as `text/markdown`, `text/csv` or `application/pdf`. */
        mimeType: string
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  drives: {
    /** Get one shared drive. Use it when the id is known and you need name or restrictions. */
    get: {
      params: {
        /** Id of the shared drive. */
        driveId: string
        /** Whether to ask as an admin of the domain. Default: false. */
        useDomainAdminAccess?: boolean
      }
      record: Drive
    }
    /** List shared drives. Use it to find the id of a shared drive by its name. */
    list: {
      params: {
        /** How many records a page holds at most. Default: 10. */
        pageSize?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Query in Google's search terms. */
        q?: string
        /** Whether to ask as an admin of the domain. Default: false. */
        useDomainAdminAccess?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Drive
    }
  }
  permissions: {
    /** Get one permission. Use it when file and permission are known and you need role or kind. */
    get: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Id of the permission. */
        permissionId: string
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
        /** Whether to ask as an admin of the domain. Default: false. */
        useDomainAdminAccess?: boolean
      }
      record: Permission
    }
    /**
     * List who may do what with a file. Use it to see with whom a file is shared: kind, role and id;
     * permissions get has the address.
     */
    list: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** How many records a page holds at most. Default: 100. */
        pageSize?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
        /** Whether to ask as an admin of the domain. Default: false. */
        useDomainAdminAccess?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Permission
    }
  }
  comments: {
    /** Get one comment. Use it when file and comment are known and you need text and replies. */
    get: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Id of the comment. */
        commentId: string
        /** Whether deleted ones take part, without their text. Default: false. */
        includeDeleted?: boolean
        /** Which fields to answer, as Google writes masks; all when left out. Default: *. */
        fields?: string
      }
      record: Comment
    }
    /**
     * List comments on a file. Use it to read what is said about a file, with replies. Google demands
     * `fields`; all are asked for unless given.
     */
    list: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** How many records a page holds at most. Default: 20. */
        pageSize?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Only comments that changed since this moment. */
        startModifiedTime?: string
        /** Whether deleted ones take part, without their text. Default: false. */
        includeDeleted?: boolean
        /** Which fields to answer, as Google writes masks; all when left out. Default: *. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Comment
    }
  }
  replies: {
    /** Get one reply. Use it when file, comment and reply are known and you need the text. */
    get: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Id of the comment. */
        commentId: string
        /** Id of the reply. */
        replyId: string
        /** Whether deleted ones take part, without their text. Default: false. */
        includeDeleted?: boolean
        /** Which fields to answer, as Google writes masks; all when left out. Default: *. */
        fields?: string
      }
      record: Reply
    }
    /** List replies to a comment. Use it to read what was answered to a comment, oldest first. */
    list: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Id of the comment. */
        commentId: string
        /** How many records a page holds at most. Default: 20. */
        pageSize?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Whether deleted ones take part, without their text. Default: false. */
        includeDeleted?: boolean
        /** Which fields to answer, as Google writes masks; all when left out. Default: *. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: Reply
    }
  }
  revisions: {
    /** Get one version of a file. Use it when file and version are known and you need kind and moment. */
    get: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** Id of the version. */
        revisionId: string
      }
      record: Revision
    }
    /**
     * List versions of a file. Use it to see when a file was changed. Of documents that change often, not
     * all versions are kept.
     */
    list: {
      params: {
        /** Id of the file or folder; `root` is My Drive. */
        fileId: string
        /** How many records a page holds at most. Default: 200. */
        pageSize?: number
        /** `next_page_token` of the page before. Left out for the first page. */
        pageToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Revision
    }
  }
  changes: {
    /**
     * List changes since a token. Use it to see what changed since a token of changes_start_page_token, or
     * since the page before. `new_start_page_token` of the last page is the token for next time.
     */
    list: {
      params: {
        /**
         * Token to begin at: of changes_start_page_token, or `next_page_token` of the page before. Google
         * refuses the call without it.
         */
        pageToken?: string
        /** How many records a page holds at most. Default: 100. */
        pageSize?: number
        /** Shared drive to follow. */
        driveId?: string
        /** Whether files of shared drives take part; needs `supportsAllDrives`. Default: false. */
        includeItemsFromAllDrives?: boolean
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
        /** `drive` or `appDataFolder`. Default: drive. */
        spaces?: string
        /** Whether what can no longer be seen takes part. Default: true. */
        includeRemoved?: boolean
        /** Whether only My Drive is followed. Default: false. */
        restrictToMyDrive?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Change
    }
  }
  changes_start_page_token: {
    /**
     * Get a token to follow changes from. Use it before following changes: keep the token, and give it to
     * changes list later.
     */
    get: {
      params: {
        /** Shared drive to follow. */
        driveId?: string
        /** Whether files of shared drives are found. Default: false. */
        supportsAllDrives?: boolean
      }
      record: ChangesStartPageToken
    }
  }
  about: {
    /**
     * Get person and storage. Use it to learn as whom calls are made, how much space is left, or what can
     * be exported as what. Google demands `fields`; all are asked for unless given.
     */
    get: {
      params: {
        /** Which fields to answer, as Google writes masks; all when left out. Default: *. */
        fields?: string
      }
      record: About
    }
  }
}

/** A file or folder. Only a few fields are answered unless `fields` names more. */
export interface File {
  /** Id. Goes into `fileId` and `parents`. */
  id?: string
  /** Name; several files can have the same. */
  name?: string
  /** Kind; `application/vnd.google-apps.folder` is a folder. */
  mimeType?: string
  /** `drive#file`. */
  kind?: string
  /** Text. */
  description?: string
  /** Folder it is in. */
  parents?: string[]
  /** Shared drive it is in. */
  driveId?: string
  /** Who owns it. */
  owners?: Record<string, unknown>[]
  /** When it was made. */
  createdTime?: string
  /** When it last changed. */
  modifiedTime?: string
  /** When the person last looked at it. */
  viewedByMeTime?: string
  /** Who changed it last. */
  lastModifyingUser?: Record<string, unknown>
  /** Size in bytes, of files that have one. */
  size?: string
  /** Checksum of its content. */
  md5Checksum?: string
  /** Whether it is starred. */
  starred?: boolean
  /** Whether it is in the trash. */
  trashed?: boolean
  /** Whether others can see it. */
  shared?: boolean
  /** Page to look at it. */
  webViewLink?: string
  /** Address to download it in a browser. */
  webContentLink?: string
  /** Icon. */
  iconLink?: string
  /** Addresses to export a document by, by kind. */
  exportLinks?: Record<string, unknown>
  /** What the person may do with it. */
  capabilities?: Record<string, unknown>
  /** Number that grows with every change. */
  version?: string
}

/** A file as uploaded. */
export interface FilesUpload {
  /** Id. Goes into `fileId`. */
  id?: string
  /** Name. */
  name?: string
  /** Kind. */
  mimeType?: string
  /** `drive#file`. */
  kind?: string
}

/** A shared drive. */
export interface Drive {
  /** Id. Goes into `driveId`. */
  id?: string
  /** Name. */
  name?: string
  /** `drive#drive`. */
  kind?: string
  /** When it was made. */
  createdTime?: string
  /** Whether it is hidden. */
  hidden?: boolean
  /** Color. */
  colorRgb?: string
  /** Theme. */
  themeId?: string
  /** Picture. */
  backgroundImageLink?: string
  /** What the person may do with it. */
  capabilities?: Record<string, unknown>
  /** What nobody may do with it. */
  restrictions?: Record<string, unknown>
  /** Unit of the organization. */
  orgUnitId?: string
}

/** Who may do what with a file. Lists answer a few of these only. */
export interface Permission {
  /** Id. Goes into `permissionId`. */
  id?: string
  /** `user`, `group`, `domain` or `anyone`. */
  type?: string
  /** `owner`, `organizer`, `fileOrganizer`, `writer`, `commenter` or `reader`. */
  role?: string
  /** Address of the person or group. */
  emailAddress?: string
  /** Name. */
  displayName?: string
  /** Domain. */
  domain?: string
  /** When it ends. */
  expirationTime?: string
  /** Whether the file can be found by searching. */
  allowFileDiscovery?: boolean
  /** Whether the account is gone. */
  deleted?: boolean
  /** Whether the person is to become owner. */
  pendingOwner?: boolean
  /** Where it comes from, in shared drives. */
  permissionDetails?: Record<string, unknown>[]
  /** `drive#permission`. */
  kind?: string
}

/** A comment on a file. */
export interface Comment {
  /** Id. */
  id?: string
  /** What it is. */
  kind?: string
  /** Text. */
  content?: string
  /** Text as HTML. */
  htmlContent?: string
  /** Who wrote it. */
  author?: Record<string, unknown>
  /** When it was written. */
  createdTime?: string
  /** When it last changed. */
  modifiedTime?: string
  /** Whether it was deleted. */
  deleted?: boolean
  /** Whether it was resolved. */
  resolved?: boolean
  /** Text it is about. */
  quotedFileContent?: Record<string, unknown>
  /** Place it is about. */
  anchor?: string
  /** Replies. */
  replies?: Record<string, unknown>[]
}

/** A reply to a comment. */
export interface Reply {
  /** Id. */
  id?: string
  /** What it is. */
  kind?: string
  /** Text. */
  content?: string
  /** Text as HTML. */
  htmlContent?: string
  /** Who wrote it. */
  author?: Record<string, unknown>
  /** When it was written. */
  createdTime?: string
  /** When it last changed. */
  modifiedTime?: string
  /** Whether it was deleted. */
  deleted?: boolean
  /** `resolve` or `reopen`, if it did that. */
  action?: string
}

/** A version of a file. Lists answer a few of these only. */
export interface Revision {
  /** Id. Goes into `revisionId`. */
  id?: string
  /** `drive#revision`. */
  kind?: string
  /** Kind. */
  mimeType?: string
  /** When it was made. */
  modifiedTime?: string
  /** Who made it. */
  lastModifyingUser?: Record<string, unknown>
  /** Whether it is kept. */
  keepForever?: boolean
  /** Whether it is published. */
  published?: boolean
  /** Size in bytes. */
  size?: string
  /** Checksum of its content. */
  md5Checksum?: string
  /** Name it was uploaded by. */
  originalFilename?: string
  /** Addresses to export it by, by kind. */
  exportLinks?: Record<string, unknown>
}

/** A change of a file or shared drive. */
export interface Change {
  /** `drive#change`. */
  kind?: string
  /** `file` or `drive`. */
  changeType?: string
  /** When it was. */
  time?: string
  /** Whether it can no longer be seen. */
  removed?: boolean
  /** File. */
  fileId?: string
  /** File as it is now. */
  file?: Record<string, unknown>
  /** Shared drive. */
  driveId?: string
  /** Shared drive as it is now. */
  drive?: Record<string, unknown>
}

/** A token that stands for now. */
export interface ChangesStartPageToken {
  /** `drive#startPageToken`. */
  kind?: string
  /** Goes into `pageToken` of changes list. */
  startPageToken?: string
}

/** The person and the storage. */
export interface About {
  /** `drive#about`. */
  kind?: string
  /** The person: `displayName` and `emailAddress`. */
  user?: Record<string, unknown>
  /** Limit and usage in bytes. */
  storageQuota?: Record<string, unknown>
  /** Largest upload in bytes. */
  maxUploadSize?: string
  /** What can become which kind of document. */
  importFormats?: Record<string, unknown>
  /** What documents can be exported as. */
  exportFormats?: Record<string, unknown>
  /** Whether the person can make shared drives. */
  canCreateDrives?: boolean
  /** Whether the app is installed. */
  appInstalled?: boolean
  /** Colors of folders. */
  folderColorPalette?: string[]
}
