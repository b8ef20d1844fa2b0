// Made by `npm run generate` from packages/catalog/granola; do not edit.

/** Reads notes of meetings with summary, attendees and transcript of Granola. */
export interface Granola {
  notes: {
    /** Get one note. Use it to read the summary of a meeting and, with `include`, what was said. */
    get: {
      params: {
        /** Id of the note. */
        note_id: string
        /** What comes along. */
        include?: "transcript"
      }
      record: Note
    }
    /** List notes. Use it to find notes by time. Summary and transcript are in notes get. */
    list: {
      params: {
        /** How many records a page has, at most 30. Default: 10. */
        page_size?: number
        /** `cursor` of the page before. */
        cursor?: string
        /** Only notes created before this moment. */
        created_before?: string
        /** Only notes created after this moment. */
        created_after?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Note
    }
  }
}

/** Notes of meetings with their summary. */
export interface Note {
  /** Id of the note. */
  id?: string
  /** Always `note`. */
  object?: string
  /** Title. */
  title?: string
  /** Who owns it: `name` and `email`. */
  owner?: Record<string, unknown>
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
  /** Meeting in the calendar. Only in get. */
  calendar_event?: Record<string, unknown>
  /** Who took part. Only in get. */
  attendees?: Record<string, unknown>[]
  /** Folders it is in. Only in get. */
  folder_membership?: Record<string, unknown>[]
  /** Summary. Only in get. */
  summary_text?: string
  /** Summary as Markdown. Only in get. */
  summary_markdown?: string
  /** What was said, with `speaker` and `text`. Only in get with `include`. */
  transcript?: Record<string, unknown>[]
}
