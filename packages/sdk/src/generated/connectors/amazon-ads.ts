// Made by `npm run generate` from packages/catalog/amazon-ads; do not edit.

/**
 * Reads profiles, portfolios, campaigns, ad groups, keywords, targets and ads of Amazon Sponsored
 * Products and Sponsored Brands.
 */
export interface AmazonAds {
  profiles: {
    /** Get one profile. Use it when the id of the profile is known. */
    get: {
      params: {
        /** Id of the profile. */
        profileId: string
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
      }
      record: Profile
    }
    /** List profiles. Use it first: every other operation needs the id of a profile. */
    list: {
      params: {
        /** Only profiles of these kinds, with commas between: seller, vendor, agency. */
        profileTypeFilter?: string
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
      }
      record: Profile
    }
  }
  portfolios: {
    /**
     * Get one portfolio. Use it when the id of the portfolio is known. If Amazon responds with 404, since
     * it is taking this version away, use portfolios list with portfolioIdFilter.
     */
    get: {
      params: {
        /** Id of the portfolio. */
        portfolioId: string
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
      }
      record: Portfolio
    }
    /** List portfolios. Use it to find portfolios of a profile. */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.spPortfolio.v3+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.spPortfolio.v3+json. */
        "Content-Type"?: string
        /** Only the portfolios of these ids, as `include`. */
        portfolioIdFilter?: Record<string, unknown>
        /** Only portfolios of this state, as `include` with one value. */
        stateFilter?: Record<string, unknown>
        /** Only portfolios of these names, as `include`, and `queryTermMatchType` BROAD_MATCH or EXACT_MATCH. */
        nameFilter?: Record<string, unknown>
        /** Whether times and serving status come along. */
        includeExtendedDataFields?: boolean
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Portfolio
    }
  }
  sponsored_product_campaigns: {
    /**
     * Get one campaign of Sponsored Products. Use it when the id of the campaign is known. Version 2
     * spells fields in its own way.
     */
    get: {
      params: {
        /** Id of the campaign. */
        campaignId: string
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
      }
      record: SponsoredProductCampaign
    }
    /** List campaigns of Sponsored Products. Use it to find campaigns of Sponsored Products of a profile. */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.spCampaign.v3+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.spCampaign.v3+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredProductCampaign
    }
  }
  sponsored_product_ad_groups: {
    /** List ad groups of Sponsored Products. Use it to find ad groups of Sponsored Products of a profile. */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.spAdGroup.v3+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.spAdGroup.v3+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredProductAdGroup
    }
  }
  sponsored_product_keywords: {
    /** List keywords of Sponsored Products. Use it to find keywords of Sponsored Products of a profile. */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.spKeyword.v3+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.spKeyword.v3+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredProductKeyword
    }
  }
  sponsored_product_product_ads: {
    /**
     * List product ads of Sponsored Products. Use it to find product ads of Sponsored Products of a
     * profile.
     */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.spProductAd.v3+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.spProductAd.v3+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredProductProductAd
    }
  }
  sponsored_product_targets: {
    /** List targets of Sponsored Products. Use it to find targets of Sponsored Products of a profile. */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.spTargetingClause.v3+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.spTargetingClause.v3+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredProductTarget
    }
  }
  sponsored_product_negative_keywords: {
    /**
     * List negative keywords of Sponsored Products. Use it to find negative keywords of Sponsored Products
     * of a profile.
     */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.spNegativeKeyword.v3+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.spNegativeKeyword.v3+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredProductNegativeKeyword
    }
  }
  sponsored_product_negative_targets: {
    /**
     * List negative targets of Sponsored Products. Use it to find negative targets of Sponsored Products
     * of a profile.
     */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.spNegativeTargetingClause.v3+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.spNegativeTargetingClause.v3+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredProductNegativeTarget
    }
  }
  sponsored_brands_campaigns: {
    /** List campaigns of Sponsored Brands. Use it to find campaigns of Sponsored Brands of a profile. */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.sbcampaignresource.v4+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.sbcampaignresource.v4+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredBrandsCampaign
    }
  }
  sponsored_brands_ad_groups: {
    /** List ad groups of Sponsored Brands. Use it to find ad groups of Sponsored Brands of a profile. */
    list: {
      params: {
        /** Client ID of the app. The credentials have it. */
        "Amazon-Advertising-API-ClientId"?: string
        /** Id of the profile, from profiles list. */
        "Amazon-Advertising-API-Scope": string
        /** Format of the response. Default: application/vnd.sbadgroupresource.v4+json. */
        Accept?: string
        /** Format of the request. Default: application/vnd.sbadgroupresource.v4+json. */
        "Content-Type"?: string
        /** Only records of these states, as `include`. */
        stateFilter?: Record<string, unknown>
        /** How many records a page has, at most 100. */
        maxResults?: number
        /** `next_token` of the page before. */
        nextToken?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. */
        limit?: number
      }
      record: SponsoredBrandsAdGroup
    }
  }
}

