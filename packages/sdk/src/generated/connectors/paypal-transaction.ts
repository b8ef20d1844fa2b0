// Made by `npm run generate` from packages/catalog/paypal-transaction; do not edit.

/**
 * Reads balances, transactions, payments, disputes, products and invoices of a PayPal business
 * account, and writes products and invoices.
 */
export interface PaypalTransaction {
  balances: {
    /** List balances. Use it to see money by currency, now or at a moment. */
    list: {
      params: {
        /** Balances at this moment; now when left out. */
        as_of_time?: string
        /** Only this currency, in three letters. */
        currency_code?: string
      }
      record: Balance
    }
  }
  transactions: {
    /** List transactions. Use it to see movements of up to 31 days. Give fields all for who paid and what. */
    list: {
      params: {
        /** Begin, as a moment; 30 days ago when left out. Computed from the time if left out. */
        start_date?: string
        /** End, at most 31 days after the begin; now when left out. Computed from the time if left out. */
        end_date?: string
        /** Only the transaction with this id. */
        transaction_id?: string
        /** Only those with this event code. */
        transaction_type?: string
        /** Only those of this state: D denied, P pending, S successful, V reversed. */
        transaction_status?: "D" | "P" | "S" | "V"
        /** Only those in this currency. */
        transaction_currency?: string
        /**
         * What is given, by names with commas between: transaction_info, payer_info, shipping_info, cart_info
         * or all. Default: transaction_info.
         */
        fields?: string
        /** How many records a page holds. Default: 100. */
        page_size?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Whether only those that change the balance are given. Default: Y. */
        balance_affecting_records_only?: "Y" | "N"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Transaction
    }
  }
  list_payments: {
    /**
     * List payments. Use it to see payments of the first version of the API; transactions list has all
     * movements.
     */
    list: {
      params: {
        /** Only those made after this moment. */
        start_time?: string
        /** Only those made before this moment. */
        end_time?: string
        /** How many records a page holds. Default: 10. */
        count?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        start_id?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ListPayment
    }
  }
  list_disputes: {
    /** List disputes. Use it to see disputes, by state or time. */
    list: {
      params: {
        /** Only those changed after this moment. */
        update_time_after?: string
        /** Only those changed before this moment. */
        update_time_before?: string
        /** Only those of these states, with commas between. */
        dispute_state?: string
        /** How many records a page holds. Default: 10. */
        page_size?: number
        /** `end_cursor` of the page before. Left out for the first page. */
        next_page_token?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ListDispute
    }
  }
  show_dispute_details: {
    /** Get one dispute. Use it to read what was said and until when to answer. */
    get: {
      params: {
        /** Id of the dispute, from list_disputes list. */
        dispute_id: string
      }
      record: ShowDisputeDetail
    }
  }
  list_products: {
    /** List products. Use it to find products of the catalog. */
    list: {
      params: {
        /** How many records a page holds. Default: 10. */
        page_size?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Whether the number of all is given. Default: true. */
        total_required?: boolean
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ListProduct
    }
    /** Add a product. Use it to add a product that plans of subscriptions are for. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Type. */
        type: "PHYSICAL" | "DIGITAL" | "SERVICE"
        /** Text. */
        description?: string
        /** Category, as PayPal names it. */
        category?: string
        /** Image. */
        image_url?: string
        /** Page. */
        home_url?: string
      }
      record: ListProduct
    }
  }
  show_product_details: {
    /** Get one product. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same kind. */
        id: string
      }
      record: ShowProductDetail
    }
  }
  search_invoices: {
    /** Search invoices. Use it to find invoices by day, state, number or recipient. */
    list: {
      params: {
        /** How many records a page holds. Default: 20. */
        page_size?: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** Whether the number of all is given. Default: true. */
        total_required?: boolean
        /** Moments between which it was made: start and end, both with time and zone. */
        creation_date_range?: {
          /** From when. */
          start: string
          /** Until when. */
          end: string
        }
        /** Only invoices to this address. */
        recipient_email?: string
        /** Only invoices of these states, at most five. */
        status?: string[]
        /** Only the invoice with this number. */
        invoice_number?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 20. */
        limit?: number
      }
      record: SearchInvoice
    }
  }
  invoices: {
    /** Get one invoice. Use it to read goods and payments of an invoice. */
    get: {
      params: {
        /** Id of the invoice, from search_invoices list. */
        invoice_id: string
      }
      record: Invoice
    }
    /** Write an invoice. Use it to write an invoice as a draft; it goes out by invoice_sends create. */
    create: {
      params: {
        /** What it is about: currency_code, invoice_number, note, payment_term. */
        detail: Record<string, unknown>
        /** Who sends it: name, email_address, address. */
        invoicer?: Record<string, unknown>
        /** To whom: billing_info with email_address and name. */
        primary_recipients?: Record<string, unknown>[]
        /** Goods: name, quantity, unit_amount. */
        items?: Record<string, unknown>[]
      }
      record: Invoice
    }
    /** Delete an invoice. Use it to remove a draft for good. */
    delete: {
      params: {
        /** Id of the invoice, from search_invoices list. */
        invoice_id: string
      }
      record: Record<string, unknown>
    }
  }
  invoice_sends: {
    /** Send an invoice. Use it to send a draft to its recipient. It cannot be called back. */
    create: {
      params: {
        /** Id of the invoice, from search_invoices list. */
        invoice_id: string
        /** Subject of the mail. PayPal writes its own instead. */
        subject?: string
        /** Text of the mail. PayPal writes its own instead. */
        note?: string
        /** Whether it is sent by mail. Default: true. */
        send_to_recipient?: boolean
      }
      record: InvoiceSend
    }
  }
  account: {
    /** Get the account. Use it to see whose account it is. */
    get: {
      params: {
        /** Form of the answer. Default: paypalv1.1. */
        schema?: string
      }
      record: Account
    }
  }
}

