// Made by `npm run generate` from packages/catalog/zoho-crm; do not edit.

/**
 * Reads, searches, creates, changes and deletes leads, contacts, accounts, deals, activities,
 * products, quotes and invoices of Zoho CRM.
 */
export interface ZohoCrm {
  leads: {
    /** Get one lead. Use it when the id is known and you need all fields of the lead. */
    get: {
      params: {
        /** Id of the lead. */
        id: string
      }
      record: Lead
    }
    /**
     * List leads. Use it to go through leads, ordered by time. To find one by name, address or field
     * value, use leads api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Lead
    }
    /**
     * Create leads. Use it to create up to 100 leads. The outcome of the first record comes back; read the
     * others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /** Change a lead. Use it to change fields of one lead. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the lead. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete a lead. Use it only when asked to: the lead goes to the recycle bin, from which it is removed
     * after 60 days.
     */
    delete: {
      params: {
        /** Id of the lead. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search leads. Use it to find leads by criteria, email address, phone number or word. Give one of the
     * four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Lead
    }
  }
  contacts: {
    /** Get one contact. Use it when the id is known and you need all fields of the contact. */
    get: {
      params: {
        /** Id of the contact. */
        id: string
      }
      record: Contact
    }
    /**
     * List contacts. Use it to go through contacts, ordered by time. To find one by name, address or field
     * value, use contacts api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Contact
    }
    /**
     * Create contacts. Use it to create up to 100 contacts. The outcome of the first record comes back;
     * read the others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Change a contact. Use it to change fields of one contact. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the contact. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete a contact. Use it only when asked to: the contact goes to the recycle bin, from which it is
     * removed after 60 days.
     */
    delete: {
      params: {
        /** Id of the contact. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search contacts. Use it to find contacts by criteria, email address, phone number or word. Give one
     * of the four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Contact
    }
  }
  accounts: {
    /** Get one account. Use it when the id is known and you need all fields of the account. */
    get: {
      params: {
        /** Id of the account. */
        id: string
      }
      record: Account
    }
    /**
     * List accounts. Use it to go through accounts, ordered by time. To find one by name, address or field
     * value, use accounts api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Account
    }
    /**
     * Create accounts. Use it to create up to 100 accounts. The outcome of the first record comes back;
     * read the others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Change an account. Use it to change fields of one account. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the account. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete an account. Use it only when asked to: the account goes to the recycle bin, from which it is
     * removed after 60 days.
     */
    delete: {
      params: {
        /** Id of the account. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search accounts. Use it to find accounts by criteria, email address, phone number or word. Give one
     * of the four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Account
    }
  }
  deals: {
    /** Get one deal. Use it when the id is known and you need all fields of the deal. */
    get: {
      params: {
        /** Id of the deal. */
        id: string
      }
      record: Deal
    }
    /**
     * List deals. Use it to go through deals, ordered by time. To find one by name, address or field
     * value, use deals api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Deal
    }
    /**
     * Create deals. Use it to create up to 100 deals. The outcome of the first record comes back; read the
     * others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /** Change a deal. Use it to change fields of one deal. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the deal. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete a deal. Use it only when asked to: the deal goes to the recycle bin, from which it is removed
     * after 60 days.
     */
    delete: {
      params: {
        /** Id of the deal. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search deals. Use it to find deals by criteria, email address, phone number or word. Give one of the
     * four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Deal
    }
  }
  campaigns: {
    /** Get one campaign. Use it when the id is known and you need all fields of the campaign. */
    get: {
      params: {
        /** Id of the campaign. */
        id: string
      }
      record: Campaign
    }
    /**
     * List campaigns. Use it to go through campaigns, ordered by time. To find one by name, address or
     * field value, use campaigns api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Campaign
    }
    /**
     * Create campaigns. Use it to create up to 100 campaigns. The outcome of the first record comes back;
     * read the others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Change a campaign. Use it to change fields of one campaign. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the campaign. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete a campaign. Use it only when asked to: the campaign goes to the recycle bin, from which it is
     * removed after 60 days.
     */
    delete: {
      params: {
        /** Id of the campaign. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search campaigns. Use it to find campaigns by criteria, email address, phone number or word. Give
     * one of the four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Campaign
    }
  }
  tasks: {
    /** Get one task. Use it when the id is known and you need all fields of the task. */
    get: {
      params: {
        /** Id of the task. */
        id: string
      }
      record: Task
    }
    /**
     * List tasks. Use it to go through tasks, ordered by time. To find one by name, address or field
     * value, use tasks api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Task
    }
    /**
     * Create tasks. Use it to create up to 100 tasks. The outcome of the first record comes back; read the
     * others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /** Change a task. Use it to change fields of one task. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the task. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete a task. Use it only when asked to: the task goes to the recycle bin, from which it is removed
     * after 60 days.
     */
    delete: {
      params: {
        /** Id of the task. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search tasks. Use it to find tasks by criteria, email address, phone number or word. Give one of the
     * four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Task
    }
  }
  events: {
    /** Get one event. Use it when the id is known and you need all fields of the event. */
    get: {
      params: {
        /** Id of the event. */
        id: string
      }
      record: Event
    }
    /**
     * List events. Use it to go through events, ordered by time. To find one by name, address or field
     * value, use events api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Event
    }
    /**
     * Create events. Use it to create up to 100 events. The outcome of the first record comes back; read
     * the others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /** Change an event. Use it to change fields of one event. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the event. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete an event. Use it only when asked to: the event goes to the recycle bin, from which it is
     * removed after 60 days.
     */
    delete: {
      params: {
        /** Id of the event. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search events. Use it to find events by criteria, email address, phone number or word. Give one of
     * the four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Event
    }
  }
  calls: {
    /** Get one call. Use it when the id is known and you need all fields of the call. */
    get: {
      params: {
        /** Id of the call. */
        id: string
      }
      record: Call
    }
    /**
     * List calls. Use it to go through calls, ordered by time. To find one by name, address or field
     * value, use calls api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Call
    }
    /**
     * Create calls. Use it to create up to 100 calls. The outcome of the first record comes back; read the
     * others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /** Change a call. Use it to change fields of one call. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the call. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete a call. Use it only when asked to: the call goes to the recycle bin, from which it is removed
     * after 60 days.
     */
    delete: {
      params: {
        /** Id of the call. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search calls. Use it to find calls by criteria, email address, phone number or word. Give one of the
     * four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Call
    }
  }
  products: {
    /** Get one product. Use it when the id is known and you need all fields of the product. */
    get: {
      params: {
        /** Id of the product. */
        id: string
      }
      record: Product
    }
    /**
     * List products. Use it to go through products, ordered by time. To find one by name, address or field
     * value, use products api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Product
    }
    /**
     * Create products. Use it to create up to 100 products. The outcome of the first record comes back;
     * read the others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Change a product. Use it to change fields of one product. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the product. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete a product. Use it only when asked to: the product goes to the recycle bin, from which it is
     * removed after 60 days.
     */
    delete: {
      params: {
        /** Id of the product. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search products. Use it to find products by criteria, email address, phone number or word. Give one
     * of the four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Product
    }
  }
  quotes: {
    /** Get one quote. Use it when the id is known and you need all fields of the quote. */
    get: {
      params: {
        /** Id of the quote. */
        id: string
      }
      record: Quote
    }
    /**
     * List quotes. Use it to go through quotes, ordered by time. To find one by name, address or field
     * value, use quotes api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Quote
    }
    /**
     * Create quotes. Use it to create up to 100 quotes. The outcome of the first record comes back; read
     * the others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /** Change a quote. Use it to change fields of one quote. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the quote. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete a quote. Use it only when asked to: the quote goes to the recycle bin, from which it is
     * removed after 60 days.
     */
    delete: {
      params: {
        /** Id of the quote. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search quotes. Use it to find quotes by criteria, email address, phone number or word. Give one of
     * the four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Quote
    }
  }
  invoices: {
    /** Get one invoice. Use it when the id is known and you need all fields of the invoice. */
    get: {
      params: {
        /** Id of the invoice. */
        id: string
      }
      record: Invoice
    }
    /**
     * List invoices. Use it to go through invoices, ordered by time. To find one by name, address or field
     * value, use invoices api_search.
     */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** `next_page_token` of the page before, where Zoho gives one: beyond 2,000 records. */
        page_token?: string
        /** Field to order by. */
        sort_by?: "id" | "Created_Time" | "Modified_Time"
        /** Order. */
        sort_order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Invoice
    }
    /**
     * Create invoices. Use it to create up to 100 invoices. The outcome of the first record comes back;
     * read the others by search. Repeating it creates them again.
     */
    create: {
      params: {
        /** Records to create, each with the fields by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Change an invoice. Use it to change fields of one invoice. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the invoice. */
        id: string
        /** One record with the fields to change, by their API names. */
        data: Record<string, unknown>[]
        /** Which automations run. Without it all of them do, with an empty list none. */
        trigger?: ("workflow" | "approval" | "blueprint")[]
      }
      record: Lead2
    }
    /**
     * Delete an invoice. Use it only when asked to: the invoice goes to the recycle bin, from which it is
     * removed after 60 days.
     */
    delete: {
      params: {
        /** Id of the invoice. */
        id: string
      }
      record: Lead2
    }
    /**
     * Search invoices. Use it to find invoices by criteria, email address, phone number or word. Give one
     * of the four. Records that just changed may be missing for a moment.
     */
    api_search: {
      params: {
        /**
         * Up to 10 conditions, `(field:equals:value)` or `(field:starts_with:value)`, joined by `and` and
         * `or`.
         */
        criteria?: string
        /** Email address in any of the email fields. */
        email?: string
        /** Phone number in any of the phone fields. */
        phone?: string
        /** Word in any field. */
        word?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: Invoice
    }
  }
  users: {
    /** Get one user. Use it when the id of a user is known. */
    get: {
      params: {
        /** Id of the user. */
        id: string
      }
      record: User
    }
    /** List users. Use it to find the id of a user, who may own records. */
    list: {
      params: {
        /** Which users. Default: AllUsers. */
        type?: "AllUsers" | "ActiveUsers" | "DeactiveUsers" | "ConfirmedUsers" | "NotConfirmedUsers" | "DeletedUsers" | "ActiveConfirmedUsers" | "AdminUsers" | "ActiveConfirmedAdmins"
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 200. Default: 200. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 200. */
        limit?: number
      }
      record: User
    }
  }
  viewer: {
    /** Get the user of the credentials. Use it to learn whose credentials these are. */
    get: {
      params: {
        /** Always the current user. Default: CurrentUser. */
        type?: "CurrentUser"
      }
      record: User
    }
  }
}

/** People who may become customers. */
export interface Lead {
  /** Id of the record. */
  id?: string
  /** Whole name. */
  Full_Name?: string
  /** Company of the lead. */
  Company?: string
  /** Email address. */
  Email?: string
  /** Phone number. */
  Phone?: string
  /** Where the lead stands. */
  Lead_Status?: string
  /** Where the lead came from. */
  Lead_Source?: string
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Outcome of a write for one record. */
export interface Lead2 {
  /** `SUCCESS`, or what is wrong with the record. */
  code?: string
  /** `success` or `error`. */
  status?: string
  /** The outcome in words. */
  message?: string
  /** `id` of the record, and when it was written. */
  details?: Record<string, unknown>
}

/** People at the accounts. */
export interface Contact {
  /** Id of the record. */
  id?: string
  /** Whole name. */
  Full_Name?: string
  /** Email address. */
  Email?: string
  /** Phone number. */
  Phone?: string
  /** Account that the contact belongs to: `name` and `id`. */
  Account_Name?: Record<string, unknown>
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Companies and other organizations. */
export interface Account {
  /** Id of the record. */
  id?: string
  /** Name of the company. */
  Account_Name?: string
  /** Website. */
  Website?: string
  /** Industry. */
  Industry?: string
  /** Revenue in a year. */
  Annual_Revenue?: number
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Possible sales with their stage and amount. */
export interface Deal {
  /** Id of the record. */
  id?: string
  /** Name of the deal. */
  Deal_Name?: string
  /** Stage in the pipeline. */
  Stage?: string
  /** Amount. */
  Amount?: number
  /** Day on which it is expected to close. */
  Closing_Date?: string
  /** Account of the deal: `name` and `id`. */
  Account_Name?: Record<string, unknown>
  /** Probability in percent. */
  Probability?: number
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Marketing campaigns. */
export interface Campaign {
  /** Id of the record. */
  id?: string
  /** Name of the campaign. */
  Campaign_Name?: string
  /** Status. */
  Status?: string
  /** Kind of campaign. */
  Type?: string
  /** First day. */
  Start_Date?: string
  /** Last day. */
  End_Date?: string
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Tasks with due date and status. */
export interface Task {
  /** Id of the record. */
  id?: string
  /** What is to be done. */
  Subject?: string
  /** Status. */
  Status?: string
  /** Priority. */
  Priority?: string
  /** Day on which it is due. */
  Due_Date?: string
  /** Record that it is about. */
  What_Id?: Record<string, unknown>
  /** Contact or lead that it is about. */
  Who_Id?: Record<string, unknown>
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Meetings in the calendar. */
export interface Event {
  /** Id of the record. */
  id?: string
  /** Title. */
  Event_Title?: string
  /** Start. */
  Start_DateTime?: string
  /** End. */
  End_DateTime?: string
  /** Place. */
  Venue?: string
  /** Participants. */
  Participants?: Record<string, unknown>[]
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Phone calls, planned and made. */
export interface Call {
  /** Id of the record. */
  id?: string
  /** Subject. */
  Subject?: string
  /** Inbound, Outbound or Missed. */
  Call_Type?: string
  /** Start. */
  Call_Start_Time?: string
  /** Length in minutes and seconds. */
  Call_Duration?: string
  /** Outcome. */
  Call_Result?: string
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Products that are sold. */
export interface Product {
  /** Id of the record. */
  id?: string
  /** Name of the product. */
  Product_Name?: string
  /** Code of the product. */
  Product_Code?: string
  /** Price of one. */
  Unit_Price?: number
  /** How many are in stock. */
  Qty_in_Stock?: number
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Quotes to customers. */
export interface Quote {
  /** Id of the record. */
  id?: string
  /** Subject. */
  Subject?: string
  /** Stage. */
  Quote_Stage?: string
  /** Total. */
  Grand_Total?: number
  /** Last day on which it holds. */
  Valid_Till?: string
  /** Lines with product and quantity. */
  Product_Details?: Record<string, unknown>[]
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Invoices to customers. */
export interface Invoice {
  /** Id of the record. */
  id?: string
  /** Subject. */
  Subject?: string
  /** Status. */
  Status?: string
  /** Day of the invoice. */
  Invoice_Date?: string
  /** Day on which it is due. */
  Due_Date?: string
  /** Total. */
  Grand_Total?: number
  /** Lines with product and quantity. */
  Product_Details?: Record<string, unknown>[]
  /** User who owns it: `name`, `id` and `email`. */
  Owner?: Record<string, unknown>
  /** When it was created. */
  Created_Time?: string
  /** When it last changed. */
  Modified_Time?: string
}

/** Users of the CRM. */
export interface User {
  /** Id of the user. */
  id?: string
  /** Whole name. */
  full_name?: string
  /** Email address. */
  email?: string
  /** Whether the user is active. */
  status?: string
  /** Role: `name` and `id`. */
  role?: Record<string, unknown>
  /** Profile: `name` and `id`. */
  profile?: Record<string, unknown>
}
