// Made by `npm run generate` from packages/catalog/incident-io; do not edit.

/**
 * Reads incidents, alerts, escalations, schedules, follow-ups and the catalog of incident.io, declares
 * incidents and changes them.
 */
export interface IncidentIo {
  incidents: {
    /** Get one incident. Use it when the id of the incident is known. The number of INC-123 does as well. */
    get: {
      params: {
        /** Id of the incident. */
        id: string
      }
      record: Incident
    }
    /** List incidents. Use it to go through incidents, narrowed by its filters. */
    list: {
      params: {
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `after` of the page before. */
        after?: string
        /** Only incidents of these statuses, by id. */
        "status[one_of]"?: string[]
        /** Only incidents of these categories of status. */
        "status_category[one_of]"?: ("triage" | "declined" | "merged" | "canceled" | "live" | "learning" | "closed" | "paused")[]
        /** Only incidents of these severities, by id. */
        "severity[one_of]"?: string[]
        /** Only incidents created at or after this day. */
        "created_at[gte]"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Incident
    }
    /**
     * Declare an incident. Use it to declare an incident, which notifies people. The same
     * `idempotency_key` declares it once.
     */
    create: {
      params: {
        /** Text of your own that belongs to this incident alone. */
        idempotency_key: string
        /** Who may see it. */
        visibility: "public" | "private"
        /** Name. */
        name?: string
        /** Summary. */
        summary?: string
        /** Id of the severity. */
        severity_id?: string
        /** Id of the kind of incident. */
        incident_type_id?: string
        /** Id of the status. */
        incident_status_id?: string
        /** Whether it is real. Default: standard. */
        mode?: "standard" | "retrospective" | "test" | "tutorial"
        /** Custom fields. */
        custom_field_entries?: Record<string, unknown>[]
        /** Who has which role. */
        incident_role_assignments?: Record<string, unknown>[]
      }
      record: Incident
    }
    /**
     * Change an incident. Use it to change name, summary, severity, status or roles. Fields that are left
     * out keep their values.
     */
    update: {
      params: {
        /** Id of the incident. */
        id: string
        /**
         * Fields to change: `name`, `summary`, `severity_id`, `incident_status_id`, `custom_field_entries`,
         * `incident_role_assignments`.
         */
        incident: Record<string, unknown>
        /** Whether the channel of the incident is told. */
        notify_incident_channel: boolean
      }
      record: Incident
    }
  }
  alerts: {
    /** Get one alert. Use it when the id of the alert is known. */
    get: {
      params: {
        /** Id of the alert. */
        id: string
      }
      record: Alert
    }
    /** List alerts. Use it to go through alerts, narrowed by its filters. */
    list: {
      params: {
        /** How many records a page has, at most 50. Default: 25. */
        page_size?: number
        /** `after` of the page before. */
        after?: string
        /** Only alerts of this status. */
        "status[one_of]"?: ("firing" | "resolved")[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Alert
    }
  }
  escalations: {
    /** Get one escalation. Use it when the id of the escalation is known. */
    get: {
      params: {
        /** Id of the escalation. */
        id: string
      }
      record: Escalation
    }
    /** List escalations. Use it to go through escalations. */
    list: {
      params: {
        /** How many records a page has, at most 50. Default: 25. */
        page_size?: number
        /** `after` of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Escalation
    }
  }
  users: {
    /** Get one user. Use it when the id of the user is known. */
    get: {
      params: {
        /** Id of the user. */
        id: string
      }
      record: User
    }
    /** List users. Use it to go through users, narrowed by its filters. */
    list: {
      params: {
        /** How many records a page has, at most 10000. Default: 25. */
        page_size?: number
        /** `after` of the page before. */
        after?: string
        /** Only the person with this email address. */
        email?: string
        /** Only the person with this id in Slack. */
        slack_user_id?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: User
    }
  }
  incident_updates: {
    /** List incident updates. Use it to go through incident updates, narrowed by its filters. */
    list: {
      params: {
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `after` of the page before. */
        after?: string
        /** Only updates of this incident. */
        incident_id?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: IncidentUpdate
    }
  }
  incident_roles: {
    /** Get one incident role. Use it when the id of the incident role is known. */
    get: {
      params: {
        /** Id of the incident role. */
        id: string
      }
      record: IncidentRole
    }
    /** List incident roles. Use it to go through incident roles. */
    list: {
      params: Record<string, never>
      record: IncidentRole
    }
  }
  incident_statuses: {
    /** Get one incident status. Use it when the id of the incident status is known. */
    get: {
      params: {
        /** Id of the incident status. */
        id: string
      }
      record: IncidentStatuse
    }
    /** List incident statuses. Use it to go through incident statuses. */
    list: {
      params: Record<string, never>
      record: IncidentStatuse
    }
  }
  incident_timestamps: {
    /** Get one incident timestamp. Use it when the id of the incident timestamp is known. */
    get: {
      params: {
        /** Id of the incident timestamp. */
        id: string
      }
      record: IncidentTimestamp
    }
    /** List incident timestamps. Use it to go through incident timestamps. */
    list: {
      params: Record<string, never>
      record: IncidentTimestamp
    }
  }
  severities: {
    /** Get one severity. Use it when the id of the severity is known. */
    get: {
      params: {
        /** Id of the severity. */
        id: string
      }
      record: Severity
    }
    /** List severities. Use it to go through severities. */
    list: {
      params: Record<string, never>
      record: Severity
    }
  }
  custom_fields: {
    /** Get one custom field. Use it when the id of the custom field is known. */
    get: {
      params: {
        /** Id of the custom field. */
        id: string
      }
      record: CustomField
    }
    /** List custom fields. Use it to go through custom fields. */
    list: {
      params: Record<string, never>
      record: CustomField
    }
  }
  catalog_types: {
    /** Get one catalog type. Use it when the id of the catalog type is known. */
    get: {
      params: {
        /** Id of the catalog type. */
        id: string
      }
      record: CatalogType
    }
    /** List catalog types. Use it to go through catalog types. */
    list: {
      params: Record<string, never>
      record: CatalogType
    }
  }
  schedules: {
    /** Get one schedule. Use it when the id of the schedule is known. */
    get: {
      params: {
        /** Id of the schedule. */
        id: string
      }
      record: Schedule
    }
    /** List schedules. Use it to go through schedules. */
    list: {
      params: {
        /** How many records a page has, at most 50. Default: 25. */
        page_size?: number
        /** `after` of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Schedule
    }
  }
  follow_ups: {
    /** Get one follow-up. Use it when the id of the follow-up is known. */
    get: {
      params: {
        /** Id of the follow-up. */
        id: string
      }
      record: FollowUp
    }
    /** List follow-ups. Use it to go through follow-ups, narrowed by its filters. */
    list: {
      params: {
        /** Only follow-ups of this incident. */
        incident_id?: string
      }
      record: FollowUp
    }
  }
  catalog_entries: {
    /** List entries of the catalog. Use it to find entries of one type; catalog_types list has the types. */
    list: {
      params: {
        /** Id of the type. */
        catalog_type_id: string
        /** Only the entry with this id, external id or alias. */
        identifier?: string
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `after` of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: CatalogEntry
    }
  }
  viewer: {
    /** Get the API key. Use it to see which API key the connector uses and what it may do. */
    get: {
      params: Record<string, never>
      record: Viewer
    }
  }
}

/** Incidents with status, severity and roles. */
export interface Incident {
  /** Id of the incident. */
  id?: string
  /** Number as people say it, such as INC-123. */
  reference?: string
  /** Name. */
  name?: string
  /** Summary. */
  summary?: string
  /** Whether it is real, a test, a tutorial or was entered afterwards. */
  mode?: string
  /** Whether it is public or private. */
  visibility?: string
  /** Status. */
  incident_status?: Record<string, unknown>
  /** Severity. */
  severity?: Record<string, unknown>
  /** Kind of incident. */
  incident_type?: Record<string, unknown>
  /** Who has which role. */
  incident_role_assignments?: Record<string, unknown>[]
  /** Moments of the incident. */
  incident_timestamp_values?: Record<string, unknown>[]
  /** Custom fields. */
  custom_field_entries?: Record<string, unknown>[]
  /** Page of the incident. */
  permalink?: string
  /** Channel in Slack. */
  slack_channel_id?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Alerts from monitoring. */
export interface Alert {
  /** Id of the alert. */
  id?: string
  /** Title. */
  title?: string
  /** Description. */
  description?: string
  /** Whether it is firing or resolved. */
  status?: string
  /** Id of the source. */
  alert_source_id?: string
  /** Key of the source. */
  deduplication_key?: string
  /** Page of the source. */
  source_url?: string
  /** Attributes. */
  attributes?: Record<string, unknown>[]
  /** When it was resolved. */
  resolved_at?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Escalations to people on call. */
export interface Escalation {
  /** Id of the escalation. */
  id?: string
  /** Title. */
  title?: string
  /** Whether it is pending, acked, resolved or expired. */
  status?: string
  /** Priority. */
  priority?: Record<string, unknown>
  /** Id of the escalation path. */
  escalation_path_id?: string
  /** What happened. */
  events?: Record<string, unknown>[]
  /** Incidents that it is about. */
  related_incidents?: Record<string, unknown>[]
  /** Alerts that it is about. */
  related_alerts?: Record<string, unknown>[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** People of the organization. */
export interface User {
  /** Id of the user. */
  id?: string
  /** Name. */
  name?: string
  /** Email address. */
  email?: string
  /** Id in Slack. */
  slack_user_id?: string
  /** Role. */
  base_role?: Record<string, unknown>
  /** Further roles. */
  custom_roles?: Record<string, unknown>[]
}

/** Updates that were posted on incidents. */
export interface IncidentUpdate {
  /** Id of the update. */
  id?: string
  /** Id of the incident. */
  incident_id?: string
  /** Text. */
  message?: string
  /** Status after it. */
  new_incident_status?: Record<string, unknown>
  /** Severity after it. */
  new_severity?: Record<string, unknown>
  /** Who posted it. */
  updater?: Record<string, unknown>
  /** When it was posted. */
  created_at?: string
}

/** Roles in incidents. */
export interface IncidentRole {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** What the role has to do. */
  instructions?: string
  /** Kind of role. */
  role_type?: string
  /** Whether each incident needs it. */
  required?: boolean
  /** Short name. */
  shortform?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Statuses of incidents. */
export interface IncidentStatuse {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** Category. */
  category?: string
  /** Place in the order. */
  rank?: number
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Moments that are noted of incidents. */
export interface IncidentTimestamp {
  /** Id of the moment. */
  id?: string
  /** Name. */
  name?: string
  /** Place in the order. */
  rank?: number
}

/** Severities of incidents. */
export interface Severity {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** Place in the order; higher is worse. */
  rank?: number
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Custom fields of incidents. */
export interface CustomField {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** Kind of value. */
  field_type?: string
  /** Id of the catalog type of its values. */
  catalog_type_id?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Types of the catalog, such as services and teams. */
export interface CatalogType {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** Name in expressions. */
  type_name?: string
  /** Attributes. */
  schema?: Record<string, unknown>
  /** About how many entries there are. */
  estimated_count?: number
  /** Whether it can be changed. */
  is_editable?: boolean
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** On-call schedules. */
export interface Schedule {
  /** Id of the schedule. */
  id?: string
  /** Name. */
  name?: string
  /** Time zone. */
  timezone?: string
  /** Rotations. */
  config?: Record<string, unknown>
  /** Who is on call now. */
  current_shifts?: Record<string, unknown>[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Follow-ups of incidents. */
export interface FollowUp {
  /** Id of the follow-up. */
  id?: string
  /** Id of the incident. */
  incident_id?: string
  /** Title. */
  title?: string
  /** Description. */
  description?: string
  /** Whether it is outstanding, completed, deleted or not doing. */
  status?: string
  /** Who does it. */
  assignee?: Record<string, unknown>
  /** Priority. */
  priority?: Record<string, unknown>
  /** When it was done. */
  completed_at?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Entries of the catalog. */
export interface CatalogEntry {
  /** Id of the entry. */
  id?: string
  /** Name. */
  name?: string
  /** Id of the type. */
  catalog_type_id?: string
  /** Id elsewhere. */
  external_id?: string
  /** Other names. */
  aliases?: string[]
  /** Attributes. */
  attribute_values?: Record<string, unknown>
  /** Place in the order. */
  rank?: number
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The API key of the connector. */
export interface Viewer {
  /** Name of the key. */
  name?: string
  /** What the key may do. */
  roles?: string[]
  /** Address of the dashboard. */
  dashboard_url?: string
}
