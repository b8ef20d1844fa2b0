// Made by `npm run generate` from packages/catalog/ashby; do not edit.

/**
 * Reads candidates, applications, jobs and postings of Ashby, searches and creates candidates, writes
 * notes and moves applications.
 */
export interface Ashby {
  candidates: {
    /** Get one candidate. Use it when the id of the candidate is known. */
    get: {
      params: {
        /** Id of the candidate. */
        id: string
      }
      record: Candidate
    }
    /** List candidates. Use it to go through candidates. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Only candidates created after this moment, in milliseconds since 1970. */
        createdAfter?: number
      }
      record: Candidate
    }
    /**
     * Create a candidate. Use it to add a candidate. Search first: it does not look for one of the same
     * address.
     */
    create: {
      params: {
        /** Whole name. */
        name: string
        /** Email address. */
        email?: string
        /** Phone number. */
        phoneNumber?: string
        /** Profile at LinkedIn. */
        linkedInUrl?: string
        /** Profile at GitHub. */
        githubUrl?: string
        /** Website. */
        website?: string
        /** Id of the source. */
        sourceId?: string
      }
      record: Candidate
    }
    /**
     * Change a candidate. Use it to change fields of a candidate. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the candidate. */
        candidateId: string
        /** Whole name. */
        name?: string
        /** Email address. */
        email?: string
        /** Phone number. */
        phoneNumber?: string
        /** Profile at LinkedIn. */
        linkedInUrl?: string
        /** Profile at GitHub. */
        githubUrl?: string
        /** Website. */
        websiteUrl?: string
        /** Id of the source. */
        sourceId?: string
      }
      record: Candidate
    }
    /**
     * Search candidates. Use it to find candidates by email address or name. At most 100 come; of both,
     * both have to match.
     */
    api_search: {
      params: {
        /** Email address. */
        email?: string
        /** Name. */
        name?: string
      }
      record: Candidate
    }
  }
  applications: {
    /** Get one application. Use it when the id of the application is known. */
    get: {
      params: {
        /** Id of the application. */
        applicationId: string
      }
      record: Application
    }
    /** List applications. Use it to go through applications. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Only applications of this status. */
        status?: "Hired" | "Archived" | "Active" | "Lead"
        /** Only applications for this job. */
        jobId?: string
        /** Only applications created after this moment, in milliseconds since 1970. */
        createdAfter?: number
      }
      record: Application
    }
    /** Create an application. Use it to consider a candidate for a job. Both have to exist. */
    create: {
      params: {
        /** Id of the candidate. */
        candidateId: string
        /** Id of the job. */
        jobId: string
        /** Id of the stage to begin with; the first one when left out. */
        interviewStageId?: string
        /** Id of the source. */
        sourceId?: string
      }
      record: Application
    }
    /**
     * Move an application to another stage. Use it to move an application on, back or into the archive,
     * which needs a reason.
     */
    update: {
      params: {
        /** Id of the application. */
        applicationId: string
        /** Id of the stage. */
        interviewStageId: string
        /** Id of the archive reason, if the stage is the archive. */
        archiveReasonId?: string
      }
      record: Application
    }
  }
  jobs: {
    /** Get one job. Use it when the id of the job is known. */
    get: {
      params: {
        /** Id of the job. */
        id: string
      }
      record: Job
    }
    /** List jobs. Use it to go through jobs. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Only jobs of these statuses. */
        status?: ("Draft" | "Open" | "Closed" | "Archived")[]
      }
      record: Job
    }
  }
  departments: {
    /** Get one department. Use it when the id of the department is known. */
    get: {
      params: {
        /** Id of the department. */
        departmentId: string
      }
      record: Department
    }
    /** List departments. Use it to go through departments. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Whether archived ones come along. */
        includeArchived?: boolean
      }
      record: Department
    }
  }
  locations: {
    /** Get one location. Use it when the id of the location is known. */
    get: {
      params: {
        /** Id of the location. */
        locationId: string
      }
      record: Location
    }
    /** List locations. Use it to go through locations. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Whether archived ones come along. */
        includeArchived?: boolean
      }
      record: Location
    }
  }
  users: {
    /** Get one user. Use it when the id of the user is known. */
    get: {
      params: {
        /** Id of the user. */
        userId: string
      }
      record: User
    }
    /** List users. Use it to go through users. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Whether deactivated users come along. */
        includeDeactivated?: boolean
      }
      record: User
    }
  }
  job_postings: {
    /** Get one job posting. Use it when the id of the job posting is known. */
    get: {
      params: {
        /** Id of the job posting. */
        jobPostingId: string
      }
      record: JobPosting
    }
    /** List job postings. Use it to go through job postings. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Only postings of this location, by name. */
        location?: string
        /** Only postings of this department, by name. */
        department?: string
        /** Whether only listed postings come. */
        listedOnly?: boolean
      }
      record: JobPosting
    }
  }
  sources: {
    /** List sources. Use it to go through sources. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Whether archived ones come along. */
        includeArchived?: boolean
      }
      record: Source
    }
  }
  archive_reasons: {
    /** List archive reasons. Use it to go through archive reasons. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Whether archived ones come along. */
        includeArchived?: boolean
      }
      record: ArchiveReason
    }
  }
  candidate_tags: {
    /** List candidate tags. Use it to go through candidate tags. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Whether archived ones come along. */
        includeArchived?: boolean
      }
      record: CandidateTag
    }
  }
  custom_fields: {
    /** List custom fields. Use it to go through custom fields. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Whether archived ones come along. */
        includeArchived?: boolean
      }
      record: CustomField
    }
  }
  feedback_form_definitions: {
    /** List feedback form definitions. Use it to go through feedback form definitions. */
    list: {
      params: {
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
        /** Whether archived ones come along. */
        includeArchived?: boolean
      }
      record: FeedbackFormDefinition
    }
  }
  candidate_notes: {
    /** List notes on a candidate. Use it to read what was noted about a candidate. */
    list: {
      params: {
        /** Id of the candidate. */
        candidateId: string
        /** `next_cursor` of the page before. */
        cursor?: string
        /** How many records a page has, at most 100. Default: 100. */
        limit?: number
      }
      record: CandidateNote
    }
    /**
     * Write a note on a candidate. Use it to leave a note on a candidate. Nobody is notified unless told
     * to.
     */
    create: {
      params: {
        /** Id of the candidate. */
        candidateId: string
        /** Text of the note. */
        note: string
        /** Whether followers of the candidate are notified. */
        sendNotifications?: boolean
      }
      record: CandidateNote
    }
  }
  viewer: {
    /** Get the API key. Use it to see which API key the connector uses. */
    get: {
      params: Record<string, never>
      record: Viewer
    }
  }
}