/** Money of the account in one currency. */
export interface Balance {
  /** Currency. */
  currency?: string
  /** Whether it is the main one. */
  primary?: boolean
  /** All of it, with currency_code and value. */
  total_balance?: Record<string, unknown>
  /** What can be used. */
  available_balance?: Record<string, unknown>
  /** What is held back. */
  withheld_balance?: Record<string, unknown>
}

/** A movement of money. */
export interface Transaction {
  /** Id, time, amount, fee, state and so on. */
  transaction_info?: Record<string, unknown>
  /** Who paid, with fields. */
  payer_info?: Record<string, unknown>
  /** Where goods go, with fields. */
  shipping_info?: Record<string, unknown>
  /** What was bought, with fields. */
  cart_info?: Record<string, unknown>
  /** Shop. */
  store_info?: Record<string, unknown>
  /** Auction. */
  auction_info?: Record<string, unknown>
  /** Discounts. */
  incentive_info?: Record<string, unknown>
}

/** A payment of the first version of the API. */
export interface ListPayment {
  /** Id. Goes into `start_id`. */
  id?: string
  /** What it was for. */
  intent?: string
  /** State. */
  state?: string
  /** Cart. */
  cart?: string
  /** Who paid. */
  payer?: Record<string, unknown>
  /** Amounts. */
  transactions?: Record<string, unknown>[]
  /** When it was made. */
  create_time?: string
  /** When it last changed. */
  update_time?: string
  /** Addresses. */
  links?: Record<string, unknown>[]
}

/** A complaint of a buyer. */
export interface ListDispute {
  /** Id. Goes into `dispute_id`. */
  dispute_id?: string
  /** Why. */
  reason?: string
  /** State. */
  status?: string
  /** State for the one who looks. */
  dispute_state?: string
  /** How much. */
  dispute_amount?: Record<string, unknown>
  /** How far it is. */
  dispute_life_cycle_stage?: string
  /** Where it was begun. */
  dispute_channel?: string
  /** How it ended. */
  outcome?: unknown
  /** When it was made. */
  create_time?: string
  /** When it last changed. */
  update_time?: string
  /** Addresses. */
  links?: Record<string, unknown>[]
}

/** A dispute with all that was said. */
export interface ShowDisputeDetail {
  /** Id. Goes into `dispute_id`. */
  dispute_id?: string
  /** Why. */
  reason?: string
  /** State. */
  status?: string
  /** State for the one who looks. */
  dispute_state?: string
  /** How much. */
  dispute_amount?: Record<string, unknown>
  /** How far it is. */
  dispute_life_cycle_stage?: string
  /** Where it was begun. */
  dispute_channel?: string
  /** How it ended. */
  outcome?: unknown
  /** When it was made. */
  create_time?: string
  /** When it last changed. */
  update_time?: string
  /** Addresses. */
  links?: Record<string, unknown>[]
  /** Payments that it is about. */
  disputed_transactions?: Record<string, unknown>[]
  /** What was said. */
  messages?: Record<string, unknown>[]
  /** What was shown. */
  evidences?: Record<string, unknown>[]
  /** Until when to answer. */
  seller_response_due_date?: string
}

/** A product of the catalog for subscriptions. */
export interface ListProduct {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Text. */
  description?: string
  /** When it was made. */
  create_time?: string
  /** Addresses. */
  links?: Record<string, unknown>[]
}

/** A product with all of its members. */
export interface ShowProductDetail {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Text. */
  description?: string
  /** When it was made. */
  create_time?: string
  /** Addresses. */
  links?: Record<string, unknown>[]
  /** Type. */
  type?: string
  /** Category. */
  category?: string
  /** Image. */
  image_url?: string
  /** Page. */
  home_url?: string
  /** When it last changed. */
  update_time?: string
}

/** A bill. */
export interface SearchInvoice {
  /** Id. Goes into `invoice_id`. */
  id?: string
  /** State. */
  status?: string
  /** Number, day, currency and so on. */
  detail?: Record<string, unknown>
  /** Who sends it. */
  invoicer?: Record<string, unknown>
  /** To whom. */
  primary_recipients?: Record<string, unknown>[]
  /** Sum. */
  amount?: Record<string, unknown>
  /** What is open. */
  due_amount?: Record<string, unknown>
  /** What was paid. */
  payments?: Record<string, unknown>
  /** Addresses. */
  links?: Record<string, unknown>[]
}

/** A bill with its goods. */
export interface Invoice {
  /** Id. Goes into `invoice_id`. */
  id?: string
  /** State. */
  status?: string
  /** Number, day, currency and so on. */
  detail?: Record<string, unknown>
  /** Who sends it. */
  invoicer?: Record<string, unknown>
  /** To whom. */
  primary_recipients?: Record<string, unknown>[]
  /** Sum. */
  amount?: Record<string, unknown>
  /** What is open. */
  due_amount?: Record<string, unknown>
  /** What was paid. */
  payments?: Record<string, unknown>
  /** Addresses. */
  links?: Record<string, unknown>[]
  /** Goods. */
  items?: Record<string, unknown>[]
  /** How it can be paid. */
  configuration?: Record<string, unknown>
}

/** That an invoice goes out. */
export interface InvoiceSend {
  /** Page of the invoice. */
  href?: string
  /** Kind. */
  rel?: string
}

/** The account. */
export interface Account {
  /** Id. */
  user_id?: string
  /** Name. */
  name?: string
  /** Merchant id. */
  payer_id?: string
  /** Addresses. */
  emails?: Record<string, unknown>[]
  /** Whether it was confirmed. */
  verified_account?: unknown
  /** Address. */
  address?: Record<string, unknown>
}
