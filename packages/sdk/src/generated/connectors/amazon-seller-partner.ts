// Made by `npm run generate` from packages/catalog/amazon-seller-partner; do not edit.

/**
 * Reads orders, settlements, financial events, the catalog and reports of Amazon sellers, and asks for
 * reports.
 */
export interface AmazonSellerPartner {
  marketplace_participations: {
    /**
     * List marketplaces of the seller. Use it to learn where the seller sells, and the ids of
     * marketplaces.
     */
    list: {
      params: Record<string, never>
      record: MarketplaceParticipation
    }
  }
  orders: {
    /** Get one order. Use it when the id of the order is known. */
    get: {
      params: {
        /** Id of the order. */
        orderId: string
      }
      record: Order
    }
    /**
     * List orders. Use it to find orders by time and status. Give CreatedAfter or LastUpdatedAfter. Names
     * and addresses of buyers do not come.
     */
    list: {
      params: {
        /**
         * Only orders placed after this moment. Without it the last 30 days count. Computed from the time if
         * left out.
         */
        CreatedAfter?: string
        /** Only orders placed before this moment, two minutes ago at the latest. */
        CreatedBefore?: string
        /** Only orders that changed after this moment. */
        LastUpdatedAfter?: string
        /** Only orders that changed before this moment. */
        LastUpdatedBefore?: string
        /** Statuses, with commas between. */
        OrderStatuses?: string
        /** How many records a page has, at most 100. Default: 100. */
        MaxResultsPerPage?: number
        /** Token of the page before. It takes the place of the other filters. */
        NextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Order
    }
  }
  order_items: {
    /** List items of an order. Use it to see what was ordered. */
    list: {
      params: {
        /** Id of the order. */
        orderId: string
        /** Token of the page before. It takes the place of the other filters. */
        NextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: OrderItem
    }
  }
  list_financial_event_groups: {
    /** List settlements. Use it to find settlements by time. */
    list: {
      params: {
        /** Only groups that began after this moment. */
        FinancialEventGroupStartedAfter?: string
        /** Only groups that began before this moment. */
        FinancialEventGroupStartedBefore?: string
        /** How many records a page has, at most 100. Default: 100. */
        MaxResultsPerPage?: number
        /** Token of the page before. It takes the place of the other filters. */
        NextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: ListFinancialEventGroup
    }
  }
  list_financial_events: {
    /**
     * List financial events. Use it to see fees, refunds and charges by time. A page is one record with a
     * list for each kind of event.
     */
    list: {
      params: {
        /** Only events posted after this moment. */
        PostedAfter?: string
        /** Only events posted before this moment. */
        PostedBefore?: string
        /** How many events a page has, at most 100. Default: 100. */
        MaxResultsPerPage?: number
        /** Token of the page before. It takes the place of the other filters. */
        NextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: ListFinancialEvent
    }
  }
  catalog_items: {
    /** Get one item of the catalog. Use it when the ASIN is known. */
    get: {
      params: {
        /** ASIN. */
        asin: string
        /** What comes along, with commas between. */
        includedData?: string
      }
      record: CatalogItem
    }
    /** Search the catalog. Use it to find products by words, or by up to 20 numbers with `identifiersType`. */
    list: {
      params: {
        /** Words, with commas between. Give these or identifiers. */
        keywords?: string
        /** Numbers, with commas between. */
        identifiers?: string
        /** Kind of the numbers. */
        identifiersType?: "ASIN" | "EAN" | "GTIN" | "ISBN" | "JAN" | "MINSAN" | "SKU" | "UPC"
        /** What comes along, with commas between. */
        includedData?: string
        /** How many records a page has, at most 20. Default: 10. */
        pageSize?: number
        /** Token of the page before. */
        pageToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: CatalogItem
    }
  }
  reports: {
    /** Get one report. Use it to see whether a report is done. */
    get: {
      params: {
        /** Id of the report. */
        reportId: string
      }
      record: Report
    }
    /** List reports. Use it to find reports by kind. Give reportTypes or nextToken. */
    list: {
      params: {
        /** Kinds of reports, with commas between, at most 10. */
        reportTypes?: string
        /** Statuses, with commas between. */
        processingStatuses?: string
        /** Ids of marketplaces, with commas between, at most 10. */
        marketplaceIds?: string
        /** How many records a page has, at most 100. Default: 10. */
        pageSize?: number
        /** Only reports asked for since this moment, 90 days ago at most. */
        createdSince?: string
        /** Only reports asked for until this moment. */
        createdUntil?: string
        /** Token of the page before. It takes the place of the other filters. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Report
    }
    /**
     * Ask for a report. Use it to have Amazon make a report. It takes minutes; reports get says when it is
     * done.
     */
    create: {
      params: {
        /** Kind of report. */
        reportType: string
        /** Ids of marketplaces, at most 25. */
        marketplaceIds: string[]
        /** Begin of the data. */
        dataStartTime?: string
        /** End of the data. */
        dataEndTime?: string
      }
      record: Record<string, unknown>
    }
  }
}

/** Marketplaces of the seller. */
export interface MarketplaceParticipation {
  /** Marketplace: `id`, `name`, `countryCode`. */
  marketplace?: Record<string, unknown>
  /** Whether the seller takes part, and with listings that are held back. */
  participation?: Record<string, unknown>
  /** Name of the store. */
  storeName?: string
}

/** Orders. */
export interface Order {
  /** Id of the order. Goes into `orderId`. */
  AmazonOrderId?: string
  /** Id of the seller. */
  SellerOrderId?: string
  /** When it was placed. */
  PurchaseDate?: string
  /** When it last changed. */
  LastUpdateDate?: string
  /** Status. */
  OrderStatus?: string
  /** AFN if Amazon ships it, MFN if the seller does. */
  FulfillmentChannel?: string
  /** Marketplace by name. */
  SalesChannel?: string
  /** Amount: `CurrencyCode` and `Amount`. */
  OrderTotal?: Record<string, unknown>
  /** Items shipped. */
  NumberOfItemsShipped?: number
  /** Items not shipped. */
  NumberOfItemsUnshipped?: number
  /** Id of the marketplace. */
  MarketplaceId?: string
  /** Whether it is of Prime. */
  IsPrime?: boolean
  /** Shipping service. */
  ShipServiceLevel?: string
}

/** Items of an order. */
export interface OrderItem {
  /** ASIN. */
  ASIN?: string
  /** SKU. */
  SellerSKU?: string
  /** Id of the item. */
  OrderItemId?: string
  /** Title. */
  Title?: string
  /** How many were ordered. */
  QuantityOrdered?: number
  /** How many were shipped. */
  QuantityShipped?: number
  /** Amount: `CurrencyCode` and `Amount`. */
  ItemPrice?: Record<string, unknown>
  /** Amount: `CurrencyCode` and `Amount`. */
  ItemTax?: Record<string, unknown>
  /** Amount: `CurrencyCode` and `Amount`. */
  PromotionDiscount?: Record<string, unknown>
}

/** Groups of financial events, that is, settlements. */
export interface ListFinancialEventGroup {
  /** Id of the group. */
  FinancialEventGroupId?: string
  /** Open or Closed. */
  ProcessingStatus?: string
  /** State of the transfer. */
  FundTransferStatus?: string
  /** Amount: `CurrencyCode` and `CurrencyAmount`. */
  OriginalTotal?: Record<string, unknown>
  /** When it was transferred. */
  FundTransferDate?: string
  /** Begin. */
  FinancialEventGroupStart?: string
  /** End. */
  FinancialEventGroupEnd?: string
  /** Balance at the beginning. */
  BeginningBalance?: Record<string, unknown>
}

/** Financial events by kind. */
export interface ListFinancialEvent {
  /** Shipments. */
  ShipmentEventList?: Record<string, unknown>[]
  /** Refunds. */
  RefundEventList?: Record<string, unknown>[]
  /** Fees. */
  ServiceFeeEventList?: Record<string, unknown>[]
  /** Adjustments. */
  AdjustmentEventList?: Record<string, unknown>[]
  /** Chargebacks. */
  ChargebackEventList?: Record<string, unknown>[]
}

/** Items of the catalog. */
export interface CatalogItem {
  /** ASIN. */
  asin?: string
  /** Name, brand and size by marketplace. */
  summaries?: Record<string, unknown>[]
  /** Attributes. */
  attributes?: Record<string, unknown>
  /** EAN, UPC and other numbers. */
  identifiers?: Record<string, unknown>[]
  /** Images. */
  images?: Record<string, unknown>[]
  /** Ranks. */
  salesRanks?: Record<string, unknown>[]
  /** Product types. */
  productTypes?: Record<string, unknown>[]
  /** Sizes and weights. */
  dimensions?: Record<string, unknown>[]
  /** Variations. */
  relationships?: Record<string, unknown>[]
}

/** Reports that were asked for. */
export interface Report {
  /** Id of the report. */
  reportId?: string
  /** Kind of report. */
  reportType?: string
  /** IN_QUEUE, IN_PROGRESS, DONE, CANCELLED or FATAL. */
  processingStatus?: string
  /** Id of the document. */
  reportDocumentId?: string
  /** Begin. */
  dataStartTime?: string
  /** End. */
  dataEndTime?: string
  /** When it was asked for. */
  createdTime?: string
  /** When it was done. */
  processingEndTime?: string
  /** Marketplaces. */
  marketplaceIds?: string[]
}
