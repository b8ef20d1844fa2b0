// Made by `npm run generate` from packages/catalog/chargebee; do not edit.

/**
 * Reads customers, subscriptions, invoices, credit notes, items, orders and events of a Chargebee
 * site, and writes customers, subscriptions, invoices and coupons.
 */
export interface Chargebee {
  customer: {
    /** Get one customer. Use it when the id is known and you need all of the customer. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Customer
    }
    /** List customers. Use it to find customers, by their members or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only the one with this address. */
        "email[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Member to sort by, upwards. */
        "sort_by[asc]"?: string
        /** Member to sort by, downwards. */
        "sort_by[desc]"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Customer
    }
    /**
     * Add a customer. Use it to add who pays; look with customer list first, for addresses may be there
     * twice.
     */
    create: {
      params: {
        /** Address. */
        email?: string
        /** First name. */
        first_name?: string
        /** Last name. */
        last_name?: string
        /** Company. */
        company?: string
        /** Telephone number. */
        phone?: string
        /** Whether payments are collected by themselves. */
        auto_collection?: "on" | "off"
        /** Who pays: first_name, line1, city, zip, country. */
        billing_address?: Record<string, unknown>
      }
      record: Customer
    }
    /** Change a customer. Use it to correct name or address. How bills are addressed is changed elsewhere. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Address. */
        email?: string
        /** First name. */
        first_name?: string
        /** Last name. */
        last_name?: string
        /** Company. */
        company?: string
        /** Telephone number. */
        phone?: string
        /** Whether payments are collected by themselves. */
        auto_collection?: "on" | "off"
      }
      record: Customer
    }
  }
  subscription: {
    /** Get one subscription. Use it when the id is known and you need all of the subscription. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Subscription
    }
    /** List subscriptions. Use it to find subscriptions, by state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this state. */
        "status[is]"?: string
        /** Only those of this customer. */
        "customer_id[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Member to sort by, upwards. */
        "sort_by[asc]"?: string
        /** Member to sort by, downwards. */
        "sort_by[desc]"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Subscription
    }
    /** Create a subscription. Use it to sell a plan to a customer. It may charge them at once. */
    create: {
      params: {
        /** Id of the customer. */
        id: string
        /** Price of the plan, from item_price list. */
        "subscription_items[item_price_id][0]": string
        /** How many of it. */
        "subscription_items[quantity][0]"?: number
        /** Price of an addon. */
        "subscription_items[item_price_id][1]"?: string
        /** How many of the addon. */
        "subscription_items[quantity][1]"?: number
        /** When it begins, in seconds since 1970. */
        start_date?: number
        /** When the trial ends, in seconds since 1970. */
        trial_end?: number
        /** Whether payments are collected by themselves. */
        auto_collection?: "on" | "off"
        /** Whether a bill is made at once. Default: true. */
        invoice_immediately?: boolean
      }
      record: Subscription
    }
    /** Change a subscription. Use it to change plan or quantity. It may charge the customer. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Price of the plan, from item_price list. */
        "subscription_items[item_price_id][0]"?: string
        /** How many of it. */
        "subscription_items[quantity][0]"?: number
        /** Whether payments are collected by themselves. */
        auto_collection?: "on" | "off"
        /** Whether parts of a term are reckoned. */
        prorate?: boolean
        /** Whether it goes on until the end of the term. Default: false. */
        end_of_term?: boolean
        /** Whether a bill is made at once. Default: true. */
        invoice_immediately?: boolean
      }
      record: Subscription
    }
  }
  invoice: {
    /** Get one invoice. Use it when the id is known and you need all of the invoice. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Invoice
    }
    /** List invoices. Use it to find invoices, by state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this state. */
        "status[is]"?: string
        /** Only those of this customer. */
        "customer_id[is]"?: string
        /** Only those of this subscription. */
        "subscription_id[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Invoice
    }
    /** Create an invoice. Use it to bill something once. It may charge the customer. */
    create: {
      params: {
        /** Customer, from customer list. */
        customer_id: string
        /** Currency in three letters. */
        currency_code?: string
        /** Amount in the smallest unit of the currency. */
        "charges[amount][0]"?: number
        /** What it is for. */
        "charges[description][0]"?: string
        /** Whether payments are collected by themselves. */
        auto_collection?: "on" | "off"
      }
      record: Invoice
    }
  }
  credit_note: {
    /** Get one credit note. Use it when the id is known and you need all of the credit note. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: CreditNote
    }
    /** List credit notes. Use it to find credit notes, by state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this state. */
        "status[is]"?: string
        /** Only those of this customer. */
        "customer_id[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: CreditNote
    }
  }
  coupon: {
    /** Get one coupon. Use it when the id is known and you need all of the coupon. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Coupon
    }
    /** List coupons. Use it to find coupons, by state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this state. */
        "status[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Coupon
    }
    /** Create a coupon. Use it to create a discount. */
    create: {
      params: {
        /** Id of your own. */
        id: string
        /** Name. */
        name: string
        /** Whether an amount or a percentage. */
        discount_type: "fixed_amount" | "percentage"
        /** What it counts for. */
        apply_on: "invoice_amount" | "each_specified_item"
        /** How long it counts. */
        duration_type?: "one_time" | "forever" | "limited_period"
        /** Percentage. */
        discount_percentage?: number
        /** Amount in the smallest unit of the currency. */
        discount_amount?: number
        /** Currency in three letters. */
        currency_code?: string
      }
      record: Coupon
    }
  }
  transaction: {
    /** Get one transaction. Use it when the id is known and you need all of the transaction. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Transaction
    }
    /** List transactions. Use it to find transactions, by state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this state. */
        "status[is]"?: string
        /** Only those of this customer. */
        "customer_id[is]"?: string
        /** Only those of this type. */
        "type[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Transaction
    }
  }
  event: {
    /** Get one event. Use it when the id is known and you need all of the event. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Event
    }
    /** List events. Use it to find events, by their members or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this kind. */
        "event_type[is]"?: string
        /** Only those after this moment, in seconds since 1970. */
        "occurred_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Event
    }
  }
  order: {
    /** Get one order. Use it when the id is known and you need all of the order. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Order
    }
    /** List orders. Use it to find orders, by state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this state. */
        "status[is]"?: string
        /** Only those of this subscription. */
        "subscription_id[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Order
    }
  }
  item: {
    /** Get one item. Use it when the id is known and you need all of the item. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: Item
    }
    /** List items. Use it to find items, by state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this state. */
        "status[is]"?: string
        /** Only those of this type. */
        "type[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Item
    }
  }
  item_price: {
    /** Get one item price. Use it when the id is known and you need all of the item price. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: ItemPrice
    }
    /** List item prices. Use it to find item prices, by state or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this item. */
        "item_id[is]"?: string
        /** Only those of this state. */
        "status[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ItemPrice
    }
  }
  payment_source: {
    /** Get one payment source. Use it when the id is known and you need all of the payment source. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
      }
      record: PaymentSource
    }
    /** List payment sources. Use it to find payment sources, by their members or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        limit?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        offset?: string
        /** Only those of this customer. */
        "customer_id[is]"?: string
        /** Only those of this type. */
        "type[is]"?: string
        /** Only those changed after this moment, in seconds since 1970. */
        "updated_at[after]"?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: PaymentSource
    }
  }
  subscription_cancellations: {
    /** Cancel a subscription. Use it to end a subscription, now or at the end of its term. */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Whether it goes on until the end of the term. Default: false. */
        end_of_term?: boolean
        /** Why, as the site names it. */
        cancel_reason_code?: string
      }
      record: SubscriptionCancellation
    }
  }
  invoice_payments: {
    /** Record a payment of an invoice. Use it when a bill was paid by bank, check or cash. */
    create: {
      params: {
        /** Id, from the list of the same entity. */
        id: string
        /** Amount in the smallest unit of the currency. */
        "transaction[amount]"?: number
        /** How it was paid. */
        "transaction[payment_method]": "cash" | "check" | "bank_transfer" | "other"
        /** When it was paid, in seconds since 1970. */
        "transaction[date]"?: number
        /** Note. */
        comment?: string
      }
      record: InvoicePayment
    }
  }
}

