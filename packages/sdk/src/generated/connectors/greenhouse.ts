// Made by `npm run generate` from packages/catalog/greenhouse; do not edit.

/**
 * Reads candidates, applications, jobs, offers, interviews and their files of Greenhouse Recruiting,
 * over version 1 of the Harvest API.
 */
export interface Greenhouse {
  candidates: {
    /** Get one candidate. Use it when the id of the candidate is known. */
    get: {
      params: {
        /** Id of the candidate. */
        id: number
      }
      record: Candidate
    }
    /**
     * List candidates. Use it to find candidates, narrowed by its filters. Pages go on by the link of the
     * response.
     */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only candidates with an application for this job. */
        job_id?: number
        /** Only the candidate with this email address. */
        email?: string
        /** Only records created before this moment. */
        created_before?: string
        /** Only records created at or after this moment. */
        created_after?: string
        /** Only records changed before this moment. */
        updated_before?: string
        /** Only records changed at or after this moment. */
        updated_after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Candidate
    }
  }
  applications: {
    /** Get one application. Use it when the id of the application is known. */
    get: {
      params: {
        /** Id of the application. */
        id: number
      }
      record: Application
    }
    /**
     * List applications. Use it to find applications, narrowed by its filters. Pages go on by the link of
     * the response.
     */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only records created before this moment. */
        created_before?: string
        /** Only records created at or after this moment. */
        created_after?: string
        /** Only applications with activity at or after this moment. */
        last_activity_after?: string
        /** Only applications for this job. */
        job_id?: number
        /** Only applications of this status. */
        status?: "active" | "converted" | "hired" | "rejected"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Application
    }
  }
  jobs: {
    /** Get one job. Use it when the id of the job is known. */
    get: {
      params: {
        /** Id of the job. */
        id: number
      }
      record: Job
    }
    /** List jobs. Use it to find jobs, narrowed by its filters. Pages go on by the link of the response. */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only jobs of this status. */
        status?: "open" | "closed" | "draft"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Job
    }
  }
  offers: {
    /** Get one offer. Use it when the id of the offer is known. */
    get: {
      params: {
        /** Id of the offer. */
        id: number
      }
      record: Offer
    }
    /**
     * List offers. Use it to find offers, narrowed by its filters. Pages go on by the link of the
     * response.
     */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only records created before this moment. */
        created_before?: string
        /** Only records created at or after this moment. */
        created_after?: string
        /** Only records changed at or before this moment. */
        updated_before?: string
        /** Only records changed at or after this moment. */
        updated_after?: string
        /** Only offers resolved at or before this moment. */
        resolved_before?: string
        /** Only offers resolved at or after this moment. */
        resolved_after?: string
        /** Only offers of this status. */
        status?: "unresolved" | "accepted" | "rejected" | "deprecated"
        /** Only offers sent on or before this day. */
        sent_before?: string
        /** Only offers sent on or after this day. */
        sent_after?: string
        /** Only offers whose first day of work is this day or before. */
        starts_before?: string
        /** Only offers whose first day of work is this day or after. */
        starts_after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Offer
    }
  }
  users: {
    /** Get one user. Use it when the id of the user is known. */
    get: {
      params: {
        /** Id of the user. */
        id: number
      }
      record: User
    }
    /** List users. Use it to find users, narrowed by its filters. Pages go on by the link of the response. */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only records created before this moment. */
        created_before?: string
        /** Only records created at or after this moment. */
        created_after?: string
        /** Only records changed before this moment. */
        updated_before?: string
        /** Only records changed at or after this moment. */
        updated_after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: User
    }
  }
  departments: {
    /** Get one department. Use it when the id of the department is known. */
    get: {
      params: {
        /** Id of the department. */
        id: number
      }
      record: Department
    }
    /** List departments. Use it to find departments. Pages go on by the link of the response. */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Department
    }
  }
  offices: {
    /** Get one office. Use it when the id of the office is known. */
    get: {
      params: {
        /** Id of the office. */
        id: number
      }
      record: Office
    }
    /** List offices. Use it to find offices. Pages go on by the link of the response. */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Office
    }
  }
  job_posts: {
    /** Get one job post. Use it when the id of the job post is known. */
    get: {
      params: {
        /** Id of the job post. */
        id: number
      }
      record: JobPost
    }
    /**
     * List job posts. Use it to find job posts, narrowed by its filters. Pages go on by the link of the
     * response.
     */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only posts that are live, or only those that are not. */
        live?: boolean
        /** Only posts that are active, or only those that are not. */
        active?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: JobPost
    }
  }
  sources: {
    /** List sources. Use it to find sources. Pages go on by the link of the response. */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Source
    }
  }
  scheduled_interviews: {
    /** Get one scheduled interview. Use it when the id of the scheduled interview is known. */
    get: {
      params: {
        /** Id of the scheduled interview. */
        id: number
      }
      record: ScheduledInterview
    }
    /**
     * List scheduled interviews. Use it to find scheduled interviews, narrowed by its filters. Pages go on
     * by the link of the response.
     */
    list: {
      params: {
        /** How many records a page has, at most 500. Default: 100. */
        per_page?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Only records created before this moment. */
        created_before?: string
        /** Only records created at or after this moment. */
        created_after?: string
        /** Only records changed before this moment. */
        updated_before?: string
        /** Only records changed at or after this moment. */
        updated_after?: string
        /** Only interviews that start at or after this moment. */
        starts_after?: string
        /** Only interviews that end before this moment. */
        ends_before?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: ScheduledInterview
    }
  }
  application_attachment: {
    /**
     * Download a file of an application. Use it to read a resume or another file. Its index is its place
     * in `attachments` of the application, from 0.
     */
    download: {
      params: {
        /** Id of the application. */
        id: number
        /** Place of the file in `attachments`, from 0. */
        attachment_index: number
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  candidate_attachment: {
    /**
     * Download a file of a candidate. Use it to read a resume or another file. Its index is its place in
     * `attachments` of the candidate, from 0.
     */
    download: {
      params: {
        /** Id of the candidate. */
        id: number
        /** Place of the file in `attachments`, from 0. */
        attachment_index: number
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
}

/** Candidates with contact data, attachments and applications. */
export interface Candidate {
  /** Id of the candidate. */
  id?: number
  /** First name. */
  first_name?: string
  /** Last name. */
  last_name?: string
  /** Current company. */
  company?: string
  /** Current title. */
  title?: string
  /** Email addresses. */
  email_addresses?: Record<string, unknown>[]
  /** Phone numbers. */
  phone_numbers?: Record<string, unknown>[]
  /** Applications of the candidate. */
  applications?: Record<string, unknown>[]
  /** Files, each with filename, url and type. */
  attachments?: Record<string, unknown>[]
  /** Tags. */
  tags?: string[]
  /** Last activity. */
  last_activity?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Applications of candidates for jobs. */
export interface Application {
  /** Id of the application. */
  id?: number
  /** Id of the candidate. */
  candidate_id?: number
  /** Whether it is active, rejected, hired or converted. */
  status?: string
  /** When the candidate applied. */
  applied_at?: string
  /** When it was rejected. */
  rejected_at?: string
  /** Last activity. */
  last_activity_at?: string
  /** Where it came from. */
  source?: Record<string, unknown>
  /** Stage of the interview plan. */
  current_stage?: Record<string, unknown>
  /** Jobs that it is for. */
  jobs?: Record<string, unknown>[]
  /** Files, each with filename, url and type. */
  attachments?: Record<string, unknown>[]
}

/** Jobs with openings and hiring team. */
export interface Job {
  /** Id of the job. */
  id?: number
  /** Name of the job. */
  name?: string
  /** Number of the requisition. */
  requisition_id?: string
  /** Whether it is open, closed or a draft. */
  status?: string
  /** Departments. */
  departments?: Record<string, unknown>[]
  /** Offices. */
  offices?: Record<string, unknown>[]
  /** Openings. */
  openings?: Record<string, unknown>[]
  /** Hiring team. */
  hiring_team?: Record<string, unknown>
  /** When it was opened. */
  opened_at?: string
  /** When it was closed. */
  closed_at?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Offers to candidates. */
export interface Offer {
  /** Id of the offer. */
  id?: number
  /** Version of the offer. */
  version?: number
  /** Id of the application. */
  application_id?: number
  /** Id of the candidate. */
  candidate_id?: number
  /** Id of the job. */
  job_id?: number
  /** Whether it is unresolved, accepted, rejected or deprecated. */
  status?: string
  /** When it was sent. */
  sent_at?: string
  /** When it was accepted or rejected. */
  resolved_at?: string
  /** First day of work. */
  starts_at?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Users of Greenhouse. */
export interface User {
  /** Id of the user. */
  id?: number
  /** Whole name. */
  name?: string
  /** Email address. */
  primary_email_address?: string
  /** Whether the user is a site admin. */
  site_admin?: boolean
  /** Whether the user is disabled. */
  disabled?: boolean
  /** Employee id. */
  employee_id?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Departments. */
export interface Department {
  /** Id of the department. */
  id?: number
  /** Name. */
  name?: string
  /** Id of the department above. */
  parent_id?: number
  /** Ids of the departments below. */
  child_ids?: number[]
  /** Id elsewhere. */
  external_id?: string
}

/** Offices. */
export interface Office {
  /** Id of the office. */
  id?: number
  /** Name. */
  name?: string
  /** Place. */
  location?: Record<string, unknown>
  /** Id of the office above. */
  parent_id?: number
  /** Ids of the offices below. */
  child_ids?: number[]
}

/** Job posts as candidates see them. */
export interface JobPost {
  /** Id of the post. */
  id?: number
  /** Title. */
  title?: string
  /** Place. */
  location?: Record<string, unknown>
  /** Whether it is on the internal board. */
  internal?: boolean
  /** Whether it is live. */
  live?: boolean
  /** Whether it is active. */
  active?: boolean
  /** Id of the job. */
  job_id?: number
  /** Text of the post as HTML. */
  content?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Sources of candidates. */
export interface Source {
  /** Id of the source. */
  id?: number
  /** Name. */
  name?: string
  /** Kind of source. */
  type?: Record<string, unknown>
}

/** Interviews with time and interviewers. */
export interface ScheduledInterview {
  /** Id of the interview. */
  id?: number
  /** Id of the application. */
  application_id?: number
  /** Id of the event in the calendar. */
  external_event_id?: string
  /** Start. */
  start?: Record<string, unknown>
  /** End. */
  end?: Record<string, unknown>
  /** Place. */
  location?: string
  /** Whether it is scheduled, awaiting feedback or complete. */
  status?: string
  /** Which interview of the plan. */
  interview?: Record<string, unknown>
  /** Who organizes it. */
  organizer?: Record<string, unknown>
  /** Interviewers. */
  interviewers?: Record<string, unknown>[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}
