// Made by `npm run generate` from packages/catalog/google-ads; do not edit.

/**
 * Reads accounts, campaigns, ad groups, ads, labels and metrics of Google Ads, changes campaigns, ad
 * groups and ads, and labels them.
 */
export interface GoogleAds {
  accessible_customers: {
    /**
     * List accounts that can be opened. Use it to find the ids of accounts. Accounts below a manager
     * account are not among them: read those by reports list FROM customer_client.
     */
    list: {
      params: Record<string, never>
      record: AccessibleCustomer
    }
  }
  accounts: {
    /**
     * List account. Use it to see account. A `query` of your own selects other fields or fewer records;
     * metrics are in reports list.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT customer.id, customer.descriptive_name,
         * customer.currency_code, customer.time_zone, customer.manager, customer.status, customer.test_account
         * FROM customer.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Account
    }
  }
  campaigns: {
    /**
     * List campaigns. Use it to see campaigns. A `query` of your own selects other fields or fewer
     * records; metrics are in reports list.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT campaign.id, campaign.name, campaign.status,
         * campaign.serving_status, campaign.advertising_channel_type, campaign.bidding_strategy_type,
         * campaign.campaign_budget, campaign.resource_name FROM campaign ORDER BY campaign.id.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Campaign
    }
    /**
     * Change campaigns. Use it to rename, pause or resume campaigns. Each operation has `update` and, in
     * `updateMask`, the fields it changes.
     */
    update: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /** Operations with `update` and `updateMask`. */
        operations: Record<string, unknown>[]
        /** Whether valid operations are carried out though others fail. */
        partialFailure?: boolean
        /** Whether the request is only checked. */
        validateOnly?: boolean
      }
      record: Campaign2
    }
  }
  ad_groups: {
    /**
     * List ad groups. Use it to see ad groups. A `query` of your own selects other fields or fewer
     * records; metrics are in reports list.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT ad_group.id, ad_group.name, ad_group.status,
         * ad_group.type, ad_group.cpc_bid_micros, ad_group.resource_name, campaign.id, campaign.name FROM
         * ad_group ORDER BY ad_group.id.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdGroup
    }
    /**
     * Change ad groups. Use it to rename, pause or resume ad groups, or to change their bids. Each
     * operation has `update` and `updateMask`.
     */
    update: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /** Operations with `update` and `updateMask`. */
        operations: Record<string, unknown>[]
        /** Whether valid operations are carried out though others fail. */
        partialFailure?: boolean
        /** Whether the request is only checked. */
        validateOnly?: boolean
      }
      record: Campaign2
    }
  }
  ad_group_ads: {
    /**
     * List ads. Use it to see ads. A `query` of your own selects other fields or fewer records; metrics
     * are in reports list.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT ad_group_ad.ad.id, ad_group_ad.ad.name,
         * ad_group_ad.ad.type, ad_group_ad.ad.final_urls, ad_group_ad.status, ad_group_ad.resource_name,
         * ad_group.id, campaign.id FROM ad_group_ad ORDER BY ad_group_ad.ad.id.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdGroupAd
    }
    /**
     * Change the status of ads. Use it to pause or resume ads. Each operation has `update` and
     * `updateMask`.
     */
    update: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /** Operations with `update` and `updateMask`. */
        operations: Record<string, unknown>[]
        /** Whether valid operations are carried out though others fail. */
        partialFailure?: boolean
        /** Whether the request is only checked. */
        validateOnly?: boolean
      }
      record: Campaign2
    }
  }
  labels: {
    /**
     * List labels. Use it to see labels. A `query` of your own selects other fields or fewer records;
     * metrics are in reports list.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT label.id, label.name, label.status,
         * label.text_label.description, label.text_label.background_color, label.resource_name FROM label
         * ORDER BY label.id.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Label
    }
    /**
     * Create labels. Use it to create labels, which then are put on campaigns or ad groups. A name that
     * exists is an error.
     */
    create: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /** Operations with `create`. */
        operations: Record<string, unknown>[]
        /** Whether valid operations are carried out though others fail. */
        partialFailure?: boolean
        /** Whether the request is only checked. */
        validateOnly?: boolean
      }
      record: Campaign2
    }
  }
  campaign_labels: {
    /**
     * List labels of campaigns. Use it to see labels of campaigns. A `query` of your own selects other
     * fields or fewer records; metrics are in reports list.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT campaign_label.resource_name, campaign.id,
         * campaign.name, label.id, label.name FROM campaign_label ORDER BY campaign.id.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: CampaignLabel
    }
    /** Add labels to campaigns. Use it to add a label to a campaign. An operation with `remove` removes it. */
    create: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /** Operations with `create`, or `remove` and a resource name. */
        operations: Record<string, unknown>[]
        /** Whether valid operations are carried out though others fail. */
        partialFailure?: boolean
        /** Whether the request is only checked. */
        validateOnly?: boolean
      }
      record: Campaign2
    }
  }
  ad_group_labels: {
    /**
     * List labels of ad groups. Use it to see labels of ad groups. A `query` of your own selects other
     * fields or fewer records; metrics are in reports list.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT ad_group_label.resource_name, ad_group.id,
         * ad_group.name, label.id, label.name FROM ad_group_label ORDER BY ad_group.id.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdGroupLabel
    }
    /**
     * Add labels to ad groups. Use it to add a label to an ad group. An operation with `remove` removes
     * it.
     */
    create: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /** Operations with `create`, or `remove` and a resource name. */
        operations: Record<string, unknown>[]
        /** Whether valid operations are carried out though others fail. */
        partialFailure?: boolean
        /** Whether the request is only checked. */
        validateOnly?: boolean
      }
      record: Campaign2
    }
  }
  ad_group_ad_labels: {
    /**
     * List labels of ads. Use it to see labels of ads. A `query` of your own selects other fields or fewer
     * records; metrics are in reports list.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT ad_group_ad_label.resource_name,
         * ad_group_ad.ad.id, label.id, label.name FROM ad_group_ad_label ORDER BY ad_group_ad.ad.id.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdGroupAdLabel
    }
  }
  reports: {
    /**
     * Run a query of your choice. Use it for metrics, and for resources that no other entity has, by a
     * query in the Google Ads Query Language.
     */
    list: {
      params: {
        /** Id of the account, digits without hyphens. */
        customer_id?: string
        /** Id of the manager account through which the account is reached, digits without hyphens. */
        "login-customer-id"?: string
        /**
         * Query in the Google Ads Query Language. Default: SELECT campaign.id, campaign.name,
         * metrics.impressions, metrics.clicks, metrics.cost_micros, metrics.conversions FROM campaign WHERE
         * segments.date DURING LAST_30_DAYS ORDER BY campaign.id.
         */
        query?: string
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Refused by Google since version 17: pages have 10,000 rows. Leave it out. */
        pageSize?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Report
    }
  }
}