/** Someone who pays. */
export interface Customer {
  /** Id. Goes into `customer_id`. */
  id?: string
  /** First name. */
  first_name?: string
  /** Last name. */
  last_name?: string
  /** Address. */
  email?: string
  /** Telephone number. */
  phone?: string
  /** Company. */
  company?: string
  /** Whether payments are collected by themselves. */
  auto_collection?: string
  /** Days to pay. */
  net_term_days?: number
  /** Whether taxes are charged. */
  taxability?: string
  /** Who pays. */
  billing_address?: Record<string, unknown>
  /** How they pay. */
  payment_method?: Record<string, unknown>
  /** How they pay first. */
  primary_payment_source_id?: string
  /** Credit. */
  promotional_credits?: number
  /** Credit that can be paid back. */
  refundable_credits?: number
  /** Paid too much. */
  excess_payments?: number
  /** Not billed yet. */
  unbilled_charges?: number
  /** Currency. */
  preferred_currency_code?: string
  /** Revenue of a month. */
  mrr?: number
  /** Values of your own. */
  meta_data?: Record<string, unknown>
  /** Whether it was deleted. */
  deleted?: boolean
  /** When it was made. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** What a customer pays for again and again. */
export interface Subscription {
  /** Id. */
  id?: string
  /** Customer. */
  customer_id?: string
  /** State: future, in_trial, active, non_renewing, paused, cancelled or transferred. */
  status?: string
  /** Currency. */
  currency_code?: string
  /** Length of a term. */
  billing_period?: number
  /** Unit of it. */
  billing_period_unit?: string
  /** Items, with price and quantity. */
  subscription_items?: Record<string, unknown>[]
  /** Begin of the term. */
  current_term_start?: number
  /** End of the term. */
  current_term_end?: number
  /** When it is billed next. */
  next_billing_at?: number
  /** When it begins. */
  start_date?: number
  /** Begin of the trial. */
  trial_start?: number
  /** End of the trial. */
  trial_end?: number
  /** When it became active. */
  activated_at?: number
  /** When it ended. */
  cancelled_at?: number
  /** Why. */
  cancel_reason?: string
  /** Whether payments are collected by themselves. */
  auto_collection?: string
  /** Bills that are due. */
  due_invoices_count?: number
  /** What is due. */
  total_dues?: number
  /** Revenue of a month. */
  mrr?: number
  /** Whether changes are planned. */
  has_scheduled_changes?: boolean
  /** Whether it was deleted. */
  deleted?: boolean
  /** When it was made. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** A bill. */
export interface Invoice {
  /** Id. */
  id?: string
  /** Customer. */
  customer_id?: string
  /** Subscription. */
  subscription_id?: string
  /** State: paid, posted, payment_due, not_paid, voided or pending. */
  status?: string
  /** Day. */
  date?: number
  /** When it is due. */
  due_date?: number
  /** When it was paid. */
  paid_at?: number
  /** Currency. */
  currency_code?: string
  /** Sum. */
  total?: number
  /** Paid. */
  amount_paid?: number
  /** Open. */
  amount_due?: number
  /** Adjusted. */
  amount_adjusted?: number
  /** Written off. */
  write_off_amount?: number
  /** Paid by credit. */
  credits_applied?: number
  /** Sum without taxes. */
  sub_total?: number
  /** Taxes. */
  tax?: number
  /** What it is for. */
  line_items?: Record<string, unknown>[]
  /** Payments. */
  linked_payments?: Record<string, unknown>[]
  /** State of reminding. */
  dunning_status?: string
  /** Whether it comes again. */
  recurring?: boolean
  /** Whether it is the first. */
  first_invoice?: boolean
  /** When it was made. */
  generated_at?: number
  /** Whether it was deleted. */
  deleted?: boolean
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** A credit for a bill. */
export interface CreditNote {
  /** Id. */
  id?: string
  /** Customer. */
  customer_id?: string
  /** Subscription. */
  subscription_id?: string
  /** Bill. */
  reference_invoice_id?: string
  /** Kind. */
  type?: string
  /** Why. */
  reason_code?: string
  /** State. */
  status?: string
  /** Day. */
  date?: number
  /** Currency. */
  currency_code?: string
  /** Sum. */
  total?: number
  /** Used. */
  amount_allocated?: number
  /** Paid back. */
  amount_refunded?: number
  /** Left. */
  amount_available?: number
  /** What it is for. */
  line_items?: Record<string, unknown>[]
  /** Where it was used. */
  allocations?: Record<string, unknown>[]
  /** When it was made. */
  generated_at?: number
  /** Whether it was deleted. */
  deleted?: boolean
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** A discount. */
export interface Coupon {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Name on bills. */
  invoice_name?: string
  /** State. */
  status?: string
  /** Kind. */
  discount_type?: string
  /** Percentage. */
  discount_percentage?: number
  /** Amount. */
  discount_amount?: number
  /** Currency. */
  currency_code?: string
  /** How long it counts. */
  duration_type?: string
  /** Length. */
  period?: number
  /** Unit of it. */
  period_unit?: string
  /** What it counts for. */
  apply_on?: string
  /** How often it may be used. */
  max_redemptions?: number
  /** How often it was used. */
  redemptions?: number
  /** When it ends. */
  valid_till?: number
  /** When it was made. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** A movement of money. */
export interface Transaction {
  /** Id. */
  id?: string
  /** Customer. */
  customer_id?: string
  /** Subscription. */
  subscription_id?: string
  /** How it was paid. */
  payment_source_id?: string
  /** Kind of payment. */
  payment_method?: string
  /** Payment provider. */
  gateway?: string
  /** Kind: authorization, payment, refund or payment_reversal. */
  type?: string
  /** State. */
  status?: string
  /** When. */
  date?: number
  /** Amount. */
  amount?: number
  /** Currency. */
  currency_code?: string
  /** Number at the provider. */
  id_at_gateway?: string
  /** Why it failed. */
  error_code?: string
  /** Why, in words. */
  error_text?: string
  /** Bills. */
  linked_invoices?: Record<string, unknown>[]
  /** Refunds. */
  linked_refunds?: Record<string, unknown>[]
  /** Whether it was deleted. */
  deleted?: boolean
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** Something that happened in the site. */
export interface Event {
  /** Id. */
  id?: string
  /** When, in seconds since 1970. */
  occurred_at?: number
  /** Who did it. */
  source?: string
  /** User. */
  user?: string
  /** Kind. */
  event_type?: string
  /** Version. */
  api_version?: string
  /** What it was about. */
  content?: Record<string, unknown>
  /** Who was told. */
  webhooks?: Record<string, unknown>[]
  /** Kind. */
  object?: string
}

/** Goods to ship. */
export interface Order {
  /** Id. */
  id?: string
  /** Number. */
  document_number?: string
  /** Bill. */
  invoice_id?: string
  /** Subscription. */
  subscription_id?: string
  /** Customer. */
  customer_id?: string
  /** State. */
  status?: string
  /** State of payment. */
  payment_status?: string
  /** Kind. */
  order_type?: string
  /** Day. */
  order_date?: number
  /** When to ship. */
  shipping_date?: number
  /** Number of the parcel. */
  tracking_id?: string
  /** Carrier. */
  shipment_carrier?: string
  /** Currency. */
  currency_code?: string
  /** Sum. */
  total?: number
  /** Paid. */
  amount_paid?: number
  /** Goods. */
  order_line_items?: Record<string, unknown>[]
  /** Where goods go. */
  shipping_address?: Record<string, unknown>
  /** When it was made. */
  created_at?: number
  /** Whether it was deleted. */
  deleted?: boolean
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** A plan, an addon or a charge. */
export interface Item {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Name for customers. */
  external_name?: string
  /** Text. */
  description?: string
  /** State. */
  status?: string
  /** Family. */
  item_family_id?: string
  /** plan, addon or charge. */
  type?: string
  /** Whether it is shipped. */
  is_shippable?: boolean
  /** Whether it can be given. */
  is_giftable?: boolean
  /** Whether it is in the checkout. */
  enabled_for_checkout?: boolean
  /** Whether it is in the portal. */
  enabled_in_portal?: boolean
  /** What it goes with. */
  item_applicability?: string
  /** Whether usage is paid. */
  metered?: boolean
  /** Unit. */
  unit?: string
  /** Values of your own. */
  metadata?: Record<string, unknown>
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** A price of an item. */
export interface ItemPrice {
  /** Id. Goes into `subscription_items[item_price_id][0]`. */
  id?: string
  /** Name. */
  name?: string
  /** Item. */
  item_id?: string
  /** Family. */
  item_family_id?: string
  /** Kind of item. */
  item_type?: string
  /** Name for customers. */
  external_name?: string
  /** Text. */
  description?: string
  /** State. */
  status?: string
  /** How it is reckoned. */
  pricing_model?: string
  /** Price. */
  price?: number
  /** Currency. */
  currency_code?: string
  /** Length of a term. */
  period?: number
  /** Unit of it. */
  period_unit?: string
  /** Length of a trial. */
  trial_period?: number
  /** Unit of it. */
  trial_period_unit?: string
  /** How many are free. */
  free_quantity?: number
  /** Whether taxes are charged. */
  is_taxable?: boolean
  /** Steps of the price. */
  tiers?: Record<string, unknown>[]
  /** When it was made. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** How a customer pays. */
export interface PaymentSource {
  /** Id. */
  id?: string
  /** Customer. */
  customer_id?: string
  /** Kind. */
  type?: string
  /** Number at the provider. */
  reference_id?: string
  /** State. */
  status?: string
  /** Payment provider. */
  gateway?: string
  /** Account there. */
  gateway_account_id?: string
  /** Card. */
  card?: Record<string, unknown>
  /** Account. */
  bank_account?: Record<string, unknown>
  /** Country. */
  issuing_country?: string
  /** When it was made. */
  created_at?: number
  /** Whether it was deleted. */
  deleted?: boolean
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
  /** Version. */
  resource_version?: number
  /** Kind. */
  object?: string
}

/** A subscription that ends. */
export interface SubscriptionCancellation {
  /** Id. */
  id?: string
  /** State. */
  status?: string
  /** When it ends. */
  cancelled_at?: number
}

/** A payment that was made elsewhere. */
export interface InvoicePayment {
  /** Id of the bill. */
  id?: string
  /** State. */
  status?: string
  /** Open. */
  amount_due?: number
  /** Paid. */
  amount_paid?: number
}
