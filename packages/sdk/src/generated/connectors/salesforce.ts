// Made by `npm run generate` from packages/catalog/salesforce; do not edit.

/**
 * Reads accounts, contacts, leads, opportunities, cases, activities, campaigns, files, reports and any
 * other object of a Salesforce org, by SOQL and SOSL. This connector only reads.
 */
export interface Salesforce {
  sobjects: {
    /**
     * List objects. Use it to learn which objects the org has and what SOQL calls them. Their fields are
     * not in it.
     */
    list: {
      params: Record<string, never>
      record: Sobject
    }
  }
  accounts: {
    /** Get one account. Use it when the id is known and you need fields of an account. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Account
    }
    /**
     * List accounts. Use it to find accounts by a SOQL query. Without `q` the latest 200 come with their
     * usual fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Account; the latest 200 when left out. Default: SELECT Id, Name, Type, Industry,
         * Phone, Website, BillingCity, BillingCountry, AnnualRevenue, NumberOfEmployees, OwnerId,
         * LastModifiedDate FROM Account ORDER BY LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Account
    }
    /**
     * Search accounts for words. Use it to find accounts by words in any of their fields, by a SOSL query.
     * At most 2,000 records come, and what was written a moment ago may be missing. To compare fields, use
     * list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Account(…)`. */
        q: string
      }
      record: Account
    }
  }
  contacts: {
    /** Get one contact. Use it when the id is known and you need fields of a contact. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Contact
    }
    /**
     * List contacts. Use it to find contacts by a SOQL query. Without `q` the latest 200 come with their
     * usual fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Contact; the latest 200 when left out. Default: SELECT Id, Name, FirstName,
         * LastName, Email, Phone, Title, AccountId, OwnerId, LastModifiedDate FROM Contact ORDER BY
         * LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Contact
    }
    /**
     * Search contacts for words. Use it to find contacts by words in any of their fields, by a SOSL query.
     * At most 2,000 records come, and what was written a moment ago may be missing. To compare fields, use
     * list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Contact(…)`. */
        q: string
      }
      record: Contact
    }
  }
  leads: {
    /** Get one lead. Use it when the id is known and you need fields of a lead. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Lead
    }
    /**
     * List leads. Use it to find leads by a SOQL query. Without `q` the latest 200 come with their usual
     * fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Lead; the latest 200 when left out. Default: SELECT Id, Name, Company, Email, Phone,
         * Status, LeadSource, Rating, IsConverted, OwnerId, LastModifiedDate FROM Lead ORDER BY
         * LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Lead
    }
    /**
     * Search leads for words. Use it to find leads by words in any of their fields, by a SOSL query. At
     * most 2,000 records come, and what was written a moment ago may be missing. To compare fields, use
     * list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Lead(…)`. */
        q: string
      }
      record: Lead
    }
  }
  opportunities: {
    /** Get one opportunity. Use it when the id is known and you need fields of an opportunity. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Opportunity
    }
    /**
     * List opportunities. Use it to find opportunities by a SOQL query. Without `q` the latest 200 come
     * with their usual fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Opportunity; the latest 200 when left out. Default: SELECT Id, Name, AccountId,
         * StageName, Amount, CloseDate, Probability, IsClosed, IsWon, Type, OwnerId, LastModifiedDate FROM
         * Opportunity ORDER BY LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Opportunity
    }
    /**
     * Search opportunities for words. Use it to find opportunities by words in any of their fields, by a
     * SOSL query. At most 2,000 records come, and what was written a moment ago may be missing. To compare
     * fields, use list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Opportunity(…)`. */
        q: string
      }
      record: Opportunity
    }
  }
  tasks: {
    /** Get one task. Use it when the id is known and you need fields of a task. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Task
    }
    /**
     * List tasks. Use it to find tasks by a SOQL query. Without `q` the latest 200 come with their usual
     * fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Task; the latest 200 when left out. Default: SELECT Id, Subject, Status, Priority,
         * ActivityDate, WhoId, WhatId, IsClosed, OwnerId, LastModifiedDate FROM Task ORDER BY LastModifiedDate
         * DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
    /**
     * Search tasks for words. Use it to find tasks by words in any of their fields, by a SOSL query. At
     * most 2,000 records come, and what was written a moment ago may be missing. To compare fields, use
     * list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Task(…)`. */
        q: string
      }
      record: Task
    }
  }
  events: {
    /** Get one event. Use it when the id is known and you need fields of an event. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Event
    }
    /**
     * List events. Use it to find events by a SOQL query. Without `q` the latest 200 come with their usual
     * fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Event; the latest 200 when left out. Default: SELECT Id, Subject, StartDateTime,
         * EndDateTime, Location, WhoId, WhatId, OwnerId, LastModifiedDate FROM Event ORDER BY LastModifiedDate
         * DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Event
    }
    /**
     * Search events for words. Use it to find events by words in any of their fields, by a SOSL query. At
     * most 2,000 records come, and what was written a moment ago may be missing. To compare fields, use
     * list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Event(…)`. */
        q: string
      }
      record: Event
    }
  }
  campaigns: {
    /** Get one campaign. Use it when the id is known and you need fields of a campaign. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Campaign
    }
    /**
     * List campaigns. Use it to find campaigns by a SOQL query. Without `q` the latest 200 come with their
     * usual fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Campaign; the latest 200 when left out. Default: SELECT Id, Name, Type, Status,
         * StartDate, EndDate, IsActive, NumberOfLeads, NumberOfContacts, OwnerId, LastModifiedDate FROM
         * Campaign ORDER BY LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Campaign
    }
    /**
     * Search campaigns for words. Use it to find campaigns by words in any of their fields, by a SOSL
     * query. At most 2,000 records come, and what was written a moment ago may be missing. To compare
     * fields, use list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Campaign(…)`. */
        q: string
      }
      record: Campaign
    }
  }
  cases: {
    /** Get one case. Use it when the id is known and you need fields of a case. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Case
    }
    /**
     * List cases. Use it to find cases by a SOQL query. Without `q` the latest 200 come with their usual
     * fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Case; the latest 200 when left out. Default: SELECT Id, CaseNumber, Subject, Status,
         * Priority, Origin, IsClosed, AccountId, ContactId, OwnerId, LastModifiedDate FROM Case ORDER BY
         * LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Case
    }
    /**
     * Search cases for words. Use it to find cases by words in any of their fields, by a SOSL query. At
     * most 2,000 records come, and what was written a moment ago may be missing. To compare fields, use
     * list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Case(…)`. */
        q: string
      }
      record: Case
    }
  }
  notes: {
    /** Get one note. Use it when the id is known and you need fields of a note. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Note
    }
    /**
     * List notes. Use it to find notes by a SOQL query. Without `q` the latest 200 come with their usual
     * fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Note; the latest 200 when left out. Default: SELECT Id, Title, ParentId, OwnerId,
         * LastModifiedDate FROM Note ORDER BY LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Note
    }
    /**
     * Search notes for words. Use it to find notes by words in any of their fields, by a SOSL query. At
     * most 2,000 records come, and what was written a moment ago may be missing. To compare fields, use
     * list.
     */
    api_search: {
      params: {
        /** SOSL query: `FIND {words} IN ALL FIELDS RETURNING Note(…)`. */
        q: string
      }
      record: Note
    }
  }
  content_versions: {
    /** Get one content version. Use it when the id is known and you need fields of a content version. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: ContentVersion
    }
    /**
     * List content versions. Use it to find content versions by a SOQL query. Without `q` the latest 200
     * come with their usual fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over ContentVersion; the latest 200 when left out. Default: SELECT Id, Title,
         * ContentDocumentId, VersionNumber, FileExtension, FileType, ContentSize, IsLatest, OwnerId,
         * LastModifiedDate FROM ContentVersion ORDER BY LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ContentVersion
    }
    /** Download a file. Use it to get a file by the id of one of its versions. */
    download: {
      params: {
        /** Id of the version, 15 or 18 characters. */
        id: string
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  attachments: {
    /** Get one attachment. Use it when the id is known and you need fields of an attachment. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: Attachment
    }
    /**
     * List attachments. Use it to find attachments by a SOQL query. Without `q` the latest 200 come with
     * their usual fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over Attachment; the latest 200 when left out. Default: SELECT Id, Name, ContentType,
         * BodyLength, ParentId, Description, IsPrivate, OwnerId, LastModifiedDate FROM Attachment ORDER BY
         * LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Attachment
    }
    /**
     * Download an attachment. Use it to get a file of the older kind by its id. Newer files are in
     * content_versions.
     */
    download: {
      params: {
        /** Id of the attachment, 15 or 18 characters. */
        id: string
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  reports: {
    /**
     * Run a report. Use it to read what a report says now, up to 2,000 rows with `includeDetails`. An org
     * can run 500 reports an hour.
     */
    get: {
      params: {
        /** Id of the report, 15 or 18 characters. */
        id: string
        /** Whether rows are answered and not only sums. Default: false. */
        includeDetails?: boolean
      }
      record: Report
    }
    /**
     * List reports. Use it to find the id of a report by its name. The 200 reports that the person looked
     * at last are listed.
     */
    list: {
      params: Record<string, never>
      record: Report
    }
  }
  users: {
    /** Get one user. Use it when the id is known and you need fields of an user. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: User
    }
    /**
     * List users. Use it to find users by a SOQL query. Without `q` the latest 200 come with their usual
     * fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over User; the latest 200 when left out. Default: SELECT Id, Name, Username, Email,
         * IsActive, Title, Department, ProfileId, UserRoleId, LastModifiedDate FROM User ORDER BY
         * LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: User
    }
  }
  opportunity_stages: {
    /**
     * Get one stage of opportunities. Use it when the id is known and you need fields of a stage of
     * opportunities.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /** Names of fields to answer, with commas between; all that the person can see when left out. */
        fields?: string
      }
      record: OpportunityStage
    }
    /**
     * List opportunity stages. Use it to find opportunity stages by a SOQL query. Without `q` the latest
     * 200 come with their usual fields. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * SOQL query over OpportunityStage; the latest 200 when left out. Default: SELECT Id, MasterLabel,
         * ApiName, IsActive, IsClosed, IsWon, SortOrder, DefaultProbability, ForecastCategoryName,
         * Description, LastModifiedDate FROM OpportunityStage ORDER BY SortOrder ASC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: OpportunityStage
    }
  }
  query: {
    /**
     * Query by SOQL. Use it to read objects that have no entity here, added ones included, or to join and
     * count. Take the names of objects from sobjects list.
     */
    list: {
      params: {
        /**
         * SOQL query; the latest 200 accounts when left out. Default: SELECT Id, Name FROM Account ORDER BY
         * LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Query
    }
  }
}

/** An object of the org, without its fields. */
export interface Sobject {
  /** Name. Goes into queries. */
  name?: string
  /** What one is called. */
  label?: string
  /** What several are called. */
  labelPlural?: string
  /** First three characters of ids. */
  keyPrefix?: string | null
  /** Whether it was added to the org. */
  custom?: boolean
  /** Whether SOQL can read it. */
  queryable?: boolean
  /** Whether SOSL can find it. */
  searchable?: boolean
  /** Whether the person may make records. */
  createable?: boolean
  /** Whether the person may change records. */
  updateable?: boolean
  /** Whether the person may delete records. */
  deletable?: boolean
  /** Its addresses in the API. */
  urls?: Record<string, unknown>
}

/** Account. Which fields are answered depends on the query. */
export interface Account {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  Name?: string
  /** Kind of relation. */
  Type?: string | null
  /** Industry. */
  Industry?: string | null
  /** Telephone number. */
  Phone?: string | null
  /** Web site. */
  Website?: string | null
  /** City of the billing address. */
  BillingCity?: string | null
  /** Country of the billing address. */
  BillingCountry?: string | null
  /** Revenue a year. */
  AnnualRevenue?: number | null
  /** Number of people. */
  NumberOfEmployees?: number | null
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Contact. Which fields are answered depends on the query. */
export interface Contact {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Whole name. */
  Name?: string
  /** First name. */
  FirstName?: string | null
  /** Last name. */
  LastName?: string
  /** Address. */
  Email?: string | null
  /** Telephone number. */
  Phone?: string | null
  /** What the person does. */
  Title?: string | null
  /** Account. */
  AccountId?: string | null
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Lead. Which fields are answered depends on the query. */
export interface Lead {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Whole name. */
  Name?: string
  /** Company. */
  Company?: string
  /** Address. */
  Email?: string | null
  /** Telephone number. */
  Phone?: string | null
  /** State. */
  Status?: string
  /** Where the lead came from. */
  LeadSource?: string | null
  /** Rating. */
  Rating?: string | null
  /** Whether it became an account and contact. */
  IsConverted?: boolean
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Opportunity. Which fields are answered depends on the query. */
export interface Opportunity {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  Name?: string
  /** Account. */
  AccountId?: string | null
  /** Stage. */
  StageName?: string
  /** Amount. */
  Amount?: number | null
  /** Day it should close. */
  CloseDate?: string
  /** Probability in percent. */
  Probability?: number | null
  /** Whether it is closed. */
  IsClosed?: boolean
  /** Whether it was won. */
  IsWon?: boolean
  /** Kind. */
  Type?: string | null
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Task. Which fields are answered depends on the query. */
export interface Task {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** What is to be done. */
  Subject?: string | null
  /** State. */
  Status?: string
  /** Priority. */
  Priority?: string
  /** Day it is due. */
  ActivityDate?: string | null
  /** Contact or lead it is about. */
  WhoId?: string | null
  /** Other record it is about. */
  WhatId?: string | null
  /** Whether it is done. */
  IsClosed?: boolean
  /** Who does it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Event. Which fields are answered depends on the query. */
export interface Event {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** What it is. */
  Subject?: string | null
  /** When it begins. */
  StartDateTime?: string | null
  /** When it ends. */
  EndDateTime?: string | null
  /** Where it is. */
  Location?: string | null
  /** Contact or lead it is with. */
  WhoId?: string | null
  /** Other record it is about. */
  WhatId?: string | null
  /** Whose it is. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Campaign. Which fields are answered depends on the query. */
export interface Campaign {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  Name?: string
  /** Kind. */
  Type?: string | null
  /** State. */
  Status?: string | null
  /** Day it begins. */
  StartDate?: string | null
  /** Day it ends. */
  EndDate?: string | null
  /** Whether it is under way. */
  IsActive?: boolean
  /** Number of leads. */
  NumberOfLeads?: number
  /** Number of contacts. */
  NumberOfContacts?: number
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Case. Which fields are answered depends on the query. */
export interface Case {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Number. */
  CaseNumber?: string
  /** Title. */
  Subject?: string | null
  /** State. */
  Status?: string
  /** Priority. */
  Priority?: string | null
  /** How it came in. */
  Origin?: string | null
  /** Whether it is closed. */
  IsClosed?: boolean
  /** Account. */
  AccountId?: string | null
  /** Contact. */
  ContactId?: string | null
  /** Who works on it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Note. Which fields are answered depends on the query. */
export interface Note {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Title. */
  Title?: string
  /** Text. */
  Body?: string | null
  /** Record it belongs to. */
  ParentId?: string
  /** Whether only its owner sees it. */
  IsPrivate?: boolean
  /** Who owns it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Content version. Which fields are answered depends on the query. */
export interface ContentVersion {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Title. */
  Title?: string
  /** File it is a version of. */
  ContentDocumentId?: string
  /** Number of the version. */
  VersionNumber?: string | null
  /** Ending of the name. */
  FileExtension?: string | null
  /** Kind. */
  FileType?: string
  /** Size in bytes. */
  ContentSize?: number | null
  /** Whether it is the latest version. */
  IsLatest?: boolean
  /** Who owns it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Attachment. Which fields are answered depends on the query. */
export interface Attachment {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  Name?: string
  /** Kind. */
  ContentType?: string | null
  /** Size in bytes. */
  BodyLength?: number
  /** Record it belongs to. */
  ParentId?: string
  /** What it is. */
  Description?: string | null
  /** Whether only its owner sees it. */
  IsPrivate?: boolean
  /** Who owns it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** A report. Lists have name and addresses only. */
export interface Report {
  /** Id. Goes into `id`. */
  id?: string
  /** Name. */
  name?: string
  /** Its address in the API. */
  url?: string
  /** Where its columns are described. */
  describeUrl?: string
  /** Where its past runs are. */
  instancesUrl?: string
  /** What it is. Only in get. */
  attributes?: Record<string, unknown>
  /** Columns, filters and groups. Only in get. */
  reportMetadata?: Record<string, unknown>
  /** Names and kinds of columns. Only in get. */
  reportExtendedMetadata?: Record<string, unknown>
  /** Values by group. Only in get. */
  factMap?: Record<string, unknown>
  /** Groups of rows. Only in get. */
  groupingsDown?: Record<string, unknown>
  /** Groups of columns. Only in get. */
  groupingsAcross?: Record<string, unknown>
  /** Whether rows are in it. Only in get. */
  hasDetailRows?: boolean
  /** Whether it is all there is. Only in get. */
  allData?: boolean
}

/** User. Which fields are answered depends on the query. */
export interface User {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Whole name. */
  Name?: string
  /** Name to log in by. */
  Username?: string
  /** Address. */
  Email?: string
  /** Whether the account is active. */
  IsActive?: boolean
  /** What the person does. */
  Title?: string | null
  /** Department. */
  Department?: string | null
  /** Profile. */
  ProfileId?: string | null
  /** Role. */
  UserRoleId?: string | null
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Stage of opportunities. Which fields are answered depends on the query. */
export interface OpportunityStage {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  MasterLabel?: string
  /** Name in the API. */
  ApiName?: string | null
  /** Whether it is used. */
  IsActive?: boolean
  /** Whether opportunities are closed by it. */
  IsClosed?: boolean
  /** Whether they are won by it. */
  IsWon?: boolean
  /** Its place. */
  SortOrder?: number | null
  /** Probability in percent. */
  DefaultProbability?: number | null
  /** Category of forecasts. */
  ForecastCategoryName?: string
  /** What it means. */
  Description?: string | null
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** A record of any object, with the fields that the query names. */
export interface Query {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id, if the query names it. */
  Id?: string
}
