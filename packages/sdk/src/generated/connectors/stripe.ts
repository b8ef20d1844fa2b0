// Made by `npm run generate` from packages/catalog/stripe; do not edit.

/**
 * Reads and writes customers, products, prices, subscriptions, invoices and payments of a Stripe
 * account, makes refunds, and reads charges, disputes, balance and payouts.
 */
export interface Stripe {
  customers: {
    /**
     * Get one customer. Use it when the id is known and you need address, balance or settings. A deleted
     * customer comes back with little more than `deleted`.
     */
    get: {
      params: {
        /** Id of the customer. */
        id: string
      }
      record: Customer
    }
    /**
     * List customers. Use it to go through customers, newest first, or to find those with an exact
     * `email`. To look for a part of a name or metadata, use api_search.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** Only customers with exactly this address, letter case included. */
        email?: string
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Customer
    }
    /**
     * Create a customer. Use it before billing someone new. Look with list and `email` first: Stripe makes
     * a second customer for the same address without complaint.
     */
    create: {
      params: {
        /** Address; Stripe does not check that it is no other customer's. */
        email?: string
        /** Name. */
        name?: string
        /** Note for your own use. */
        description?: string
        /** Telephone number. */
        phone?: string
        /** Address. */
        address?: {
          /** Street, or PO box. */
          line1?: string
          /** Apartment, suite or building. */
          line2?: string
          /** City or town. */
          city?: string
          /** State, county or province. */
          state?: string
          /** ZIP or postal code. */
          postal_code?: string
          /** Country in two letters. */
          country?: string
        }
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
      }
      record: Customer
    }
    /**
     * Change a customer. Use it to correct what is known of a customer. What you leave out stays; a
     * metadata value of an empty text takes that pair away.
     */
    update: {
      params: {
        /** Id of the customer. */
        id: string
        /** Address; Stripe does not check that it is no other customer's. */
        email?: string
        /** Name. */
        name?: string
        /** Note for your own use. */
        description?: string
        /** Telephone number. */
        phone?: string
        /** Address. */
        address?: {
          /** Street, or PO box. */
          line1?: string
          /** Apartment, suite or building. */
          line2?: string
          /** City or town. */
          city?: string
          /** State, county or province. */
          state?: string
          /** ZIP or postal code. */
          postal_code?: string
          /** Country in two letters. */
          country?: string
        }
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
      }
      record: Customer
    }
    /**
     * Delete a customer. Use it only when asked to: it cannot be undone, and ends the customer's
     * subscriptions at once. Charges and invoices stay.
     */
    delete: {
      params: {
        /** Id of the customer. */
        id: string
      }
      record: Customer2
    }
    /**
     * Search customers. Use it to find customers by their properties or metadata. What was written in the
     * last minute may be missing, so read a record just made by its id. Not available to accounts in
     * India.
     */
    api_search: {
      params: {
        /**
         * Clauses of Stripe's search language, joined by AND or OR, such as `name~'jane' AND
         * metadata['berth']:'12'`.
         */
        query: string
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** `next_page` of the page before. Left out for the first page. */
        page?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Customer
    }
  }
  invoices: {
    /**
     * Get one invoice. Use it when the id is known and you need state, amounts or the page where it can be
     * paid.
     */
    get: {
      params: {
        /** Id of the invoice. */
        id: string
      }
      record: Invoice
    }
    /**
     * List invoices. Use it to see what was billed, newest first, narrowed down by customer, subscription
     * or state. To look for a number or amount, use api_search.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** Only invoices that are collected this way. */
        collection_method?: "charge_automatically" | "send_invoice"
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only invoices of this customer. */
        customer?: string
        /** Only invoices of this account, where accounts are customers. */
        customer_account?: string
        /** Only invoices in this state. */
        status?: "draft" | "open" | "paid" | "uncollectible" | "void"
        /** Only invoices of this subscription. */
        subscription?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Invoice
    }
    /**
     * Create a draft invoice. Use it to bill a customer: it makes a draft, with the customer's pending
     * items if `pending_invoice_items_behavior` says so. Nothing is charged before invoice_finalizations.
     */
    create: {
      params: {
        /** Customer to bill. */
        customer: string
        /** Whether Stripe finalizes and collects by itself after an hour. */
        auto_advance?: boolean
        /** Whether to charge the customer or to send the invoice; charge when left out. */
        collection_method?: "charge_automatically" | "send_invoice"
        /** Text on the invoice. */
        description?: string
        /** Days to pay. Only with `send_invoice`. */
        days_until_due?: number
        /** When it is due, in seconds since 1970, instead of `days_until_due`. */
        due_date?: number
        /** Text at its end. */
        footer?: string
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
        /** Whether to take in pending items of the customer; they stay out when left out. */
        pending_invoice_items_behavior?: "exclude" | "include"
      }
      record: Invoice
    }
    /**
     * Search invoices. Use it to find invoices by their properties or metadata. What was written in the
     * last minute may be missing, so read a record just made by its id. Not available to accounts in
     * India.
     */
    api_search: {
      params: {
        /** Clauses of Stripe's search language, joined by AND or OR, such as `total>999 AND status:'open'`. */
        query: string
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** `next_page` of the page before. Left out for the first page. */
        page?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Invoice
    }
  }
  invoice_finalizations: {
    /**
     * Finalize a draft invoice. Use it when a draft is ready: it gets its number and can no longer be
     * changed, and is charged or sent by itself if it advances by itself. This cannot be undone.
     */
    create: {
      params: {
        /** Id of the draft. */
        id: string
        /** Whether Stripe then collects by itself. */
        auto_advance?: boolean
      }
      record: Invoice
    }
  }
  invoice_sends: {
    /**
     * Send an invoice to the customer. Use it to mail an invoice whose `collection_method` is
     * `send_invoice` before its time; a draft is finalized first. Nothing is mailed in the sandbox.
     */
    create: {
      params: {
        /** Id of the invoice. */
        id: string
      }
      record: Invoice
    }
  }
  charges: {
    /**
     * Get one charge. Use it when the id is known and you need outcome, payment method or how much was
     * given back.
     */
    get: {
      params: {
        /** Id of the charge. */
        id: string
      }
      record: Charge
    }
    /**
     * List charges. Use it to see what was charged, newest first, narrowed down by customer or payment
     * intent. To look for amounts or the last digits of a card, use api_search.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only charges of this customer. */
        customer?: string
        /** Only charges of this payment intent. */
        payment_intent?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Charge
    }
    /**
     * Search charges. Use it to find charges by their properties or metadata. What was written in the last
     * minute may be missing, so read a record just made by its id. Not available to accounts in India.
     */
    api_search: {
      params: {
        /** Clauses of Stripe's search language, joined by AND or OR, such as `amount>999 AND currency:'eur'`. */
        query: string
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** `next_page` of the page before. Left out for the first page. */
        page?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Charge
    }
  }
  subscriptions: {
    /** Get one subscription. Use it when the id is known and you need items, state or when it renews. */
    get: {
      params: {
        /** Id of the subscription. */
        id: string
      }
      record: Subscription
    }
    /**
     * List subscriptions. Use it to see what customers pay regularly, newest first. Ended ones are left
     * out unless `status` says otherwise.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** Only those with automatic tax, or only those without. */
        automatic_tax?: {
          enabled?: boolean
        }
        /** Only those collected this way. */
        collection_method?: "charge_automatically" | "send_invoice"
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** When the running period ends, in seconds since 1970. */
        current_period_end?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** When the running period began, in seconds since 1970. */
        current_period_start?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only those of this customer. */
        customer?: string
        /** Only those of this account, where accounts are customers. */
        customer_account?: string
        /** Only those with this price. */
        price?: string
        /** Only those in this state; all but ended ones when left out. */
        status?: "active" | "all" | "canceled" | "ended" | "incomplete" | "incomplete_expired" | "past_due" | "paused" | "trialing" | "unpaid"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Subscription
    }
    /**
     * Start a subscription. Use it to let a customer pay regularly: each of `items` names a recurring
     * price. The first invoice is charged at once unless there is a trial, so the customer needs a payment
     * method.
     */
    create: {
      params: {
        /** Customer who pays. */
        customer: string
        /** What is subscribed to, up to 20 prices. */
        items?: {
          /** Id of a recurring price. */
          price?: string
          /** How many. */
          quantity?: number
        }[]
        /** Whether it ends with the running period. */
        cancel_at_period_end?: boolean
        /** Whether to charge the customer or to send invoices. */
        collection_method?: "charge_automatically" | "send_invoice"
        /** Currency in three lower-case letters, if the prices have several. */
        currency?: string
        /** Days to pay an invoice that is sent. */
        days_until_due?: number
        /** Payment method to charge; it must be attached to the customer. */
        default_payment_method?: string
        /** Text for the customer. */
        description?: string
        /** Days before the first charge. */
        trial_period_days?: number
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
      }
      record: Subscription
    }
    /**
     * Change a subscription. Use it to change quantity or price, or to let it end with its period by
     * `cancel_at_period_end`. An item without its `id` is added beside the others, so read the
     * subscription first. To end it at once, use delete.
     */
    update: {
      params: {
        /** Id of the subscription. */
        id: string
        /** Whether it ends with the running period. */
        cancel_at_period_end?: boolean
        /** Whether to charge the customer or to send invoices. */
        collection_method?: "charge_automatically" | "send_invoice"
        /** Days to pay an invoice that is sent. */
        days_until_due?: number
        /** Payment method to charge; it must be attached to the customer. */
        default_payment_method?: string
        /** Text for the customer. */
        description?: string
        /** Items to change, add or take off; the others stay. */
        items?: {
          /** Item to change; without it the item is added. */
          id?: string
          /** Id of a recurring price. */
          price?: string
          /** How many. */
          quantity?: number
          /** Whether to take the item off. */
          deleted?: boolean
        }[]
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
        /** What happens to the difference for the running period; it is put on the next invoice when left out. */
        proration_behavior?: "always_invoice" | "create_prorations" | "none"
      }
      record: Subscription
    }
    /**
     * Cancel a subscription at once. Use it only to end a subscription now: it cannot be started again. To
     * let it run to the end of what was paid, use update with `cancel_at_period_end`.
     */
    delete: {
      params: {
        /** Id of the subscription. */
        id: string
      }
      record: Subscription
    }
    /**
     * Search subscriptions. Use it to find subscriptions by their properties or metadata. What was written
     * in the last minute may be missing, so read a record just made by its id. Not available to accounts
     * in India.
     */
    api_search: {
      params: {
        /**
         * Clauses of Stripe's search language, joined by AND or OR, such as `status:'active' AND
         * metadata['berth']:'12'`.
         */
        query: string
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** `next_page` of the page before. Left out for the first page. */
        page?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Subscription
    }
  }
  refunds: {
    /** Get one refund. Use it when the id is known and you need to know whether the money arrived. */
    get: {
      params: {
        /** Id of the refund. */
        id: string
      }
      record: Refund
    }
    /**
     * List refunds. Use it to see what was given back, newest first, for one charge or payment intent or
     * for all.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** Only refunds of this charge. */
        charge?: string
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only refunds of this payment intent. */
        payment_intent?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Refund
    }
    /**
     * Refund a payment. Use it when asked to refund a payment, whole or in part: give either `charge` or
     * `payment_intent`. It cannot be called back, and fees are not returned.
     */
    create: {
      params: {
        /** Charge to give back. Either this or `payment_intent`. */
        charge?: string
        /** Payment intent to give back. Either this or `charge`. */
        payment_intent?: string
        /** How much, in the smallest unit of the currency; all that is left when left out. */
        amount?: number
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
        /** Why. `fraudulent` blocks the card from then on. */
        reason?: "duplicate" | "fraudulent" | "requested_by_customer"
        /** Whether to give back the fee that a platform took. */
        refund_application_fee?: boolean
        /** Whether to take back what was transferred to a connected account. */
        reverse_transfer?: boolean
      }
      record: Refund
    }
  }
  products: {
    /** Get one product. Use it when the id is known and you need text, pictures or the default price. */
    get: {
      params: {
        /** Id of the product. */
        id: string
      }
      record: Product
    }
    /**
     * List products. Use it to see what is sold, newest first. What they cost is in their prices;
     * `default_price` is the id of one.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** Only products that can be bought, or only those that cannot. */
        active?: boolean
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only these products. Not together with the cursors. */
        ids?: string[]
        /** Only products that are shipped, or only those that are not. */
        shippable?: boolean
        /** Only products with this page. */
        url?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Product
    }
    /**
     * Create a product. Use it to sell something new. A product has no price by itself: make one with
     * prices create.
     */
    create: {
      params: {
        /** Name that customers see. */
        name: string
        /** Whether it can be bought; true when left out. */
        active?: boolean
        /** Text that customers see. */
        description?: string
        /** Your own id; Stripe makes one when left out. */
        id?: string
        /** URLs of up to eight pictures. */
        images?: string[]
        /** Up to 15 features for pricing tables. */
        marketing_features?: {
          /** The feature in a few words. */
          name: string
        }[]
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
        /** Size and weight of what is shipped. */
        package_dimensions?: {
          /** Inches. */
          height: number
          /** Inches. */
          length: number
          /** Ounces. */
          weight: number
          /** Inches. */
          width: number
        }
        /** Whether it is shipped. */
        shippable?: boolean
        /** Text on bank statements. */
        statement_descriptor?: string
        /** Code that taxes go by. */
        tax_code?: string
        /** What one of it is called. */
        unit_label?: string
        /** Its page. */
        url?: string
      }
      record: Product
    }
    /**
     * Change a product. Use it to change text, pictures or the default price, or to stop selling by
     * `active` false. What you leave out stays; `images` replaces all.
     */
    update: {
      params: {
        /** Id of the product. */
        id: string
        /** Whether it can be bought. */
        active?: boolean
        /** Name that customers see. */
        name?: string
        /** Text that customers see. */
        description?: string
        /** Id of the price to use unless another is chosen. */
        default_price?: string
        /** URLs of up to eight pictures. */
        images?: string[]
        /** Up to 15 features for pricing tables. */
        marketing_features?: {
          /** The feature in a few words. */
          name: string
        }[]
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
        /** Size and weight of what is shipped. */
        package_dimensions?: {
          /** Inches. */
          height: number
          /** Inches. */
          length: number
          /** Ounces. */
          weight: number
          /** Inches. */
          width: number
        }
        /** Whether it is shipped. */
        shippable?: boolean
        /** Text on bank statements. */
        statement_descriptor?: string
        /** Code that taxes go by. */
        tax_code?: string
        /** What one of it is called. */
        unit_label?: string
        /** Its page. */
        url?: string
      }
      record: Product
    }
    /**
     * Delete a product. Use it for a product made by mistake: it works only while the product has no
     * price. Otherwise set `active` to false by update.
     */
    delete: {
      params: {
        /** Id of the product. */
        id: string
      }
      record: Customer2
    }
    /**
     * Search products. Use it to find products by their properties or metadata. What was written in the
     * last minute may be missing, so read a record just made by its id. Not available to accounts in
     * India.
     */
    api_search: {
      params: {
        /** Clauses of Stripe's search language, joined by AND or OR, such as `active:'true' AND name~'paint'`. */
        query: string
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** `next_page` of the page before. Left out for the first page. */
        page?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Product
    }
  }
  account: {
    /**
     * Get the account. Use it to learn which Stripe account calls reach, with its country and currency.
     * Restricted keys may not be allowed to.
     */
    get: {
      params: Record<string, never>
      record: Account
    }
  }
  balance: {
    /**
     * Get the balance. Use it to see how much money is available, on its way or held back, by currency.
     * Single movements are in balance_transactions.
     */
    get: {
      params: Record<string, never>
      record: Balance
    }
  }
  balance_transactions: {
    /**
     * Get one balance transaction. Use it when the id is known, from `balance_transaction` of a charge or
     * refund, and you need fees and net amount.
     */
    get: {
      params: {
        /** Id of the balance transaction. */
        id: string
      }
      record: BalanceTransaction
    }
    /**
     * List movements of the balance. Use it to account for money, newest first: every charge, refund, fee
     * and payout with what it cost.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only movements in this currency, in three lower-case letters. */
        currency?: string
        /** Only movements that were paid out by this automatic payout. */
        payout?: string
        /** Only movements that this charge, refund or the like caused. */
        source?: string
        /** Only movements of this kind, such as `charge`, `refund` or `stripe_fee`. */
        type?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: BalanceTransaction
    }
  }
  payment_intents: {
    /**
     * Get one payment intent. Use it when the id is known and you need to know how far the payment is, or
     * why it failed.
     */
    get: {
      params: {
        /** Id of the payment intent. */
        id: string
      }
      record: PaymentIntent
    }
    /**
     * List payment intents. Use it to see payments and how far they are, newest first. To look for a state
     * or amount, use api_search.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only those of this customer. */
        customer?: string
        /** Only those of this account, where accounts are customers. */
        customer_account?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: PaymentIntent
    }
    /**
     * Start a payment. Use it to take a payment step by step. Nothing is taken before it is confirmed,
     * here by `confirm` or later by payment_intent_confirmations. To let a customer pay on a page, use
     * checkout_sessions.
     */
    create: {
      params: {
        /** How much, in the smallest unit of the currency. */
        amount: number
        /** Currency in three lower-case letters. */
        currency: string
        /** Customer who pays. */
        customer?: string
        /** Note. */
        description?: string
        /** What to pay with. */
        payment_method?: string
        /** Whether to take the money at once; needs `payment_method`. */
        confirm?: boolean
        /** Whether kinds of payment are those the account allows. */
        automatic_payment_methods?: {
          enabled?: boolean
        }
        /** Where to send the receipt. */
        receipt_email?: string
        /** Text on bank statements; not for cards. */
        statement_descriptor?: string
        /** Text after the account's own on statements of cards. */
        statement_descriptor_suffix?: string
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
      }
      record: PaymentIntent
    }
    /**
     * Change a payment that is not confirmed. Use it to change amount, customer or note of a payment
     * before it is confirmed. What you leave out stays.
     */
    update: {
      params: {
        /** Id of the payment intent. */
        id: string
        /** How much, in the smallest unit of the currency. */
        amount?: number
        /** Currency in three lower-case letters. */
        currency?: string
        /** Customer who pays. */
        customer?: string
        /** Note. */
        description?: string
        /** What to pay with. */
        payment_method?: string
        /** Where to send the receipt. */
        receipt_email?: string
        /** Text on bank statements; not for cards. */
        statement_descriptor?: string
        /** Text after the account's own on statements of cards. */
        statement_descriptor_suffix?: string
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
      }
      record: PaymentIntent
    }
    /**
     * Search payment intents. Use it to find payment intents by their properties or metadata. What was
     * written in the last minute may be missing, so read a record just made by its id. Not available to
     * accounts in India.
     */
    api_search: {
      params: {
        /**
         * Clauses of Stripe's search language, joined by AND or OR, such as `status:'requires_action' AND
         * currency:'eur'`.
         */
        query: string
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** `next_page` of the page before. Left out for the first page. */
        page?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: PaymentIntent
    }
  }
  payment_intent_confirmations: {
    /**
     * Confirm a payment, which takes the money. Use it when the customer has agreed to pay: the payment
     * method is charged. If the bank asks for more, `next_action` says what the customer must do.
     */
    create: {
      params: {
        /** Id of the payment intent. */
        id: string
        /** What to pay with, if it is not set yet. */
        payment_method?: string
        /** Where to send the receipt. */
        receipt_email?: string
        /** Where the customer comes back to after leaving for a bank's page. */
        return_url?: string
      }
      record: PaymentIntent
    }
  }
  payment_intent_cancellations: {
    /**
     * Cancel a payment. Use it to give up a payment that has not succeeded; what was authorized is
     * released. It cannot be undone. Money that was taken is given back by refunds create.
     */
    create: {
      params: {
        /** Id of the payment intent. */
        id: string
        /** Why. */
        cancellation_reason?: "abandoned" | "duplicate" | "fraudulent" | "requested_by_customer"
      }
      record: PaymentIntent
    }
  }
  prices: {
    /**
     * Add a price to a product. Use it to say what a product costs, once or per interval by `recurring`. A
     * price is never changed: make a new one and let the old one rest.
     */
    create: {
      params: {
        /** Currency in three lower-case letters. */
        currency: string
        /** Product it is for. */
        product: string
        /** What one costs, in the smallest unit of the currency. */
        unit_amount: number
        /** Whether it can be used; true when left out. */
        active?: boolean
        /** Name for your own use. */
        nickname?: string
        /** How often it is due; once when left out. */
        recurring?: {
          /** Unit of the interval. */
          interval: "day" | "week" | "month" | "year"
          /** How many units; together at most three years. */
          interval_count?: number
          /** Whether the quantity is set or measured. */
          usage_type?: "licensed" | "metered"
        }
        /** How it is reckoned; per unit when left out. */
        billing_scheme?: "per_unit" | "tiered"
        /** Name to find it by. */
        lookup_key?: string
        /** Whether taxes are in it. It cannot be changed once it says so. */
        tax_behavior?: "exclusive" | "inclusive" | "unspecified"
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
      }
      record: Price
    }
  }
  checkout_sessions: {
    /**
     * Create a payment page. Use it to let a customer pay on a page of Stripe's: send them to `url` of the
     * answer within a day. `line_items` say what is sold, in all modes but `setup`.
     */
    create: {
      params: {
        /** Whether to take one payment, to keep a payment method, or to start a subscription. */
        mode: "payment" | "setup" | "subscription"
        /** Where the customer goes when done. */
        success_url?: string
        /** Where the customer goes to turn back. */
        cancel_url?: string
        /** Customer who pays; Stripe makes one if needed when left out. */
        customer?: string
        /** Address to fill in, if there is no `customer`. */
        customer_email?: string
        /** What is sold, up to 100 lines. */
        line_items?: {
          /** Id of a price. */
          price?: string
          /** How many. */
          quantity?: number
        }[]
        /** Your own reference, to find the session by. */
        client_reference_id?: string
        /** Up to 50 pairs of your own, keys up to 40 characters, values up to 500. */
        metadata?: Record<string, string>
      }
      record: CheckoutSession
    }
  }
  payment_method_attachments: {
    /**
     * Keep a payment method for a customer. Use it so that a customer can be charged again with a payment
     * method that a page or app has made. Once attached it cannot go to another customer.
     */
    create: {
      params: {
        /** Id of the payment method. */
        id: string
        /** Customer to keep it for. */
        customer: string
      }
      record: PaymentMethodAttachment
    }
  }
  disputes: {
    /** Get one dispute. Use it when the id is known and you need reason, state or what was submitted. */
    get: {
      params: {
        /** Id of the dispute. */
        id: string
      }
      record: Dispute
    }
    /**
     * List disputes. Use it to see which charges payers dispute, newest first, and until when to answer.
     * Answering is done in Stripe's dashboard.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** Only disputes of this charge. */
        charge?: string
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only disputes of this payment intent. */
        payment_intent?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Dispute
    }
  }
  payouts: {
    /** Get one payout. Use it when the id is known and you need state, arrival or why it failed. */
    get: {
      params: {
        /** Id of the payout. */
        id: string
      }
      record: Payout
    }
    /**
     * List payouts. Use it to see what went or goes to the bank, newest first. What a payout is made of is
     * in balance_transactions with `payout`.
     */
    list: {
      params: {
        /** How many records a page holds, at most 100; 10 when left out. Default: 10. */
        limit?: number
        /** Id of the last record of the page before. Left out for the first page. */
        starting_after?: string
        /** Id of the first record of the page after, to go backwards. */
        ending_before?: string
        /** When they arrive, in seconds since 1970. */
        arrival_date?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** When records were created, in seconds since 1970. */
        created?: {
          /** Seconds since 1970. Later than this. */
          gt?: number
          /** Seconds since 1970. This or later. */
          gte?: number
          /** Seconds since 1970. Earlier than this. */
          lt?: number
          /** Seconds since 1970. This or earlier. */
          lte?: number
        }
        /** Only payouts to this bank account or card. */
        destination?: string
        /** Only payouts in this state. */
        status?: "paid" | "pending" | "in_transit" | "canceled" | "failed"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Payout
    }
  }
}

