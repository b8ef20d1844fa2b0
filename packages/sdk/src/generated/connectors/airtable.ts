// Made by `npm run generate` from packages/catalog/airtable; do not edit.

/** Reads bases, their tables with fields and views, and records of Airtable. This connector only reads. */
export interface Airtable {
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
  bases: {
    /**
     * List bases. Use it to find the id of a base by its name. Only bases that the token was given are
     * listed, up to 1,000 a page.
     */
    list: {
      params: {
        /** `offset` of the page before. Left out for the first page. */
        offset?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Base
    }
  }
  tables: {
    /**
     * List tables of a base. Use it to learn which tables a base has, with their fields, choices and
     * views.
     */
    list: {
      params: {
        /** Id of the base. */
        base_id: string
      }
      record: Table
    }
  }
  records: {
    /**
     * Get one record. Use it when the id is known, from a linked field for instance, and you need the
     * values of a record. A record of another table of the base is found as well.
     */
    get: {
      params: {
        /** Id of the base. */
        base_id: string
        /** Id of the table, or its name. The id survives renaming. */
        table_id_or_name: string
        /** Id of the record. */
        record_id: string
      }
      record: Record2
    }
    /**
     * List records of a table. Use it to read what a table holds, narrowed down by a formula or by a view
     * with its order. Empty fields are left out of records. The names of fields are in tables list.
     */
    list: {
      params: {
        /** Id of the base. */
        base_id: string
        /** Id of the table, or its name. The id survives renaming. */
        table_id_or_name: string
        /** `offset` of the page before. Left out for the first page. */
        offset?: string
        /** How many records a page holds, at most 100. Default: 100. */
        pageSize?: number
        /** Name or id of a view, whose conditions and order apply. */
        view?: string
        /** Formula that must be true of a record; fields stand in braces. With `view`, both hold. */
        filterByFormula?: string
        /** Fields to sort by, instead of the order of the view. */
        sort?: {
          /** Name of the field. */
          field: string
          /** Direction. */
          direction?: "asc" | "desc"
        }[] | string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Record2
    }
  }
}

/** The credential's own user. */
export interface Viewer {
  /** Id, `usr…`. */
  id?: string
  /** Address, with the scope `user.email:read` alone. */
  email?: string
  /** Scopes of an OAuth token. */
  scopes?: string[]
}

/** A base: a set of tables. */
export interface Base {
  /** Id, `app…`. Goes into `base_id`. */
  id?: string
  /** Name. */
  name?: string
  /** What the token's user may do. */
  permissionLevel?: "none" | "read" | "comment" | "edit" | "create"
}

/** A table with its fields and views. */
export interface Table {
  /** Id, `tbl…`. Goes into `table_id_or_name`. */
  id?: string
  /** Name. Goes into `table_id_or_name` as well. */
  name?: string
  /** What it is for. */
  description?: string
  /** Field that names a record. */
  primaryFieldId?: string
  /** Fields: `id`, `name`, `type` and `options`. */
  fields?: Record<string, unknown>[]
  /** Views: `id`, `name` and `type`. */
  views?: Record<string, unknown>[]
}

/** A record of a table. */
export interface Record2 {
  /** Id, `rec…`. Goes into `record_id`. */
  id?: string
  /** When it was made. */
  createdTime?: string
  /** Values by name of the field; empty ones are left out. */
  fields?: Record<string, unknown>
}