/** Accounts that the person may open without a manager account. */
export interface AccessibleCustomer {
  /** Resource name, `customers/` and the id of the account. */
  value?: string
}

/** Account: id, name, currency, time zone and status. */
export interface Account {
  /** Account. */
  customer?: Record<string, unknown>
}

/** Campaign: id, name, status, kind and budget. */
export interface Campaign {
  /** Campaign. */
  campaign?: Record<string, unknown>
}

/** Outcome of a write. */
export interface Campaign2 {
  /** Resource names of what was written, one for each operation. */
  results?: Record<string, unknown>[]
  /** What failed, with `partialFailure`. */
  partialFailureError?: Record<string, unknown>
}

/** Ad group: id, name, status, kind and bid. */
export interface AdGroup {
  /** Ad group. */
  adGroup?: Record<string, unknown>
  /** Campaign. */
  campaign?: Record<string, unknown>
}

/** Ad with its status. */
export interface AdGroupAd {
  /** Ad with its `ad`. */
  adGroupAd?: Record<string, unknown>
  /** Campaign. */
  campaign?: Record<string, unknown>
  /** Ad group. */
  adGroup?: Record<string, unknown>
}

/** Label: id, name and status. */
export interface Label {
  /** Label. */
  label?: Record<string, unknown>
}

/** Label on a campaign. */
export interface CampaignLabel {
  /** Label on a campaign. */
  campaignLabel?: Record<string, unknown>
  /** Campaign. */
  campaign?: Record<string, unknown>
  /** Label. */
  label?: Record<string, unknown>
}

/** Label on an ad group. */
export interface AdGroupLabel {
  /** Label on an ad group. */
  adGroupLabel?: Record<string, unknown>
  /** Ad group. */
  adGroup?: Record<string, unknown>
  /** Label. */
  label?: Record<string, unknown>
}

/** Label on an ad. */
export interface AdGroupAdLabel {
  /** Label on an ad. */
  adGroupAdLabel?: Record<string, unknown>
  /** Label. */
  label?: Record<string, unknown>
}

/** Numbers: impressions, clicks, cost and conversions, as far as the query selects them. */
export interface Report {
  /** Numbers: impressions, clicks, cost and conversions, as far as the query selects them. */
  metrics?: Record<string, unknown>
  /** Campaign. */
  campaign?: Record<string, unknown>
}