/** Someone who pays. */
export interface Customer {
  /** Id, `cus_…`. Goes into `customer` and `id`. */
  id?: string
  /** `customer`. */
  object?: string
  /** Address. */
  email?: string | null
  /** Name. */
  name?: string | null
  /** Telephone number. */
  phone?: string | null
  /** Note for your own use. */
  description?: string | null
  address?: Address
  /** In the smallest unit of the currency; negative is credit for the next invoice. */
  balance?: number
  /** Currency of invoices, in three lower-case letters. */
  currency?: string | null
  /** Source that is charged unless another is chosen. */
  default_source?: string | null
  /** Whether the last invoice is past due. */
  delinquent?: boolean | null
  /** Discount in force. */
  discount?: Record<string, unknown> | null
  /** Prefix of invoice numbers. */
  invoice_prefix?: string | null
  /** Settings for invoices, the default payment method among them. */
  invoice_settings?: Record<string, unknown>
  /** Languages, most preferred first. */
  preferred_locales?: string[] | null
  /** Where goods go. */
  shipping?: Record<string, unknown> | null
  /** How taxes apply. */
  tax_exempt?: "none" | "exempt" | "reverse" | null
  /** Present and true if the customer was deleted. */
  deleted?: boolean
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** What is left of a deleted record. */
export interface Customer2 {
  /** Id it had. */
  id?: string
  /** What it was. */
  object?: string
  /** True. */
  deleted?: boolean
}

/** A bill to a customer. */
export interface Invoice {
  /** Id, `in_…`. */
  id?: string
  /** `invoice`. */
  object?: string
  /** Number on the invoice, once finalized. */
  number?: string | null
  /** Customer's id. */
  customer?: string | null
  /** Customer's address when it was finalized. */
  customer_email?: string | null
  /** Customer's name when it was finalized. */
  customer_name?: string | null
  /** Subscription it is for. Newer versions of the API have it under `parent`. */
  subscription?: string | null
  /** State. */
  status?: "draft" | "open" | "paid" | "uncollectible" | "void" | null
  /** Whether the customer is charged or sent the invoice. */
  collection_method?: "charge_automatically" | "send_invoice"
  /** Why it was made. */
  billing_reason?: string | null
  /** Three lower-case letters. */
  currency?: string
  /** To be paid, in the smallest unit of the currency. */
  amount_due?: number
  /** Paid so far. */
  amount_paid?: number
  /** Still open. */
  amount_remaining?: number
  /** Before discounts and taxes. */
  subtotal?: number
  /** With discounts and taxes. */
  total?: number
  /** Whether Stripe collects by itself. */
  auto_advance?: boolean
  /** How often payment was tried. */
  attempt_count?: number
  /** Whether payment was tried. */
  attempted?: boolean
  /** When it will be tried again, in seconds since 1970. */
  next_payment_attempt?: number | null
  /** When it is due, in seconds since 1970. */
  due_date?: number | null
  /** Begin of the period, in seconds since 1970. */
  period_start?: number
  /** End of the period, in seconds since 1970. */
  period_end?: number
  /** Text on the invoice. */
  description?: string | null
  /** Text at its end. */
  footer?: string | null
  /** Page where the customer can pay. */
  hosted_invoice_url?: string | null
  /** PDF. */
  invoice_pdf?: string | null
  /** What is billed, the first lines of it. */
  lines?: Record<string, unknown>
  /** When it was finalized, paid or voided. */
  status_transitions?: Record<string, unknown>
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** An attempt to take money. */
export interface Charge {
  /** Id, `ch_…` or `py_…`. */
  id?: string
  /** `charge`. */
  object?: string
  /** In the smallest unit of the currency. */
  amount?: number
  /** Taken. */
  amount_captured?: number
  /** Given back. */
  amount_refunded?: number
  /** Three lower-case letters. */
  currency?: string
  /** Customer's id. */
  customer?: string | null
  /** Note. */
  description?: string | null
  /** Outcome. */
  status?: "succeeded" | "pending" | "failed"
  /** Whether it succeeded or was authorized. */
  paid?: boolean
  /** Whether the money was taken and not only authorized. */
  captured?: boolean
  /** Whether all was given back. */
  refunded?: boolean
  /** Whether the payer disputes it. */
  disputed?: boolean
  /** Why it failed, as a code. */
  failure_code?: string | null
  /** Why it failed, in words. */
  failure_message?: string | null
  /** What it did to the balance. */
  balance_transaction?: string | null
  /** Payment intent it belongs to. */
  payment_intent?: string | null
  /** Id of the payment method. */
  payment_method?: string | null
  /** Kind and details of the payment method, such as brand and last digits. */
  payment_method_details?: Record<string, unknown> | null
  /** Name and address of the payer. */
  billing_details?: Record<string, unknown>
  /** Where the receipt went. */
  receipt_email?: string | null
  /** Page of the receipt. */
  receipt_url?: string | null
  /** What risk rules and the network said. */
  outcome?: Record<string, unknown> | null
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** A customer's recurring payment. */
export interface Subscription {
  /** Id, `sub_…`. */
  id?: string
  /** `subscription`. */
  object?: string
  /** Customer's id. */
  customer?: string
  /** State. */
  status?: "incomplete" | "incomplete_expired" | "trialing" | "active" | "past_due" | "canceled" | "unpaid" | "paused"
  /** What is subscribed to: items with price and quantity. */
  items?: Record<string, unknown>
  /** Three lower-case letters. */
  currency?: string
  /** Whether the customer is charged or sent invoices. */
  collection_method?: "charge_automatically" | "send_invoice"
  /** Moment that fixes when periods begin, in seconds since 1970. */
  billing_cycle_anchor?: number
  /** Begin of the running period. Newer versions of the API have it on the items. */
  current_period_start?: number
  /** End of the running period. Newer versions of the API have it on the items. */
  current_period_end?: number
  /** When it will end, in seconds since 1970. */
  cancel_at?: number | null
  /** Whether it ends with the running period. */
  cancel_at_period_end?: boolean
  /** When it was cancelled. */
  canceled_at?: number | null
  /** When it ended. */
  ended_at?: number | null
  /** When it began. */
  start_date?: number
  /** When the trial began. */
  trial_start?: number | null
  /** When the trial ends. */
  trial_end?: number | null
  /** Days to pay an invoice that is sent. */
  days_until_due?: number | null
  /** What is charged. */
  default_payment_method?: string | null
  /** Text for the customer. */
  description?: string | null
  /** Id of the latest invoice. */
  latest_invoice?: string | null
  /** Whether and how collecting is paused. */
  pause_collection?: Record<string, unknown> | null
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** Money given back. */
export interface Refund {
  /** Id, `re_…`. */
  id?: string
  /** `refund`. */
  object?: string
  /** In the smallest unit of the currency. */
  amount?: number
  /** Three lower-case letters. */
  currency?: string
  /** Charge it gives back. */
  charge?: string | null
  /** Payment intent it gives back. */
  payment_intent?: string | null
  /** What it did to the balance. */
  balance_transaction?: string | null
  /** Why. */
  reason?: string | null
  /** `pending`, `requires_action`, `succeeded`, `failed` or `canceled`. */
  status?: string | null
  /** Why it failed, if it did. */
  failure_reason?: string
  /** Number of the receipt that was sent. */
  receipt_number?: string | null
  /** Pairs of your own. */
  metadata?: Record<string, string> | null
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** Something that is sold; what it costs is in prices. */
export interface Product {
  /** Id, `prod_…` or your own. Goes into `product`. */
  id?: string
  /** `product`. */
  object?: string
  /** Name that customers see. */
  name?: string
  /** Text that customers see. */
  description?: string | null
  /** Whether it can be bought. */
  active?: boolean
  /** Price that is used unless another is chosen. */
  default_price?: string | null
  /** URLs of pictures. */
  images?: string[]
  /** Features shown in pricing tables. */
  marketing_features?: Record<string, unknown>[]
  /** Size and weight. */
  package_dimensions?: Record<string, unknown> | null
  /** Whether it is shipped. */
  shippable?: boolean | null
  /** Text on bank statements. */
  statement_descriptor?: string | null
  /** Code that taxes go by. */
  tax_code?: string | null
  /** What one of it is called. */
  unit_label?: string | null
  /** Its page. */
  url?: string | null
  /** When it last changed, in seconds since 1970. */
  updated?: number
  /** Present and true if it was deleted. */
  deleted?: boolean
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** The Stripe account. */
export interface Account {
  /** Id, `acct_…`. */
  id?: string
  /** `account`. */
  object?: string
  /** Name, address on the web and telephone for customers. */
  business_profile?: Record<string, unknown> | null
  /** Kind of business. */
  business_type?: string | null
  /** Whether it can take payments. */
  charges_enabled?: boolean
  /** Whether it can pay out. */
  payouts_enabled?: boolean
  /** Whether its owner told all that Stripe asks for. */
  details_submitted?: boolean
  /** Country. */
  country?: string
  /** Currency. */
  default_currency?: string
  /** Address. */
  email?: string | null
  /** Settings; `dashboard.display_name` is its name. */
  settings?: Record<string, unknown> | null
  /** Kind of account. */
  type?: string
}

/** Money in the account at this moment. */
export interface Balance {
  /** `balance`. */
  object?: string
  /** What can be paid out, by currency: `amount`, `currency`, `source_types`. */
  available?: Record<string, unknown>[]
  /** What is not available yet, by currency. */
  pending?: Record<string, unknown>[]
  /** What can be paid out at once. */
  instant_available?: Record<string, unknown>[]
  /** What is held back because connected accounts are negative. */
  connect_reserved?: Record<string, unknown>[]
  /** What can be spent by issued cards. */
  issuing?: Record<string, unknown>
  /** False in the sandbox. */
  livemode?: boolean
}

/** A movement of the balance. */
export interface BalanceTransaction {
  /** Id, `txn_…`. */
  id?: string
  /** `balance_transaction`. */
  object?: string
  /** Before fees, in the smallest unit of the currency; negative if money left. */
  amount?: number
  /** Fees. */
  fee?: number
  /** What the balance changed by. */
  net?: number
  /** What the fees are made of. */
  fee_details?: Record<string, unknown>[]
  /** Three lower-case letters. */
  currency?: string
  /** What kind, such as `charge`, `refund`, `payout` or `stripe_fee`. */
  type?: string
  /** Kind for accounting. */
  reporting_category?: string
  /** Id of what caused it. */
  source?: string | null
  /** `available` or `pending`. */
  status?: string
  /** When it becomes available, in seconds since 1970. */
  available_on?: number
  /** Note. */
  description?: string | null
  /** Rate, if a currency was changed. */
  exchange_rate?: number | null
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** A payment from its begin to its end. */
export interface PaymentIntent {
  /** Id, `pi_…`. */
  id?: string
  /** `payment_intent`. */
  object?: string
  /** In the smallest unit of the currency. */
  amount?: number
  /** Authorized and not taken yet. */
  amount_capturable?: number
  /** Taken. */
  amount_received?: number
  /** Three lower-case letters. */
  currency?: string
  /** Customer's id. */
  customer?: string | null
  /** How far it is. */
  status?: "requires_payment_method" | "requires_confirmation" | "requires_action" | "processing" | "requires_capture" | "canceled" | "succeeded"
  /** Note. */
  description?: string | null
  /** Id of the payment method. */
  payment_method?: string | null
  /** Kinds that may be used. */
  payment_method_types?: string[]
  /** Whether kinds are chosen by the settings of the account. */
  automatic_payment_methods?: Record<string, unknown> | null
  /** Whether money is taken at once or later. */
  capture_method?: string
  /** How it is confirmed. */
  confirmation_method?: string
  /** Id of its latest charge. */
  latest_charge?: string | null
  /** Why the last attempt failed. */
  last_payment_error?: Record<string, unknown> | null
  /** What the customer must do. */
  next_action?: Record<string, unknown> | null
  /** Why it was cancelled. */
  cancellation_reason?: string | null
  /** When it was cancelled, in seconds since 1970. */
  canceled_at?: number | null
  /** Where the receipt goes. */
  receipt_email?: string | null
  /** Text on bank statements. */
  statement_descriptor?: string | null
  /** Text after the account's own on bank statements. */
  statement_descriptor_suffix?: string | null
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** What a product costs. */
export interface Price {
  /** Id, `price_…`. Goes into `price`. */
  id?: string
  /** `price`. */
  object?: string
  /** Product's id. */
  product?: string
  /** Three lower-case letters. */
  currency?: string
  /** In the smallest unit of the currency. */
  unit_amount?: number | null
  /** The same with fractions. */
  unit_amount_decimal?: string | null
  /** Whether it recurs. */
  type?: "one_time" | "recurring"
  /** Interval, if it recurs. */
  recurring?: Record<string, unknown> | null
  /** How it is reckoned. */
  billing_scheme?: "per_unit" | "tiered"
  /** Name for your own use. */
  nickname?: string | null
  /** Name to find it by. */
  lookup_key?: string | null
  /** Whether it can be used. */
  active?: boolean
  /** Whether taxes are in it. */
  tax_behavior?: "inclusive" | "exclusive" | "unspecified" | null
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** A payment page of Stripe's. */
export interface CheckoutSession {
  /** Id, `cs_…`. */
  id?: string
  /** `checkout.session`. */
  object?: string
  /** The page, while the session is open. */
  url?: string | null
  /** What it is for. */
  mode?: "payment" | "setup" | "subscription"
  /** State. */
  status?: "open" | "complete" | "expired" | null
  /** Whether it was paid. */
  payment_status?: "paid" | "unpaid" | "no_payment_required"
  /** Customer's id. */
  customer?: string | null
  /** Address that is filled in. */
  customer_email?: string | null
  /** Your own reference. */
  client_reference_id?: string | null
  /** Before discounts and taxes. */
  amount_subtotal?: number | null
  /** To be paid. */
  amount_total?: number | null
  /** Three lower-case letters. */
  currency?: string | null
  /** Its payment intent. */
  payment_intent?: string | null
  /** Subscription it made. */
  subscription?: string | null
  /** Where the customer goes when done. */
  success_url?: string | null
  /** Where the customer goes to turn back. */
  cancel_url?: string | null
  /** When it ends, in seconds since 1970. */
  expires_at?: number
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** A way to pay, such as a card. */
export interface PaymentMethodAttachment {
  /** Id, `pm_…`. */
  id?: string
  /** `payment_method`. */
  object?: string
  /** Kind, such as `card`. */
  type?: string
  /** Customer it is attached to. */
  customer?: string | null
  /** Brand, last digits and expiry, of a card. */
  card?: Record<string, unknown>
  /** Name and address of the holder. */
  billing_details?: Record<string, unknown>
  /** Pairs of your own. */
  metadata?: Record<string, string> | null
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** A payer's complaint to the bank. */
export interface Dispute {
  /** Id, `dp_…` or `du_…`. */
  id?: string
  /** `dispute`. */
  object?: string
  /** Disputed, in the smallest unit of the currency. */
  amount?: number
  /** Three lower-case letters. */
  currency?: string
  /** Charge that is disputed. */
  charge?: string
  /** Its payment intent. */
  payment_intent?: string | null
  /** Why, such as `fraudulent` or `product_not_received`. */
  reason?: string
  /** `warning_needs_response`, `needs_response`, `under_review`, `won`, `lost` and others. */
  status?: string
  /** What was submitted. */
  evidence?: Record<string, unknown>
  /** Until when evidence is due, and whether there is some. */
  evidence_details?: Record<string, unknown>
  /** Whether it can still be refunded. */
  is_charge_refundable?: boolean
  /** What it did to the balance. */
  balance_transactions?: Record<string, unknown>[]
  /** Pairs of your own. */
  metadata?: Record<string, string>
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

/** A transfer to the bank. */
export interface Payout {
  /** Id, `po_…`. */
  id?: string
  /** `payout`. */
  object?: string
  /** In the smallest unit of the currency. */
  amount?: number
  /** Three lower-case letters. */
  currency?: string
  /** `paid`, `pending`, `in_transit`, `canceled` or `failed`. */
  status?: string
  /** When it arrives, in seconds since 1970. */
  arrival_date?: number
  /** Whether it was made by the schedule. */
  automatic?: boolean
  /** What it did to the balance. */
  balance_transaction?: string | null
  /** Note. */
  description?: string | null
  /** Bank account or card. */
  destination?: string | null
  /** Why it failed, as a code. */
  failure_code?: string | null
  /** Why it failed, in words. */
  failure_message?: string | null
  /** `standard` or `instant`. */
  method?: string
  /** Where it goes. */
  type?: "bank_account" | "card"
  /** Which part of the balance it is from. */
  source_type?: string
  /** Text on bank statements. */
  statement_descriptor?: string | null
  /** Whether its transactions can be listed. */
  reconciliation_status?: string
  /** Pairs of your own. */
  metadata?: Record<string, string> | null
  /** False in the sandbox. */
  livemode?: boolean
  /** When it was made, in seconds since 1970. */
  created?: number
}

export interface Address {
  /** Address: street. */
  line1?: string | null
  /** Address: second line. */
  line2?: string | null
  /** Address: city. */
  city?: string | null
  /** Address: state. */
  state?: string | null
  /** Address: postal code. */
  postal_code?: string | null
  /** Address: country in two letters. */
  country?: string | null
}
