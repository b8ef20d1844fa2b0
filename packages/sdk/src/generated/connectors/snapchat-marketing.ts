// Made by `npm run generate` from packages/catalog/snapchat-marketing; do not edit.

/**
 * Reads organizations, ad accounts, campaigns, ad squads, ads, creatives, media, segments and numbers
 * of Snapchat Ads.
 */
export interface SnapchatMarketing {
  organizations: {
    /** Get one organization. Use it when the id of the organization is known. */
    get: {
      params: {
        /** Id of the organization. */
        id: string
      }
      record: Organization
    }
    /** List organizations of the person. Use it to find organizations of the person. */
    list: {
      params: Record<string, never>
      record: Organization
    }
  }
  adaccounts: {
    /** Get one ad account. Use it when the id of the ad account is known. */
    get: {
      params: {
        /** Id of the ad account. */
        id: string
      }
      record: Adaccount
    }
    /** List ad accounts of an organization. Use it to find ad accounts of an organization. */
    list: {
      params: {
        /** Id of the organization. */
        organization_id: string
        /** How many records a page has, from 50 to 1,000. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Adaccount
    }
  }
  campaigns: {
    /** Get one campaign. Use it when the id of the campaign is known. */
    get: {
      params: {
        /** Id of the campaign. */
        id: string
      }
      record: Campaign
    }
    /** List campaigns of an ad account. Use it to find campaigns of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, from 50 to 1,000. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Campaign
    }
  }
  adsquads: {
    /** Get one ad squad. Use it when the id of the ad squad is known. */
    get: {
      params: {
        /** Id of the ad squad. */
        id: string
      }
      record: Adsquad
    }
    /** List ad squads of an ad account. Use it to find ad squads of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, from 50 to 1,000. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Adsquad
    }
  }
  ads: {
    /** Get one ad. Use it when the id of the ad is known. */
    get: {
      params: {
        /** Id of the ad. */
        id: string
      }
      record: Ad
    }
    /** List ads of an ad account. Use it to find ads of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, from 50 to 1,000. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Ad
    }
  }
  creatives: {
    /** Get one creative. Use it when the id of the creative is known. */
    get: {
      params: {
        /** Id of the creative. */
        id: string
      }
      record: Creative
    }
    /** List creatives of an ad account. Use it to find creatives of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, from 50 to 1,000. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Creative
    }
  }
  media: {
    /** Get one piece of media. Use it when the id of the piece of media is known. */
    get: {
      params: {
        /** Id of the piece of media. */
        id: string
      }
      record: Media
    }
    /** List pictures and videos of an ad account. Use it to find pictures and videos of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, from 50 to 1,000. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Media
    }
  }
  segments: {
    /** Get one segment. Use it when the id of the segment is known. */
    get: {
      params: {
        /** Id of the segment. */
        id: string
      }
      record: Segment
    }
    /** List audience segments of an ad account. Use it to find audience segments of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, from 50 to 1,000. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Segment
    }
  }
  viewer: {
    /** Get the person of the credentials. Use it to learn whose credentials these are. */
    get: {
      params: Record<string, never>
      record: Viewer
    }
  }
  adaccount_stats: {
    /**
     * Report numbers of an ad account. Use it to see impressions, swipes and spend of an ad account, by
     * campaign, ad squad or ad.
     */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** Span of each row. Totals come in another form, which is not read. Default: DAY. */
        granularity?: "DAY" | "HOUR"
        /** What rows are of. */
        breakdown?: "campaign" | "adsquad" | "ad"
        /** Numbers, with commas between. Of an ad account without `breakdown` spend alone can be had. */
        fields?: string
        /** Begin, at a full hour in the time zone of the account. */
        start_time?: string
        /** End, at a full hour. */
        end_time?: string
      }
      record: AdaccountStat
    }
  }
}

/** Organizations of the person. */
export interface Organization {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Country. */
  country?: string
  /** State. */
  state?: string
  /** Kind of organization. */
  type?: string
  /** Roles of the person. */
  roles?: string[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Ad accounts of an organization. */
export interface Adaccount {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Id of the organization. */
  organization_id?: string
  /** Kind of account. */
  type?: string
  /** Currency. */
  currency?: string
  /** Time zone. */
  timezone?: string
  /** Advertiser. */
  advertiser?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Campaigns of an ad account. */
export interface Campaign {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Id of the ad account. */
  ad_account_id?: string
  /** Objective. */
  objective?: string
  /** Begin. */
  start_time?: string
  /** End. */
  end_time?: string
  /** Budget of a day, in micros. */
  daily_budget_micro?: number
  /** Budget of all, in micros. */
  lifetime_spend_cap_micro?: number
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Ad squads of an ad account. */
export interface Adsquad {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Id of the campaign. */
  campaign_id?: string
  /** Kind of ad squad. */
  type?: string
  /** Targeting. */
  targeting?: Record<string, unknown>
  /** What is paid for. */
  billing_event?: string
  /** Bid, in micros. */
  bid_micro?: number
  /** Budget of a day, in micros. */
  daily_budget_micro?: number
  /** What is optimized for. */
  optimization_goal?: string
  /** Begin. */
  start_time?: string
  /** End. */
  end_time?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Ads of an ad account. */
export interface Ad {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Id of the ad squad. */
  ad_squad_id?: string
  /** Id of the creative. */
  creative_id?: string
  /** Kind of ad. */
  type?: string
  /** State of the review. */
  review_status?: string
  /** Why it was rejected. */
  review_status_reasons?: string[]
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Creatives of an ad account. */
export interface Creative {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Id of the ad account. */
  ad_account_id?: string
  /** Kind of creative. */
  type?: string
  /** Headline. */
  headline?: string
  /** Brand. */
  brand_name?: string
  /** Id of the media. */
  top_snap_media_id?: string
  /** Call to action. */
  call_to_action?: string
  /** State of the review. */
  review_status?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Pictures and videos of an ad account. */
export interface Media {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Id of the ad account. */
  ad_account_id?: string
  /** VIDEO or IMAGE. */
  type?: string
  /** Status. */
  media_status?: string
  /** Name of the file. */
  file_name?: string
  /** Address of the file. */
  download_link?: string
  /** Length in seconds. */
  duration_in_seconds?: number
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Audience segments of an ad account. */
export interface Segment {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Id of the ad account. */
  ad_account_id?: string
  /** Description. */
  description?: string
  /** Where its people come from. */
  source_type?: string
  /** About how many people are in it. */
  approximate_number_users?: number
  /** How long people stay in it. */
  retention_in_days?: number
  /** Whether it is large enough. */
  targetable_status?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The person of the credentials. */
export interface Viewer {
  /** Id. */
  id?: string
  /** Email address. */
  email?: string
  /** Name. */
  display_name?: string
  /** Id of the organization. */
  organization_id?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Numbers of ads. */
export interface AdaccountStat {
  /** Id of what it is about. */
  id?: string
  /** What it is about. */
  type?: string
  /** Span of each row. */
  granularity?: string
  /** Rows with `start_time`, `end_time` and `stats`. */
  timeseries?: Record<string, unknown>[]
  /** Rows by campaign, ad squad or ad. */
  breakdown_stats?: Record<string, unknown>
}
