// Made by `npm run generate` from packages/catalog/orb; do not edit.

/**
 * Reads and writes customers, subscriptions and invoices of Orb, and reads plans, items, metrics,
 * prices and credits.
 */
export interface Orb {
  customers: {
    /** Get one customer. Use it when the id is known. By an id of your own, use external_customers get. */
    get: {
      params: {
        /** Id of the customer, from customers list. */
        customer_id: string
      }
      record: Customer
    }
    /** List customers. Use it to see customers, those made in some time if you like. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** Only those made from this moment on. */
        "created_at[gte]"?: string
        /** Only those made before this moment. */
        "created_at[lt]"?: string
      }
      record: Customer
    }
    /** Add a customer. Use it to add who pays. An id of your own may be used once. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Address. */
        email: string
        /** Id of the customer in a system of your own. */
        external_customer_id?: string
        /** Time zone. */
        timezone?: string
        /** Currency. */
        currency?: string
        /** Whether payments are collected by themselves. */
        auto_collection?: boolean
        /** Who pays: line1, city, postal_code, country. */
        billing_address?: Record<string, unknown>
        /** Values of your own. */
        metadata?: Record<string, unknown>
      }
      record: Customer
    }
    /** Change a customer. Use it to correct name, address or values of your own. */
    update: {
      params: {
        /** Id of the customer, from customers list. */
        customer_id: string
        /** Name. */
        name?: string
        /** Address. */
        email?: string
        /** Id of the customer in a system of your own. */
        external_customer_id?: string
        /** Whether payments are collected by themselves. */
        auto_collection?: boolean
        /** Who pays: line1, city, postal_code, country. */
        billing_address?: Record<string, unknown>
        /** Values of your own. */
        metadata?: Record<string, unknown>
      }
      record: Customer
    }
    /** Delete a customer. Use it to remove a customer with subscriptions and bills for good. */
    delete: {
      params: {
        /** Id of the customer, from customers list. */
        customer_id: string
      }
      record: Record<string, unknown>
    }
  }
  external_customers: {
    /** Get a customer by an id of your own. Use it when the id of your own is known. */
    get: {
      params: {
        /** Id of the customer in a system of your own. */
        external_customer_id: string
      }
      record: ExternalCustomer
    }
  }
  subscriptions: {
    /** Get one subscription. Use it when the id is known. */
    get: {
      params: {
        /** Id of the subscription, from subscriptions list. */
        subscription_id: string
      }
      record: Subscription
    }
    /** List subscriptions. Use it to see subscriptions, by customer or state. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** Only those of these customers. */
        customer_id?: string[]
        /** Only those of these customers, by ids of your own. */
        external_customer_id?: string[]
        /** Only those of this state. */
        status?: "active" | "ended" | "upcoming"
      }
      record: Subscription
    }
    /** Create a subscription. Use it to start a plan for a customer; it may bill them. */
    create: {
      params: {
        /** Customer. */
        customer_id?: string
        /** Customer, by an id of your own. */
        external_customer_id?: string
        /** Id of the plan. */
        plan_id?: string
        /** Id of the plan of your own. */
        external_plan_id?: string
        /** When it begins. */
        start_date?: string
        /** When it ends. */
        end_date?: string
        /** Days to pay. */
        net_terms?: number
        /** Phase of the plan to begin with. */
        initial_phase_order?: number
        /** Whether payments are collected by themselves. */
        auto_collection?: boolean
        /** Values of your own. */
        metadata?: Record<string, unknown>
      }
      record: Subscription
    }
  }
  subscription_cancellations: {
    /** Cancel a subscription. Use it to end a subscription now, at a day, or at the end of its term. */
    create: {
      params: {
        /** Id of the subscription, from subscriptions list. */
        subscription_id: string
        /** When it ends. */
        cancel_option: "end_of_subscription_term" | "immediate" | "requested_date"
        /** Day on which it ends, with requested_date. */
        cancellation_date?: string
      }
      record: SubscriptionCancellation
    }
  }
  plans: {
    /** Get one plan. Use it when the id is known. */
    get: {
      params: {
        /** Id of the plan, from plans list. */
        plan_id: string
      }
      record: Plan
    }
    /** List plans. Use it to find plans and their prices. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** Only those of this state. */
        status?: "active" | "archived" | "draft"
        /** Only those made from this moment on. */
        "created_at[gte]"?: string
        /** Only those made before this moment. */
        "created_at[lt]"?: string
      }
      record: Plan
    }
  }
  invoices: {
    /** Get one invoice. Use it when the id is known. */
    get: {
      params: {
        /** Id of the invoice, from invoices list. */
        invoice_id: string
      }
      record: Invoice
    }
    /** List invoices. Use it to see bills, by customer, subscription, state or day. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** Only those of this customer. */
        customer_id?: string
        /** Only those of this customer, by an id of your own. */
        external_customer_id?: string
        /** Only those of this subscription. */
        subscription_id?: string
        /** Only invoices after this moment. An older name of invoice_date[gt]. */
        invoice_date_gt?: string
        /** Only invoices from this moment on. An older name of invoice_date[gte]. */
        invoice_date_gte?: string
        /** Only invoices before this moment. An older name of invoice_date[lt]. */
        invoice_date_lt?: string
        /** Only invoices until this moment. An older name of invoice_date[lte]. */
        invoice_date_lte?: string
        /** Only invoices after this moment. */
        "invoice_date[gt]"?: string
        /** Only invoices from this moment on. */
        "invoice_date[gte]"?: string
        /** Only invoices before this moment. */
        "invoice_date[lt]"?: string
        /** Only invoices until this moment. */
        "invoice_date[lte]"?: string
        /** Only those of these states. */
        status?: ("draft" | "issued" | "paid" | "synced" | "void")[]
      }
      record: Invoice
    }
    /** Change values of an invoice. Use it to store metadata on an invoice. */
    update: {
      params: {
        /** Id of the invoice, from invoices list. */
        invoice_id: string
        /** Values of your own. */
        metadata?: Record<string, unknown>
      }
      record: Invoice
    }
  }
  issued_invoices: {
    /** Issue an invoice. Use it to issue a draft invoice. It may charge the customer, and cannot be undone. */
    create: {
      params: {
        /** Id of the invoice, from invoices list. */
        invoice_id: string
        /**
         * Whether Orb responds only after the invoice was issued and a payment was attempted. Its own is
         * false.
         */
        synchronous?: boolean
      }
      record: IssuedInvoice
    }
  }
  credits: {
    /** List credits of a customer. Use it to see what credits are left. */
    list: {
      params: {
        /** Id of the customer, from customers list. */
        customer_id: string
        /** How many records a page holds. Default: 20. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** Currency. */
        currency?: string
        /** Whether used and ended credits are given too. Default: false. */
        include_all_blocks?: boolean
      }
      record: Credit
    }
  }
  credit_ledger: {
    /** List changes of credits. Use it to see how credits were used. */
    list: {
      params: {
        /** Id of the customer, from customers list. */
        customer_id: string
        /** How many records a page holds. Default: 20. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
        /** Currency. */
        currency?: string
      }
      record: CreditLedger
    }
    /** Add credits. Use it to give a customer credits. Two calls give them twice. */
    create: {
      params: {
        /** Id of the customer, from customers list. */
        customer_id: string
        /** Adds credits. */
        entry_type: "increment"
        /** How much. */
        amount: number
        /** Currency. */
        currency?: string
        /** What it is for. */
        description?: string
        /** Values of your own. */
        metadata?: Record<string, unknown>
      }
      record: CreditLedger
    }
  }
  items: {
    /** Get one item. Use it when the id is known. */
    get: {
      params: {
        /** Id of the item, from items list. */
        item_id: string
      }
      record: Item
    }
    /** List items. Use it to see what prices are for. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Item
    }
  }
  metrics: {
    /** Get one metric. Use it when the id is known. */
    get: {
      params: {
        /** Id of the metric, from metrics list. */
        metric_id: string
      }
      record: Metric
    }
    /** List metrics. Use it to see what usage is counted. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        cursor?: string
      }
      record: Metric
    }
  }
}

/** Someone who pays. */
export interface Customer {
  /** Id. Goes into `customer_id`. */
  id?: string
  /** Id of your own. */
  external_customer_id?: string | null
  /** Name. */
  name?: string
  /** Address. */
  email?: string
  /** Further addresses. */
  additional_emails?: string[]
  /** Time zone. */
  timezone?: string
  /** Payment provider. */
  payment_provider?: string | null
  /** Id there. */
  payment_provider_id?: string | null
  /** Who pays. */
  billing_address?: Record<string, unknown> | null
  /** Where goods go. */
  shipping_address?: Record<string, unknown> | null
  /** Currency. */
  currency?: string | null
  /** Tax number. */
  tax_id?: Record<string, unknown> | null
  /** Money that is owed or left. */
  balance?: string
  /** Whether payments are collected by themselves. */
  auto_collection?: boolean
  /** Whether bills go out by mail. */
  email_delivery?: boolean
  /** Page of the customer. */
  portal_url?: string | null
  /** Values of your own. */
  metadata?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
}

/** A customer by an id of your own. */
export interface ExternalCustomer {
  /** Id. */
  id?: string
  /** Id of your own. */
  external_customer_id?: string | null
  /** Name. */
  name?: string
  /** Address. */
  email?: string
  /** Money that is owed or left. */
  balance?: string
  /** Currency. */
  currency?: string | null
  /** Values of your own. */
  metadata?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
}

/** A plan that a customer has. */
export interface Subscription {
  /** Id. Goes into `subscription_id`. */
  id?: string
  /** Customer. */
  customer?: Record<string, unknown>
  /** Plan. */
  plan?: Record<string, unknown> | null
  /** State: active, ended or upcoming. */
  status?: string
  /** When it begins. */
  start_date?: string
  /** When it ends. */
  end_date?: string | null
  /** Begin of the term. */
  current_billing_period_start_date?: string | null
  /** End of the term. */
  current_billing_period_end_date?: string | null
  /** Phase. */
  active_plan_phase_order?: number | null
  /** Quantities. */
  fixed_fee_quantity_schedule?: Record<string, unknown>[]
  /** Prices. */
  price_intervals?: Record<string, unknown>[]
  /** Whether payments are collected by themselves. */
  auto_collection?: boolean | null
  /** Days to pay. */
  net_terms?: number
  /** Day of the bill. */
  billing_cycle_day?: number
  /** Text on bills. */
  default_invoice_memo?: string | null
  /** Values of your own. */
  metadata?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
}

/** A subscription that ends. */
export interface SubscriptionCancellation {
  /** Id. */
  id?: string
  /** State. */
  status?: string
  /** When it ends. */
  end_date?: string | null
}

/** What customers subscribe to. */
export interface Plan {
  /** Id. Goes into `plan_id`. */
  id?: string
  /** Id of your own. */
  external_plan_id?: string | null
  /** Name. */
  name?: string
  /** Text. */
  description?: string
  /** State. */
  status?: string
  /** Currency. */
  currency?: string
  /** Currency of bills. */
  invoicing_currency?: string
  /** Days to pay. */
  net_terms?: number | null
  /** Trial. */
  trial_config?: Record<string, unknown>
  /** Phases. */
  plan_phases?: Record<string, unknown>[] | null
  /** Prices. */
  prices?: Record<string, unknown>[]
  /** Product. */
  product?: Record<string, unknown>
  /** Version. */
  version?: number
  /** Values of your own. */
  metadata?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
}

/** A bill. */
export interface Invoice {
  /** Id. Goes into `invoice_id`. */
  id?: string
  /** Number. */
  invoice_number?: string
  /** Customer. */
  customer?: Record<string, unknown>
  /** Subscription. */
  subscription?: Record<string, unknown> | null
  /** State: draft, issued, paid, synced or void. */
  status?: string
  /** Currency. */
  currency?: string
  /** Sum without taxes. */
  subtotal?: string
  /** Sum. */
  total?: string
  /** Open. */
  amount_due?: string
  /** Discounts. */
  discounts?: Record<string, unknown>[]
  /** What it is for. */
  line_items?: Record<string, unknown>[]
  /** Day. */
  invoice_date?: string
  /** When it is due. */
  due_date?: string | null
  /** When it was issued. */
  issued_at?: string | null
  /** When it was paid. */
  paid_at?: string | null
  /** Page where it can be paid. */
  hosted_invoice_url?: string | null
  /** PDF. */
  invoice_pdf?: string | null
  /** Text. */
  memo?: string | null
  /** Whether it is issued by itself. */
  will_auto_issue?: boolean
  /** Values of your own. */
  metadata?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
}

/** A draft that became a bill. */
export interface IssuedInvoice {
  /** Id. */
  id?: string
  /** Number. */
  invoice_number?: string
  /** State. */
  status?: string
  /** When it was issued. */
  issued_at?: string | null
}

/** Credits of a customer. */
export interface Credit {
  /** Id. */
  id?: string
  /** What is left. */
  balance?: number
  /** When they begin. */
  effective_date?: string | null
  /** When they end. */
  expiry_date?: string | null
  /** What there was. */
  maximum_initial_balance?: number | null
  /** What one cost. */
  per_unit_cost_basis?: string | null
  /** State. */
  status?: string
}

/** A change of credits. */
export interface CreditLedger {
  /** Id. */
  id?: string
  /** Kind. */
  entry_type?: string
  /** State. */
  entry_status?: string
  /** How much. */
  amount?: number
  /** What there was. */
  starting_balance?: number
  /** What is left. */
  ending_balance?: number
  /** Currency. */
  currency?: string
  /** Customer. */
  customer?: Record<string, unknown>
  /** Credits. */
  credit_block?: Record<string, unknown>
  /** What it is for. */
  description?: string | null
  /** Place. */
  ledger_sequence_number?: number
  /** Values of your own. */
  metadata?: Record<string, unknown>
  /** When it was made. */
  created_at?: string
}

/** What prices are for. */
export interface Item {
  /** Id. Goes into `item_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Ids elsewhere. */
  external_connections?: Record<string, unknown>[]
  /** When it was made. */
  created_at?: string
}

/** What is measured. */
export interface Metric {
  /** Id. Goes into `metric_id`. */
  id?: string
  /** Name. */
  name?: string
  /** Text. */
  description?: string | null
  /** State. */
  status?: string
  /** Item. */
  item?: Record<string, unknown>
  /** Values of your own. */
  metadata?: Record<string, unknown>
}
