// Made by `npm run generate` from packages/catalog/harvest; do not edit.

/**
 * Reads and writes clients, projects, tasks, time entries, expenses and invoices of Harvest, and
 * reports hours.
 */
export interface Harvest {
  users: {
    /** Get one user. Use it when the id of the user is known. */
    get: {
      params: {
        /** Id of the user. */
        id: number
      }
      record: User
    }
    /** List users. Use it to go through users, narrowed by its filters. */
    list: {
      params: {
        /** Only active records, or only those that are not. */
        is_active?: boolean
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: User
    }
  }
  clients: {
    /** Get one client. Use it when the id of the client is known. */
    get: {
      params: {
        /** Id of the client. */
        id: number
      }
      record: Client
    }
    /** List clients. Use it to go through clients, narrowed by its filters. */
    list: {
      params: {
        /** Only active records, or only those that are not. */
        is_active?: boolean
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: Client
    }
    /** Create a client. Use it to create a client. Repeating it creates another one. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Whether the client is active. */
        is_active?: boolean
        /** Address. */
        address?: string
        /** Currency, by its code. */
        currency?: string
      }
      record: Client
    }
    /** Change a client. Use it to change fields of a client. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the client. */
        id: number
        /** Name. */
        name?: string
        /** Whether the client is active. */
        is_active?: boolean
        /** Address. */
        address?: string
        /** Currency, by its code. */
        currency?: string
      }
      record: Client
    }
    /**
     * Delete a client. Use it only when asked to: the client cannot be brought back. Harvest refuses it
     * where other records depend on it.
     */
    delete: {
      params: {
        /** Id of the client. */
        id: number
      }
      record: Record<string, unknown>
    }
  }
  contacts: {
    /** Get one contact. Use it when the id of the contact is known. */
    get: {
      params: {
        /** Id of the contact. */
        id: number
      }
      record: Contact
    }
    /** List contacts. Use it to go through contacts, narrowed by its filters. */
    list: {
      params: {
        /** Only those of this client. */
        client_id?: number
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: Contact
    }
    /** Create a contact. Use it to create a contact. Repeating it creates another one. */
    create: {
      params: {
        /** Id of the client. */
        client_id: number
        /** First name. */
        first_name: string
        /** Last name. */
        last_name?: string
        /** Email address. */
        email?: string
        /** Title. */
        title?: string
        /** Telephone number at work. */
        phone_office?: string
        /** Mobile number. */
        phone_mobile?: string
        /** Fax number. */
        fax?: string
      }
      record: Contact
    }
    /** Change a contact. Use it to change fields of a contact. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the contact. */
        id: number
        /** Id of the client. */
        client_id?: number
        /** First name. */
        first_name?: string
        /** Last name. */
        last_name?: string
        /** Email address. */
        email?: string
        /** Title. */
        title?: string
        /** Telephone number at work. */
        phone_office?: string
        /** Mobile number. */
        phone_mobile?: string
        /** Fax number. */
        fax?: string
      }
      record: Contact
    }
    /**
     * Delete a contact. Use it only when asked to: the contact cannot be brought back. Harvest refuses it
     * where other records depend on it.
     */
    delete: {
      params: {
        /** Id of the contact. */
        id: number
      }
      record: Record<string, unknown>
    }
  }
  projects: {
    /** Get one project. Use it when the id of the project is known. */
    get: {
      params: {
        /** Id of the project. */
        id: number
      }
      record: Project
    }
    /** List projects. Use it to go through projects, narrowed by its filters. */
    list: {
      params: {
        /** Only active records, or only those that are not. */
        is_active?: boolean
        /** Only those of this client. */
        client_id?: number
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: Project
    }
    /** Create a project. Use it to create a project. Repeating it creates another one. */
    create: {
      params: {
        /** Id of the client. */
        client_id: number
        /** Name. */
        name: string
        /** Whether it is billed. */
        is_billable: boolean
        /** What it is billed by. */
        bill_by: "Project" | "Tasks" | "People" | "none"
        /** What the budget counts. */
        budget_by: "project" | "project_cost" | "task" | "task_fees" | "person" | "none"
        /** Code. */
        code?: string
        /** Notes. */
        notes?: string
        /** First day. */
        starts_on?: string
        /** Last day. */
        ends_on?: string
      }
      record: Project
    }
    /** Change a project. Use it to change fields of a project. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the project. */
        id: number
        /** Id of the client. */
        client_id?: number
        /** Name. */
        name?: string
        /** Whether it is billed. */
        is_billable?: boolean
        /** What it is billed by. */
        bill_by?: "Project" | "Tasks" | "People" | "none"
        /** What the budget counts. */
        budget_by?: "project" | "project_cost" | "task" | "task_fees" | "person" | "none"
        /** Code. */
        code?: string
        /** Notes. */
        notes?: string
        /** First day. */
        starts_on?: string
        /** Last day. */
        ends_on?: string
      }
      record: Project
    }
    /**
     * Delete a project. Use it only when asked to: the project cannot be brought back. Harvest refuses it
     * where other records depend on it.
     */
    delete: {
      params: {
        /** Id of the project. */
        id: number
      }
      record: Record<string, unknown>
    }
  }
  tasks: {
    /** Get one task. Use it when the id of the task is known. */
    get: {
      params: {
        /** Id of the task. */
        id: number
      }
      record: Task
    }
    /** List tasks. Use it to go through tasks, narrowed by its filters. */
    list: {
      params: {
        /** Only active records, or only those that are not. */
        is_active?: boolean
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: Task
    }
    /** Create a task. Use it to create a task. Repeating it creates another one. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Whether it is billed unless told otherwise. */
        billable_by_default?: boolean
        /** Rate. */
        default_hourly_rate?: number
        /** Whether new projects have it. */
        is_default?: boolean
        /** Whether it is active. */
        is_active?: boolean
      }
      record: Task
    }
    /** Change a task. Use it to change fields of a task. Fields that are left out keep their values. */
    update: {
      params: {
        /** Id of the task. */
        id: number
        /** Name. */
        name?: string
        /** Whether it is billed unless told otherwise. */
        billable_by_default?: boolean
        /** Rate. */
        default_hourly_rate?: number
        /** Whether new projects have it. */
        is_default?: boolean
        /** Whether it is active. */
        is_active?: boolean
      }
      record: Task
    }
    /**
     * Delete a task. Use it only when asked to: the task cannot be brought back. Harvest refuses it where
     * other records depend on it.
     */
    delete: {
      params: {
        /** Id of the task. */
        id: number
      }
      record: Record<string, unknown>
    }
  }
  time_entries: {
    /** Get one time entry. Use it when the id of the time entry is known. */
    get: {
      params: {
        /** Id of the time entry. */
        id: number
      }
      record: TimeEntry
    }
    /** List time entries. Use it to go through time entries, narrowed by its filters. */
    list: {
      params: {
        /** Only those of this user. */
        user_id?: number
        /** Only those of this client. */
        client_id?: number
        /** Only those of this project. */
        project_id?: number
        /** Only those of this task. */
        task_id?: number
        /** Only invoiced ones, or only those that are not. */
        is_billed?: boolean
        /** Only those whose timer runs, or only the others. */
        is_running?: boolean
        /** Only records that changed since this moment. */
        updated_since?: string
        /** First day. */
        from?: string
        /** Last day. */
        to?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: TimeEntry
    }
    /** Create a time entry. Use it to create a time entry. Repeating it creates another one. */
    create: {
      params: {
        /** Id of the project. */
        project_id: number
        /** Id of the task. */
        task_id: number
        /** Day. */
        spent_date: string
        /** Id of the user; the one of the credentials when left out. */
        user_id?: number
        /** Hours. Left out, the timer runs. */
        hours?: number
        /** Notes. */
        notes?: string
      }
      record: TimeEntry
    }
    /**
     * Change a time entry. Use it to change fields of a time entry. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the time entry. */
        id: number
        /** Id of the project. */
        project_id?: number
        /** Id of the task. */
        task_id?: number
        /** Day. */
        spent_date?: string
        /** Hours. Left out, the timer runs. */
        hours?: number
        /** Notes. */
        notes?: string
      }
      record: TimeEntry
    }
    /**
     * Delete a time entry. Use it only when asked to: the time entry cannot be brought back. Harvest
     * refuses it where other records depend on it.
     */
    delete: {
      params: {
        /** Id of the time entry. */
        id: number
      }
      record: Record<string, unknown>
    }
  }
  invoices: {
    /** Get one invoice. Use it when the id of the invoice is known. */
    get: {
      params: {
        /** Id of the invoice. */
        id: number
      }
      record: Invoice
    }
    /** List invoices. Use it to go through invoices, narrowed by its filters. */
    list: {
      params: {
        /** Only those of this client. */
        client_id?: number
        /** Only invoices of this state. */
        state?: "draft" | "open" | "paid" | "closed"
        /** Only records that changed since this moment. */
        updated_since?: string
        /** First day. */
        from?: string
        /** Last day. */
        to?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: Invoice
    }
    /** Create an invoice. Use it to create an invoice. Repeating it creates another one. */
    create: {
      params: {
        /** Id of the client. */
        client_id: number
        /** Subject. */
        subject?: string
        /** Day of the invoice. */
        issue_date?: string
        /** Day on which it is due. */
        due_date?: string
        /** Currency, by its code. */
        currency?: string
        /** Notes. */
        notes?: string
        /** Lines with `kind`, `description`, `quantity` and `unit_price`. */
        line_items?: Record<string, unknown>[]
      }
      record: Invoice
    }
    /**
     * Change an invoice. Use it to change fields of an invoice. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the invoice. */
        id: number
        /** Id of the client. */
        client_id?: number
        /** Subject. */
        subject?: string
        /** Day of the invoice. */
        issue_date?: string
        /** Day on which it is due. */
        due_date?: string
        /** Currency, by its code. */
        currency?: string
        /** Notes. */
        notes?: string
        /** Lines with `kind`, `description`, `quantity` and `unit_price`. */
        line_items?: Record<string, unknown>[]
      }
      record: Invoice
    }
    /**
     * Delete an invoice. Use it only when asked to: the invoice cannot be brought back. Harvest refuses it
     * where other records depend on it.
     */
    delete: {
      params: {
        /** Id of the invoice. */
        id: number
      }
      record: Record<string, unknown>
    }
  }
  invoice_item_categories: {
    /** Get one invoice item category. Use it when the id of the invoice item category is known. */
    get: {
      params: {
        /** Id of the invoice item category. */
        id: number
      }
      record: InvoiceItemCategory
    }
    /** List invoice item categories. Use it to go through invoice item categories, narrowed by its filters. */
    list: {
      params: {
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: InvoiceItemCategory
    }
  }
  estimates: {
    /** Get one estimate. Use it when the id of the estimate is known. */
    get: {
      params: {
        /** Id of the estimate. */
        id: number
      }
      record: Estimate
    }
    /** List estimates. Use it to go through estimates, narrowed by its filters. */
    list: {
      params: {
        /** Only those of this client. */
        client_id?: number
        /** Only estimates of this state. */
        state?: "draft" | "sent" | "accepted" | "declined"
        /** Only records that changed since this moment. */
        updated_since?: string
        /** First day. */
        from?: string
        /** Last day. */
        to?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: Estimate
    }
  }
  estimate_item_categories: {
    /** Get one estimate item category. Use it when the id of the estimate item category is known. */
    get: {
      params: {
        /** Id of the estimate item category. */
        id: number
      }
      record: EstimateItemCategory
    }
    /**
     * List estimate item categories. Use it to go through estimate item categories, narrowed by its
     * filters.
     */
    list: {
      params: {
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: EstimateItemCategory
    }
  }
  expenses: {
    /** Get one expense. Use it when the id of the expense is known. */
    get: {
      params: {
        /** Id of the expense. */
        id: number
      }
      record: Expense
    }
    /** List expenses. Use it to go through expenses, narrowed by its filters. */
    list: {
      params: {
        /** Only those of this user. */
        user_id?: number
        /** Only those of this client. */
        client_id?: number
        /** Only those of this project. */
        project_id?: number
        /** Only invoiced ones, or only those that are not. */
        is_billed?: boolean
        /** Only records that changed since this moment. */
        updated_since?: string
        /** First day. */
        from?: string
        /** Last day. */
        to?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: Expense
    }
    /** Create an expense. Use it to create an expense. Repeating it creates another one. */
    create: {
      params: {
        /** Id of the project. */
        project_id: number
        /** Id of the category. */
        expense_category_id: number
        /** Day. */
        spent_date: string
        /** Amount. */
        total_cost?: number
        /** Notes. */
        notes?: string
        /** Whether it is billed. */
        billable?: boolean
      }
      record: Expense
    }
    /**
     * Change an expense. Use it to change fields of an expense. Fields that are left out keep their
     * values.
     */
    update: {
      params: {
        /** Id of the expense. */
        id: number
        /** Id of the project. */
        project_id?: number
        /** Id of the category. */
        expense_category_id?: number
        /** Day. */
        spent_date?: string
        /** Amount. */
        total_cost?: number
        /** Notes. */
        notes?: string
        /** Whether it is billed. */
        billable?: boolean
      }
      record: Expense
    }
    /**
     * Delete an expense. Use it only when asked to: the expense cannot be brought back. Harvest refuses it
     * where other records depend on it.
     */
    delete: {
      params: {
        /** Id of the expense. */
        id: number
      }
      record: Record<string, unknown>
    }
  }
  expense_categories: {
    /** Get one expense category. Use it when the id of the expense category is known. */
    get: {
      params: {
        /** Id of the expense category. */
        id: number
      }
      record: ExpenseCategory
    }
    /** List expense categories. Use it to go through expense categories, narrowed by its filters. */
    list: {
      params: {
        /** Only active records, or only those that are not. */
        is_active?: boolean
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: ExpenseCategory
    }
  }
  roles: {
    /** Get one role. Use it when the id of the role is known. */
    get: {
      params: {
        /** Id of the role. */
        id: number
      }
      record: Role
    }
    /** List roles. Use it to go through roles. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: Role
    }
  }
  user_assignments: {
    /** List user assignments. Use it to go through user assignments, narrowed by its filters. */
    list: {
      params: {
        /** Only those of this user. */
        user_id?: number
        /** Only active records, or only those that are not. */
        is_active?: boolean
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: UserAssignment
    }
  }
  task_assignments: {
    /** List task assignments. Use it to go through task assignments, narrowed by its filters. */
    list: {
      params: {
        /** Only active records, or only those that are not. */
        is_active?: boolean
        /** Only records that changed since this moment. */
        updated_since?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: TaskAssignment
    }
  }
  company: {
    /** Get the account. Use it to learn whose account it is. */
    get: {
      params: Record<string, never>
      record: Company
    }
  }
  time_projects: {
    /**
     * Report hours by project. Use it for sums of hours and amounts by project. Single entries are in
     * time_entries.
     */
    list: {
      params: {
        /** First day. Computed from the time if left out. */
        from?: string
        /** Last day, at most a year later. Computed from the time if left out. */
        to?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: TimeProject
    }
  }
  time_tasks: {
    /**
     * Report hours by task. Use it for sums of hours and amounts by task. Single entries are in
     * time_entries.
     */
    list: {
      params: {
        /** First day. Computed from the time if left out. */
        from?: string
        /** Last day, at most a year later. Computed from the time if left out. */
        to?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 2,000. Default: 2000. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 2000. */
        limit?: number
      }
      record: TimeProject
    }
  }
}

/** People of the account. */
export interface User {
  /** Id of the user. */
  id?: number
  /** First name. */
  first_name?: string
  /** Last name. */
  last_name?: string
  /** Email address. */
  email?: string
  /** Whether the user is active. */
  is_active?: boolean
  /** Whether the user is a contractor. */
  is_contractor?: boolean
  /** Working time of a week in seconds. */
  weekly_capacity?: number
  /** Billable rate. */
  default_hourly_rate?: number
  /** Roles. */
  roles?: string[]
  /** Rights. */
  access_roles?: string[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Clients. */
export interface Client {
  /** Id of the client. */
  id?: number
  /** Name. */
  name?: string
  /** Whether the client is active. */
  is_active?: boolean
  /** Address. */
  address?: string
  /** Currency. */
  currency?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Contacts at clients. */
export interface Contact {
  /** Id of the contact. */
  id?: number
  /** First name. */
  first_name?: string
  /** Last name. */
  last_name?: string
  /** Email address. */
  email?: string
  /** Title. */
  title?: string
  /** Client. */
  client?: Record<string, unknown>
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Projects with client and budget. */
export interface Project {
  /** Id of the project. */
  id?: number
  /** Name. */
  name?: string
  /** Code. */
  code?: string
  /** Client. */
  client?: Record<string, unknown>
  /** Whether the project is active. */
  is_active?: boolean
  /** Whether it is billed. */
  is_billable?: boolean
  /** Budget. */
  budget?: number
  /** What the budget counts. */
  budget_by?: string
  /** First day. */
  starts_on?: string
  /** Last day. */
  ends_on?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Kinds of work. */
export interface Task {
  /** Id of the task. */
  id?: number
  /** Name. */
  name?: string
  /** Whether it is billed unless told otherwise. */
  billable_by_default?: boolean
  /** Rate. */
  default_hourly_rate?: number
  /** Whether new projects have it. */
  is_default?: boolean
  /** Whether it is active. */
  is_active?: boolean
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Time that was worked. */
export interface TimeEntry {
  /** Id of the time entry. */
  id?: number
  /** Day. */
  spent_date?: string
  /** Hours. */
  hours?: number
  /** Notes. */
  notes?: string
  /** Whether the timer runs. */
  is_running?: boolean
  /** Whether it can no longer be changed. */
  is_locked?: boolean
  /** Whether it was invoiced. */
  is_billed?: boolean
  /** Whether it is billed. */
  billable?: boolean
  /** User. */
  user?: Record<string, unknown>
  /** Client. */
  client?: Record<string, unknown>
  /** Project. */
  project?: Record<string, unknown>
  /** Task. */
  task?: Record<string, unknown>
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Invoices to clients. */
export interface Invoice {
  /** Id of the invoice. */
  id?: number
  /** Number. */
  number?: string
  /** Client. */
  client?: Record<string, unknown>
  /** Amount. */
  amount?: number
  /** Amount that is still to be paid. */
  due_amount?: number
  /** Whether it is a draft, open, paid or closed. */
  state?: string
  /** Day of the invoice. */
  issue_date?: string
  /** Day on which it is due. */
  due_date?: string
  /** Currency. */
  currency?: string
  /** Lines. */
  line_items?: Record<string, unknown>[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Categories of lines on invoices. */
export interface InvoiceItemCategory {
  /** Id of the category. */
  id?: number
  /** Name. */
  name?: string
  /** Whether time is billed under it. */
  use_as_service?: boolean
  /** Whether expenses are billed under it. */
  use_as_expense?: boolean
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Estimates for clients. */
export interface Estimate {
  /** Id of the estimate. */
  id?: number
  /** Number. */
  number?: string
  /** Client. */
  client?: Record<string, unknown>
  /** Amount. */
  amount?: number
  /** Whether it is a draft, sent, accepted or declined. */
  state?: string
  /** Day of the estimate. */
  issue_date?: string
  /** Subject. */
  subject?: string
  /** Currency. */
  currency?: string
  /** Lines. */
  line_items?: Record<string, unknown>[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Categories of lines on estimates. */
export interface EstimateItemCategory {
  /** Id of the category. */
  id?: number
  /** Name. */
  name?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Expenses. */
export interface Expense {
  /** Id of the expense. */
  id?: number
  /** Day. */
  spent_date?: string
  /** Amount. */
  total_cost?: number
  /** Notes. */
  notes?: string
  /** Whether it is billed. */
  billable?: boolean
  /** Whether it was invoiced. */
  is_billed?: boolean
  /** User. */
  user?: Record<string, unknown>
  /** Project. */
  project?: Record<string, unknown>
  /** Category. */
  expense_category?: Record<string, unknown>
  /** Receipt: `url`, `file_name`. */
  receipt?: Record<string, unknown>
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Categories of expenses. */
export interface ExpenseCategory {
  /** Id of the category. */
  id?: number
  /** Name. */
  name?: string
  /** Unit. */
  unit_name?: string
  /** Price of a unit. */
  unit_price?: number
  /** Whether it is active. */
  is_active?: boolean
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Roles of people. */
export interface Role {
  /** Id of the role. */
  id?: number
  /** Name. */
  name?: string
  /** Ids of the users. */
  user_ids?: number[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Who works on which project. */
export interface UserAssignment {
  /** Id of the assignment. */
  id?: number
  /** User. */
  user?: Record<string, unknown>
  /** Project. */
  project?: Record<string, unknown>
  /** Whether it is active. */
  is_active?: boolean
  /** Whether the user manages the project. */
  is_project_manager?: boolean
  /** Rate. */
  hourly_rate?: number
  /** Budget. */
  budget?: number
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Which tasks a project has. */
export interface TaskAssignment {
  /** Id of the assignment. */
  id?: number
  /** Project. */
  project?: Record<string, unknown>
  /** Task. */
  task?: Record<string, unknown>
  /** Whether it is active. */
  is_active?: boolean
  /** Whether it is billed. */
  billable?: boolean
  /** Rate. */
  hourly_rate?: number
  /** Budget. */
  budget?: number
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The account. */
export interface Company {
  /** Name. */
  name?: string
  /** Address of the account. */
  full_domain?: string
  /** Address of the account in the browser. */
  base_uri?: string
  /** Whether it is active. */
  is_active?: boolean
  /** First day of the week. */
  week_start_day?: string
  /** How hours are shown. */
  time_format?: string
  /** Currency. */
  currency?: string
}

/** Hours and amounts of a report. */
export interface TimeProject {
  /** Id of the project. */
  project_id?: number
  /** Name of the project. */
  project_name?: string
  /** Id of the task. */
  task_id?: number
  /** Name of the task. */
  task_name?: string
  /** Id of the client. */
  client_id?: number
  /** Name of the client. */
  client_name?: string
  /** Hours. */
  total_hours?: number
  /** Hours that are billed. */
  billable_hours?: number
  /** Amount that is billed. */
  billable_amount?: number
  /** Currency. */
  currency?: string
}
