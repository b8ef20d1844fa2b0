// Made by `npm run generate` from packages/catalog/linkedin-ads; do not edit.

/**
 * Reads ad accounts, campaigns, creatives, conversions and their numbers of LinkedIn, and changes
 * campaigns and campaign groups.
 */
export interface LinkedinAds {
  accounts: {
    /** Get one ad account. Use it when the id of the account is known. */
    get: {
      params: {
        /** Id of the account. */
        id: number
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
      }
      record: Account
    }
    /** List ad accounts. Use it to find ad accounts of the person. */
    list: {
      params: {
        /** Finder of LinkedIn. Default: search. */
        q?: "search"
        /** Conditions in LinkedIn's syntax. */
        search?: string
        /** How many records a page has, at most 1000. Default: 100. */
        pageSize?: number
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Account
    }
  }
  account_users: {
    /** List people of an account. Use it to see who has which role in an account. */
    list: {
      params: {
        /** Finder of LinkedIn. Default: accounts. */
        q?: "accounts"
        /** Account, as encoded URN. */
        accounts: string
        /** How many records a page has, at most 1,000. Default: 100. */
        count?: number
        /** How many records to skip. Default: 0. */
        start?: number
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: AccountUser
    }
  }
  campaigns: {
    /** Get one campaign. Use it when the id of the campaign is known. */
    get: {
      params: {
        /** Id of the account. */
        account_id: number
        /** Id of the campaign. */
        id: number
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
      }
      record: Campaign
    }
    /** List campaigns. Use it to find campaigns of an account. */
    list: {
      params: {
        /** Id of the account. */
        account_id: number
        /** Finder of LinkedIn. Default: search. */
        q?: "search"
        /** Conditions in LinkedIn's syntax. */
        search?: string
        /** How many records a page has, at most 1000. Default: 100. */
        pageSize?: number
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Campaign
    }
    /** Change a campaign. Use it to rename, pause or resume a campaign, or to change other fields of it. */
    update: {
      params: {
        /** Id of the account. */
        account_id: number
        /** Id of the campaign. */
        id: number
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
        /** Method of the protocol. Default: PARTIAL_UPDATE. */
        "X-RestLi-Method"?: string
        /** Fields to change, as `$set`. */
        patch: Record<string, unknown>
      }
      record: Record<string, unknown>
    }
  }
  campaign_groups: {
    /** Get one campaign group. Use it when the id of the campaign group is known. */
    get: {
      params: {
        /** Id of the account. */
        account_id: number
        /** Id of the campaign group. */
        id: number
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
      }
      record: CampaignGroup
    }
    /** List campaign groups. Use it to find campaign groups of an account. */
    list: {
      params: {
        /** Id of the account. */
        account_id: number
        /** Finder of LinkedIn. Default: search. */
        q?: "search"
        /** Conditions in LinkedIn's syntax. */
        search?: string
        /** How many records a page has, at most 1000. Default: 100. */
        pageSize?: number
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: CampaignGroup
    }
    /**
     * Change a campaign group. Use it to rename, pause or resume a campaign group, or to change other
     * fields of it.
     */
    update: {
      params: {
        /** Id of the account. */
        account_id: number
        /** Id of the campaign group. */
        id: number
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
        /** Method of the protocol. Default: PARTIAL_UPDATE. */
        "X-RestLi-Method"?: string
        /** Fields to change, as `$set`. */
        patch: Record<string, unknown>
      }
      record: Record<string, unknown>
    }
  }
  creatives: {
    /** Get one creative. Use it when the id of the creative is known. */
    get: {
      params: {
        /** Id of the account. */
        account_id: number
        /** Id of the creative, as URN. */
        id: string
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
      }
      record: Creative
    }
    /** List creatives. Use it to find ads of an account and the state of their review. */
    list: {
      params: {
        /** Id of the account. */
        account_id: number
        /** Finder of LinkedIn. Default: criteria. */
        q?: "criteria"
        /** Only creatives of these campaigns, as a list of encoded URNs. */
        campaigns?: string
        /** How many records a page has, at most 100. Default: 100. */
        pageSize?: number
        /** `next_page_token` of the page before. */
        pageToken?: string
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
        /** Method of the protocol. Default: FINDER. */
        "X-RestLi-Method"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Creative
    }
  }
  conversions: {
    /** Get one conversion rule. Use it when the id of the conversion rule is known. */
    get: {
      params: {
        /** Id of the conversion rule. */
        id: number
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
      }
      record: Conversion
    }
    /** List conversion rules. Use it to find conversion rules of an account. */
    list: {
      params: {
        /** Finder of LinkedIn. Default: account. */
        q?: "account"
        /** Account, as encoded URN. */
        account: string
        /** How many records a page has, at most 1,000. Default: 100. */
        count?: number
        /** How many records to skip. Default: 0. */
        start?: number
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 100. */
        limit?: number
      }
      record: Conversion
    }
  }
  ad_campaign_analytics: {
    /**
     * Report numbers by campaign. Use it to see impressions, clicks, cost and conversions of campaigns, by
     * day or in all. Fields that are not asked for do not come.
     */
    list: {
      params: {
        /** Finder of LinkedIn. Default: analytics. */
        q?: "analytics"
        /** What rows are grouped by. Default: CAMPAIGN. */
        pivot?: "CAMPAIGN" | "CREATIVE" | "ACCOUNT" | "CAMPAIGN_GROUP" | "COMPANY"
        /** Span of each row. Default: DAILY. */
        timeGranularity?: "ALL" | "DAILY" | "MONTHLY" | "YEARLY"
        /** Days, in LinkedIn's syntax. */
        dateRange: string
        /** Campaigns, as a list of encoded URNs. */
        campaigns: string
        /** Fields, with commas between. */
        fields?: string
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
      }
      record: AdCampaignAnalytic
    }
  }
  ad_creative_analytics: {
    /**
     * Report numbers by creative. Use it to see impressions, clicks, cost and conversions of creatives, by
     * day or in all. Fields that are not asked for do not come.
     */
    list: {
      params: {
        /** Finder of LinkedIn. Default: analytics. */
        q?: "analytics"
        /** What rows are grouped by. Default: CREATIVE. */
        pivot?: "CAMPAIGN" | "CREATIVE" | "ACCOUNT" | "CAMPAIGN_GROUP" | "COMPANY"
        /** Span of each row. Default: DAILY. */
        timeGranularity?: "ALL" | "DAILY" | "MONTHLY" | "YEARLY"
        /** Days, in LinkedIn's syntax. */
        dateRange: string
        /** Creatives, as a list of encoded URNs. */
        creatives: string
        /** Fields, with commas between. */
        fields?: string
        /** Version of the API, as year and month. Default: 202608. */
        "LinkedIn-Version"?: string
        /** Version of the protocol. Default: 2.0.0. */
        "X-Restli-Protocol-Version"?: string
      }
      record: AdCreativeAnalytic
    }
  }
}

/** Ad accounts. */
export interface Account {
  /** Id of the account. Goes into `account_id`. */
  id?: number
  /** Name. */
  name?: string
  /** Currency. */
  currency?: string
  /** Status. */
  status?: string
  /** BUSINESS or ENTERPRISE. */
  type?: string
  /** Organization or person that it belongs to, as URN. */
  reference?: string
  /** Why it serves ads or does not. */
  servingStatuses?: string[]
  /** When it was created and last changed. */
  changeAuditStamps?: Record<string, unknown>
}

/** People with a role in an account. */
export interface AccountUser {
  /** Account, as URN. */
  account?: string
  /** Person, as URN. */
  user?: string
  /** Role. */
  role?: string
  /** When it was created and last changed. */
  changeAuditStamps?: Record<string, unknown>
}

/** Campaigns. */
export interface Campaign {
  /** Id of the campaign. */
  id?: number
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Kind of ads. */
  type?: string
  /** Account, as URN. */
  account?: string
  /** Campaign group, as URN. */
  campaignGroup?: string
  /** What is paid for. */
  costType?: string
  /** Budget of a day. */
  dailyBudget?: Record<string, unknown>
  /** Budget of all. */
  totalBudget?: Record<string, unknown>
  /** Bid. */
  unitCost?: Record<string, unknown>
  /** Objective. */
  objectiveType?: string
  /** Begin and end, in milliseconds since 1970. */
  runSchedule?: Record<string, unknown>
  /** Targeting. */
  targetingCriteria?: Record<string, unknown>
  /** When it was created and last changed. */
  changeAuditStamps?: Record<string, unknown>
}

/** Campaign groups. */
export interface CampaignGroup {
  /** Id of the campaign group. */
  id?: number
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Account, as URN. */
  account?: string
  /** Budget of all. */
  totalBudget?: Record<string, unknown>
  /** Begin and end, in milliseconds since 1970. */
  runSchedule?: Record<string, unknown>
  /** Why it serves ads or does not. */
  servingStatuses?: string[]
  /** When it was created and last changed. */
  changeAuditStamps?: Record<string, unknown>
}

/** Creatives of campaigns. */
export interface Creative {
  /** Id, as URN. */
  id?: string
  /** Campaign, as URN. */
  campaign?: string
  /** Account, as URN. */
  account?: string
  /** Content. */
  content?: Record<string, unknown>
  /** Status that was asked for. */
  intendedStatus?: string
  /** Whether it is shown. */
  isServing?: boolean
  /** State of the review. */
  review?: Record<string, unknown>
  /** When it was created, in milliseconds since 1970. */
  createdAt?: number
  /** When it last changed, in milliseconds since 1970. */
  lastModifiedAt?: number
}

/** Conversion rules. */
export interface Conversion {
  /** Id of the rule. */
  id?: number
  /** Name. */
  name?: string
  /** Kind of conversion. */
  type?: string
  /** Account, as URN. */
  account?: string
  /** Whether it is in use. */
  enabled?: boolean
  /** How conversions are attributed. */
  attributionType?: string
  /** Days after a click. */
  postClickAttributionWindowSize?: number
  /** Days after a view. */
  viewThroughAttributionWindowSize?: number
  /** When it was created, in milliseconds since 1970. */
  created?: number
}

/** Numbers by campaign. */
export interface AdCampaignAnalytic {
  /** Campaigns, as URN. */
  pivotValues?: string[]
  /** First and last day. */
  dateRange?: Record<string, unknown>
  /** Impressions. */
  impressions?: number
  /** Clicks. */
  clicks?: number
  /** Cost in the currency of the account. */
  costInLocalCurrency?: string
  /** Cost in US dollars. */
  costInUsd?: string
  /** Conversions. */
  externalWebsiteConversions?: number
}

/** Numbers by creative. */
export interface AdCreativeAnalytic {
  /** Creatives, as URN. */
  pivotValues?: string[]
  /** First and last day. */
  dateRange?: Record<string, unknown>
  /** Impressions. */
  impressions?: number
  /** Clicks. */
  clicks?: number
  /** Cost in the currency of the account. */
  costInLocalCurrency?: string
  /** Cost in US dollars. */
  costInUsd?: string
  /** Conversions. */
  externalWebsiteConversions?: number
}