/** Profiles, that is, an advertiser in a marketplace. */
export interface Profile {
  /** Id of the profile. Goes into `Amazon-Advertising-API-Scope`. */
  profileId?: number
  /** Country. */
  countryCode?: string
  /** Currency. */
  currencyCode?: string
  /** Time zone. */
  timezone?: string
  /** Budget of a day. */
  dailyBudget?: number
  /** Account: `id`, `name`, `type` and `marketplaceStringId`. */
  accountInfo?: Record<string, unknown>
}

/** Portfolios of campaigns. */
export interface Portfolio {
  /** Id of the portfolio. */
  portfolioId?: string
  /** Name. */
  name?: string
  /** State. */
  state?: string
  /** Budget. */
  budget?: Record<string, unknown>
  /** Whether there is budget left. */
  inBudget?: boolean
}

/** Campaigns of Sponsored Products. */
export interface SponsoredProductCampaign {
  /** Id of the campaign. */
  campaignId?: string
  /** Name. */
  name?: string
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
  /** MANUAL or AUTO. */
  targetingType?: string
  /** Budget: `budget` and `budgetType`. */
  budget?: Record<string, unknown>
  /** First day. */
  startDate?: string
  /** Last day. */
  endDate?: string
  /** Id of the portfolio. */
  portfolioId?: string
  /** How bids are made. */
  dynamicBidding?: Record<string, unknown>
}

/** Ad groups of Sponsored Products. */
export interface SponsoredProductAdGroup {
  /** Id of the ad group. */
  adGroupId?: string
  /** Id of the campaign. */
  campaignId?: string
  /** Name. */
  name?: string
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
  /** Bid. */
  defaultBid?: number
}

/** Keywords of Sponsored Products. */
export interface SponsoredProductKeyword {
  /** Id of the keyword. */
  keywordId?: string
  /** Id of the campaign. */
  campaignId?: string
  /** Id of the ad group. */
  adGroupId?: string
  /** The keyword. */
  keywordText?: string
  /** How it matches. */
  matchType?: string
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
  /** Bid. */
  bid?: number
}

/** Product ads of Sponsored Products. */
export interface SponsoredProductProductAd {
  /** Id of the ad. */
  adId?: string
  /** Id of the campaign. */
  campaignId?: string
  /** Id of the ad group. */
  adGroupId?: string
  /** ASIN of the product. */
  asin?: string
  /** SKU of the product. */
  sku?: string
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
}

/** Targets of Sponsored Products. */
export interface SponsoredProductTarget {
  /** Id of the target. */
  targetId?: string
  /** Id of the campaign. */
  campaignId?: string
  /** Id of the ad group. */
  adGroupId?: string
  /** What is targeted. */
  expression?: Record<string, unknown>[]
  /** MANUAL or AUTO. */
  expressionType?: string
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
  /** Bid. */
  bid?: number
}

/** Negative keywords of Sponsored Products. */
export interface SponsoredProductNegativeKeyword {
  /** Id of the keyword. */
  keywordId?: string
  /** Id of the campaign. */
  campaignId?: string
  /** Id of the ad group. */
  adGroupId?: string
  /** The keyword. */
  keywordText?: string
  /** How it matches. */
  matchType?: string
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
}

/** Negative targets of Sponsored Products. */
export interface SponsoredProductNegativeTarget {
  /** Id of the target. */
  targetId?: string
  /** Id of the campaign. */
  campaignId?: string
  /** Id of the ad group. */
  adGroupId?: string
  /** What is left out. */
  expression?: Record<string, unknown>[]
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
}

/** Campaigns of Sponsored Brands. */
export interface SponsoredBrandsCampaign {
  /** Id of the campaign. */
  campaignId?: string
  /** Name. */
  name?: string
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
  /** Budget. */
  budget?: number
  /** What the budget counts. */
  budgetType?: string
  /** First day. */
  startDate?: string
  /** Last day. */
  endDate?: string
  /** Goal. */
  goal?: string
  /** What is paid for. */
  costType?: string
}

/** Ad groups of Sponsored Brands. */
export interface SponsoredBrandsAdGroup {
  /** Id of the ad group. */
  adGroupId?: string
  /** Id of the campaign. */
  campaignId?: string
  /** Name. */
  name?: string
  /** ENABLED, PAUSED or ARCHIVED. */
  state?: string
}