/** Candidates with contact data and applications. */
export interface Candidate {
  /** Id of the candidate. */
  id?: string
  /** Name. */
  name?: string
  /** Email address. */
  primaryEmailAddress?: Record<string, unknown>
  /** Phone number. */
  primaryPhoneNumber?: Record<string, unknown>
  /** Current position. */
  position?: string
  /** Current company. */
  company?: string
  /** Tags. */
  tags?: Record<string, unknown>[]
  /** Ids of the applications. */
  applicationIds?: string[]
  /** Where the candidate came from. */
  source?: Record<string, unknown>
  /** Page of the candidate in Ashby. */
  profileUrl?: string
  /** When the candidate was created. */
  createdAt?: string
  /** When the candidate last changed. */
  updatedAt?: string
}

/** Applications of candidates for jobs. */
export interface Application {
  /** Id of the application. */
  id?: string
  /** Whether it is active, hired, archived or a lead. */
  status?: string
  /** Candidate. */
  candidate?: Record<string, unknown>
  /** Job. */
  job?: Record<string, unknown>
  /** Stage of the interview plan. */
  currentInterviewStage?: Record<string, unknown>
  /** Where it came from. */
  source?: Record<string, unknown>
  /** Why it was archived. */
  archiveReason?: Record<string, unknown>
  /** When it was created. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** Jobs with status and hiring team. */
export interface Job {
  /** Id of the job. */
  id?: string
  /** Title. */
  title?: string
  /** Whether it is open, closed, archived or a draft. */
  status?: string
  /** Kind of employment. */
  employmentType?: string
  /** Id of the department. */
  departmentId?: string
  /** Id of the location. */
  locationId?: string
  /** Hiring team. */
  hiringTeam?: Record<string, unknown>[]
  /** When it was created. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** Departments and teams. */
export interface Department {
  /** Id of the department. */
  id?: string
  /** Name. */
  name?: string
  /** Whether it is archived. */
  isArchived?: boolean
  /** Id of the department above. */
  parentId?: string
}

/** Locations of jobs. */
export interface Location {
  /** Id of the location. */
  id?: string
  /** Name. */
  name?: string
  /** Whether it is archived. */
  isArchived?: boolean
  /** Whether it is remote. */
  isRemote?: boolean
  /** Postal address. */
  address?: Record<string, unknown>
}

/** Users of Ashby. */
export interface User {
  /** Id of the user. */
  id?: string
  /** First name. */
  firstName?: string
  /** Last name. */
  lastName?: string
  /** Email address. */
  email?: string
  /** Role. */
  globalRole?: string
  /** Whether the user is enabled. */
  isEnabled?: boolean
}

/** Job postings as candidates see them. */
export interface JobPosting {
  /** Id of the posting. */
  id?: string
  /** Title. */
  title?: string
  /** Id of the job. */
  jobId?: string
  /** Department. */
  departmentName?: string
  /** Location. */
  locationName?: string
  /** Kind of employment. */
  employmentType?: string
  /** Whether it is on the job board. */
  isListed?: boolean
  /** When it was published. */
  publishedDate?: string
  /** Its page. */
  externalLink?: string
  /** When it last changed. */
  updatedAt?: string
}

/** Sources of candidates. */
export interface Source {
  /** Id of the source. */
  id?: string
  /** Name. */
  title?: string
  /** Whether it is archived. */
  isArchived?: boolean
  /** Kind of source. */
  sourceType?: Record<string, unknown>
}

/** Reasons for archiving applications. */
export interface ArchiveReason {
  /** Id of the reason. */
  id?: string
  /** The reason. */
  text?: string
  /** Kind of reason. */
  reasonType?: string
  /** Whether it is archived. */
  isArchived?: boolean
}

/** Tags of candidates. */
export interface CandidateTag {
  /** Id of the tag. */
  id?: string
  /** Name. */
  title?: string
  /** Whether it is archived. */
  isArchived?: boolean
}

/** Custom fields of candidates, applications and jobs. */
export interface CustomField {
  /** Id of the field. */
  id?: string
  /** Name. */
  title?: string
  /** What it is a field of. */
  objectType?: string
  /** Kind of value. */
  fieldType?: string
  /** Values to choose from. */
  selectableValues?: Record<string, unknown>[]
  /** Whether it is archived. */
  isArchived?: boolean
}

/** Forms for the feedback of interviewers. */
export interface FeedbackFormDefinition {
  /** Id of the form. */
  id?: string
  /** Name. */
  title?: string
  /** Whether it is archived. */
  isArchived?: boolean
  /** Sections and fields. */
  formDefinition?: Record<string, unknown>
}

/** Notes on candidates. */
export interface CandidateNote {
  /** Id of the note. */
  id?: string
  /** Text. */
  content?: string
  /** Who wrote it. */
  author?: Record<string, unknown>
  /** When it was written. */
  createdAt?: string
}

/** The API key of the connector. */
export interface Viewer {
  /** Name of the key. */
  title?: string
  /** When it was created. */
  createdAt?: string
}
