// Made by `npm run generate` from packages/catalog/hubspot; do not edit.

/**
 * Reads and searches contacts, companies, deals, tickets and custom objects of a HubSpot account, over
 * version 3 of its CRM API. This connector only reads.
 */
export interface Hubspot {
  account: {
    /** Get the account. Use it to learn which HubSpot account calls reach, with its currency and time zone. */
    get: {
      params: Record<string, never>
      record: Account
    }
  }
  contacts: {
    /**
     * Get one contact. Use it when the id is known, or with `idProperty` another unique value, and you
     * need properties or what belongs to the contact.
     */
    get: {
      params: {
        /** Id of the contact, or the value of `idProperty`. */
        contactId: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Name of a property with unique values that the id is of, instead of HubSpot's own id. */
        idProperty?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
      }
      record: Contact
    }
    /**
     * List contacts. Use it to go through all contacts, in no order that tells anything. To find some by
     * their properties, use api_search. Name the `properties` you need.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100, or 50 with history; 10 when left out. Default: 10. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Contact
    }
    /**
     * Search contacts. Use it to find contacts by their properties or by words. Filters within a group
     * must all hold, of the groups one. What was written a moment ago may be missing, and a search ends at
     * 10,000 records. For one known id use get.
     */
    api_search: {
      params: {
        /** Up to five groups, of which one must hold. */
        filterGroups?: {
          filters: {
            /** Internal name of the property. */
            propertyName: string
            /** How to compare. */
            operator: "EQ" | "NEQ" | "LT" | "LTE" | "GT" | "GTE" | "BETWEEN" | "IN" | "NOT_IN" | "HAS_PROPERTY" | "NOT_HAS_PROPERTY" | "CONTAINS_TOKEN" | "NOT_CONTAINS_TOKEN"
            /** What to compare with, as text. Moments are milliseconds since 1970. */
            value?: string
            /** Upper end, for BETWEEN. */
            highValue?: string
            /** For IN and NOT_IN, in lower case. */
            values?: string[]
          }[]
        }[]
        /** Internal names of properties to answer; HubSpot chooses a few when left out. */
        properties?: string[]
        /** How many records a page holds, at most 200; 10 when left out. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** One property to sort by. */
        sorts?: {
          /** Internal name of the property. */
          propertyName: string
          /** Direction. */
          direction?: "ASCENDING" | "DESCENDING"
        }[]
        /** Words that default properties must contain. */
        query?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Contact
    }
  }
  companies: {
    /**
     * Get one company. Use it when the id is known, or with `idProperty` another unique value, and you
     * need properties or what belongs to the company.
     */
    get: {
      params: {
        /** Id of the company, or the value of `idProperty`. */
        companyId: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Name of a property with unique values that the id is of, instead of HubSpot's own id. */
        idProperty?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
      }
      record: Company
    }
    /**
     * List companies. Use it to go through all companies, in no order that tells anything. To find some by
     * their properties, use api_search. Name the `properties` you need.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100, or 50 with history; 10 when left out. Default: 10. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Company
    }
    /**
     * Search companies. Use it to find companies by their properties or by words. Filters within a group
     * must all hold, of the groups one. What was written a moment ago may be missing, and a search ends at
     * 10,000 records. For one known id use get.
     */
    api_search: {
      params: {
        /** Up to five groups, of which one must hold. */
        filterGroups?: {
          filters: {
            /** Internal name of the property. */
            propertyName: string
            /** How to compare. */
            operator: "EQ" | "NEQ" | "LT" | "LTE" | "GT" | "GTE" | "BETWEEN" | "IN" | "NOT_IN" | "HAS_PROPERTY" | "NOT_HAS_PROPERTY" | "CONTAINS_TOKEN" | "NOT_CONTAINS_TOKEN"
            /** What to compare with, as text. Moments are milliseconds since 1970. */
            value?: string
            /** Upper end, for BETWEEN. */
            highValue?: string
            /** For IN and NOT_IN, in lower case. */
            values?: string[]
          }[]
        }[]
        /** Internal names of properties to answer; HubSpot chooses a few when left out. */
        properties?: string[]
        /** How many records a page holds, at most 200; 10 when left out. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** One property to sort by. */
        sorts?: {
          /** Internal name of the property. */
          propertyName: string
          /** Direction. */
          direction?: "ASCENDING" | "DESCENDING"
        }[]
        /** Words that default properties must contain. */
        query?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Company
    }
  }
  deals: {
    /**
     * Get one deal. Use it when the id is known, or with `idProperty` another unique value, and you need
     * properties or what belongs to the deal.
     */
    get: {
      params: {
        /** Id of the deal, or the value of `idProperty`. */
        dealId: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Name of a property with unique values that the id is of, instead of HubSpot's own id. */
        idProperty?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
      }
      record: Deal
    }
    /**
     * List deals. Use it to go through all deals, in no order that tells anything. To find some by their
     * properties, use api_search. Name the `properties` you need.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100, or 50 with history; 10 when left out. Default: 10. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Deal
    }
    /**
     * Search deals. Use it to find deals by their properties or by words. Filters within a group must all
     * hold, of the groups one. What was written a moment ago may be missing, and a search ends at 10,000
     * records. For one known id use get.
     */
    api_search: {
      params: {
        /** Up to five groups, of which one must hold. */
        filterGroups?: {
          filters: {
            /** Internal name of the property. */
            propertyName: string
            /** How to compare. */
            operator: "EQ" | "NEQ" | "LT" | "LTE" | "GT" | "GTE" | "BETWEEN" | "IN" | "NOT_IN" | "HAS_PROPERTY" | "NOT_HAS_PROPERTY" | "CONTAINS_TOKEN" | "NOT_CONTAINS_TOKEN"
            /** What to compare with, as text. Moments are milliseconds since 1970. */
            value?: string
            /** Upper end, for BETWEEN. */
            highValue?: string
            /** For IN and NOT_IN, in lower case. */
            values?: string[]
          }[]
        }[]
        /** Internal names of properties to answer; HubSpot chooses a few when left out. */
        properties?: string[]
        /** How many records a page holds, at most 200; 10 when left out. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** One property to sort by. */
        sorts?: {
          /** Internal name of the property. */
          propertyName: string
          /** Direction. */
          direction?: "ASCENDING" | "DESCENDING"
        }[]
        /** Words that default properties must contain. */
        query?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Deal
    }
  }
  tickets: {
    /**
     * Get one ticket. Use it when the id is known, or with `idProperty` another unique value, and you need
     * properties or what belongs to the ticket.
     */
    get: {
      params: {
        /** Id of the ticket, or the value of `idProperty`. */
        ticketId: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Name of a property with unique values that the id is of, instead of HubSpot's own id. */
        idProperty?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
      }
      record: Ticket
    }
    /**
     * List tickets. Use it to go through all tickets, in no order that tells anything. To find some by
     * their properties, use api_search. Name the `properties` you need.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100, or 50 with history; 10 when left out. Default: 10. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Ticket
    }
    /**
     * Search tickets. Use it to find tickets by their properties or by words. Filters within a group must
     * all hold, of the groups one. What was written a moment ago may be missing, and a search ends at
     * 10,000 records. For one known id use get.
     */
    api_search: {
      params: {
        /** Up to five groups, of which one must hold. */
        filterGroups?: {
          filters: {
            /** Internal name of the property. */
            propertyName: string
            /** How to compare. */
            operator: "EQ" | "NEQ" | "LT" | "LTE" | "GT" | "GTE" | "BETWEEN" | "IN" | "NOT_IN" | "HAS_PROPERTY" | "NOT_HAS_PROPERTY" | "CONTAINS_TOKEN" | "NOT_CONTAINS_TOKEN"
            /** What to compare with, as text. Moments are milliseconds since 1970. */
            value?: string
            /** Upper end, for BETWEEN. */
            highValue?: string
            /** For IN and NOT_IN, in lower case. */
            values?: string[]
          }[]
        }[]
        /** Internal names of properties to answer; HubSpot chooses a few when left out. */
        properties?: string[]
        /** How many records a page holds, at most 200; 10 when left out. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** One property to sort by. */
        sorts?: {
          /** Internal name of the property. */
          propertyName: string
          /** Direction. */
          direction?: "ASCENDING" | "DESCENDING"
        }[]
        /** Words that default properties must contain. */
        query?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Ticket
    }
  }
  schemas: {
    /**
     * Get the definition of one custom object. Use it when the type is known and you need its properties
     * and what can belong to its records.
     */
    get: {
      params: {
        /** Type id, or the complete internal name. */
        objectType: string
      }
      record: Schema
    }
    /**
     * List definitions of custom objects. Use it to learn which custom objects the account has and which
     * properties their records have. Contacts, companies, deals and tickets are not among them.
     */
    list: {
      params: {
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
      }
      record: Schema
    }
  }
  objects: {
    /**
     * Get one record of an object. Use it when type and id are known and you need properties of a record
     * of a custom object.
     */
    get: {
      params: {
        /** Type id or complete internal name of the object; `contacts` and the like work as well. */
        objectType: string
        /** Id of the record, or the value of `idProperty`. */
        objectId: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Name of a property with unique values that the id is of, instead of HubSpot's own id. */
        idProperty?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
      }
      record: Object
    }
    /**
     * List records of an object. Use it to go through the records of a custom object, by its type from
     * schemas list. Name the `properties` you need. Contacts, companies, deals and tickets have entities
     * of their own.
     */
    list: {
      params: {
        /** Type id or complete internal name of the object; `contacts` and the like work as well. */
        objectType: string
        /** How many records a page holds, at most 100, or 50 with history; 10 when left out. Default: 10. */
        limit?: number
        /** `next_cursor` of the page before. Left out for the first page. */
        after?: string
        /** Internal names of properties to answer, with commas between; HubSpot chooses a few when left out. */
        properties?: string
        /** Whether to give deleted records instead of the others. Default: false. */
        archived?: boolean
        /** Kinds of records whose ids are answered along, with commas between. */
        associations?: string
        /** Properties to answer with their earlier values, with commas between. */
        propertiesWithHistory?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Object
    }
  }
}

/** The HubSpot account. */
export interface Account {
  /** Number of the account (Hub ID). */
  portalId?: number
  /** `STANDARD`, `APP_DEVELOPER`, `DEVELOPER_TEST`, `SANDBOX`. */
  accountType?: string
  /** Time zone. */
  timeZone?: string
  /** Distance from UTC. */
  utcOffset?: string
  /** Distance from UTC in milliseconds. */
  utcOffsetMilliseconds?: number
  /** Currency. */
  companyCurrency?: string
  /** Further currencies. */
  additionalCurrencies?: string[]
  /** Region of the data: `na1`, `eu1` and others. */
  dataHostingLocation?: string
  /** Host of its pages. */
  uiDomain?: string
}

/** A contact of the CRM. */
export interface Contact {
  /** Id. Goes into `contactId`. */
  id?: string
  /** Values by internal name, all of them texts. */
  properties?: Record<string, unknown>
  /** Earlier values by internal name, if they were asked for. */
  propertiesWithHistory?: Record<string, unknown>
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** Whether it was deleted. */
  archived?: boolean
  /** When it was deleted. */
  archivedAt?: string
  /** Ids of records that belong to it, if they were asked for. */
  associations?: Record<string, unknown>
}

/** A company of the CRM. */
export interface Company {
  /** Id. Goes into `companyId`. */
  id?: string
  /** Values by internal name, all of them texts. */
  properties?: Record<string, unknown>
  /** Earlier values by internal name, if they were asked for. */
  propertiesWithHistory?: Record<string, unknown>
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** Whether it was deleted. */
  archived?: boolean
  /** When it was deleted. */
  archivedAt?: string
  /** Ids of records that belong to it, if they were asked for. */
  associations?: Record<string, unknown>
}

/** A deal of the CRM. */
export interface Deal {
  /** Id. Goes into `dealId`. */
  id?: string
  /** Values by internal name, all of them texts. */
  properties?: Record<string, unknown>
  /** Earlier values by internal name, if they were asked for. */
  propertiesWithHistory?: Record<string, unknown>
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** Whether it was deleted. */
  archived?: boolean
  /** When it was deleted. */
  archivedAt?: string
  /** Ids of records that belong to it, if they were asked for. */
  associations?: Record<string, unknown>
}

/** A ticket of the CRM. */
export interface Ticket {
  /** Id. Goes into `ticketId`. */
  id?: string
  /** Values by internal name, all of them texts. */
  properties?: Record<string, unknown>
  /** Earlier values by internal name, if they were asked for. */
  propertiesWithHistory?: Record<string, unknown>
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** Whether it was deleted. */
  archived?: boolean
  /** When it was deleted. */
  archivedAt?: string
  /** Ids of records that belong to it, if they were asked for. */
  associations?: Record<string, unknown>
}

/** The definition of a custom object. */
export interface Schema {
  /** Id. */
  id?: string
  /** Type, such as `2-3453932`. Goes into `objectType`. */
  objectTypeId?: string
  /** Internal name. Works as `objectType` with `p_` and the account's number before it. */
  name?: string
  /** The same, complete. Goes into `objectType`. */
  fullyQualifiedName?: string
  labels?: Label
  /** What it is for. */
  description?: string
  /** Property that names a record. */
  primaryDisplayProperty?: string
  /** Properties shown along. */
  secondaryDisplayProperties?: string[]
  /** Properties that a record must have. */
  requiredProperties?: string[]
  /** Properties that words are searched in. */
  searchableProperties?: string[]
  /** Properties: `name`, `label`, `type` and more. */
  properties?: Record<string, unknown>[]
  /** Kinds of records that can belong to it. */
  associations?: Record<string, unknown>[]
  /** Whether it was deleted. */
  archived?: boolean
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
}

/** A record of any object, custom ones included. */
export interface Object {
  /** Id. Goes into `objectId`. */
  id?: string
  /** Values by internal name, all of them texts. */
  properties?: Record<string, unknown>
  /** Earlier values by internal name, if they were asked for. */
  propertiesWithHistory?: Record<string, unknown>
  /** When it was made. */
  createdAt?: string
  /** When it last changed. */
  updatedAt?: string
  /** Whether it was deleted. */
  archived?: boolean
  /** When it was deleted. */
  archivedAt?: string
  /** Ids of records that belong to it, if they were asked for. */
  associations?: Record<string, unknown>
}

export interface Label {
  /** What one is called. */
  singular?: string
  /** What several are called. */
  plural?: string
}
