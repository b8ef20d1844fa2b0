// Made by `npm run generate` from packages/catalog/facebook-marketing; do not edit.

/**
 * Reads ad accounts, campaigns, ad sets, ads, creatives, pixels and numbers of Meta ads, and creates
 * and changes campaigns, ad sets and ads.
 */
export interface FacebookMarketing {
  current_user: {
    /** Get the user of the token. Use it to learn whose token it is. */
    get: {
      params: {
        /** Fields, with commas between. Default: id,name. */
        fields?: string
      }
      record: CurrentUser
    }
  }
  ad_accounts: {
    /** Get one ad account. Use it when the id of the ad account is known. */
    get: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,account_id,name,account_status,currency,timezone_name,amount_spent,balance,business.
         */
        fields?: string
      }
      record: AdAccount
    }
    /** List ad accounts. Use it to find ad accounts. */
    list: {
      params: {
        /**
         * Fields, with commas between. Default:
         * id,account_id,name,account_status,currency,timezone_name,amount_spent,balance,business.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdAccount
    }
  }
  campaigns: {
    /** Get one campaign. Use it when the id of the campaign is known. */
    get: {
      params: {
        /** Id of the campaign. An id does not tell what it is of. */
        campaign_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,status,effective_status,objective,buying_type,daily_budget,lifetime_budget,bid_strategy,start_time,stop_time,created_time,updated_time.
         */
        fields?: string
      }
      record: Campaign
    }
    /** List campaigns. Use it to find campaigns of an ad account. */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,status,effective_status,objective,buying_type,daily_budget,lifetime_budget,bid_strategy,start_time,stop_time,created_time,updated_time.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Campaign
    }
    /**
     * Create a campaign. Use it to create a campaign. With status ACTIVE it may spend money at once;
     * repeating it creates another one.
     */
    create: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /** Name. */
        name: string
        /** Objective. */
        objective: "OUTCOME_APP_PROMOTION" | "OUTCOME_AWARENESS" | "OUTCOME_ENGAGEMENT" | "OUTCOME_LEADS" | "OUTCOME_SALES" | "OUTCOME_TRAFFIC"
        /** Status. `PAUSED` spends nothing. */
        status: "ACTIVE" | "PAUSED"
        /** Special categories of ads, such as HOUSING; `NONE` if there is none. */
        special_ad_categories: string[]
        /** Budget of a day, in cents. */
        daily_budget?: number
        /** Budget of all, in cents. */
        lifetime_budget?: number
        /** How bids are made. */
        bid_strategy?: "LOWEST_COST_WITHOUT_CAP" | "LOWEST_COST_WITH_BID_CAP" | "COST_CAP" | "LOWEST_COST_WITH_MIN_ROAS"
        /** Whether ad sets share a part of their budgets. Meta asks for it where the campaign has no budget. */
        is_adset_budget_sharing_enabled?: boolean
      }
      record: Campaign2
    }
    /**
     * Change a campaign. Use it to pause, resume or rename a campaign, or to change its budget. Fields
     * that are left out keep their values.
     */
    update: {
      params: {
        /** Id of the campaign. An id does not tell what it is of. */
        campaign_id: string
        /** Name. */
        name?: string
        /** Status. `PAUSED` spends nothing. */
        status?: "ACTIVE" | "PAUSED"
        /** Budget of a day, in cents. */
        daily_budget?: number
        /** Budget of all, in cents. */
        lifetime_budget?: number
        /** How bids are made. */
        bid_strategy?: "LOWEST_COST_WITHOUT_CAP" | "LOWEST_COST_WITH_BID_CAP" | "COST_CAP" | "LOWEST_COST_WITH_MIN_ROAS"
        /** What may be spent at most, in cents. */
        spend_cap?: number
      }
      record: Campaign2
    }
  }
  ad_sets: {
    /** Get one ad set. Use it when the id of the ad set is known. */
    get: {
      params: {
        /** Id of the ad set. An id does not tell what it is of. */
        adset_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,campaign_id,status,effective_status,daily_budget,lifetime_budget,billing_event,optimization_goal,bid_amount,targeting,start_time,end_time,created_time,updated_time.
         */
        fields?: string
      }
      record: AdSet
    }
    /** List ad sets. Use it to find ad sets of an ad account. */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,campaign_id,status,effective_status,daily_budget,lifetime_budget,billing_event,optimization_goal,bid_amount,targeting,start_time,end_time,created_time,updated_time.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdSet
    }
    /**
     * Create an ad set. Use it to create an ad set. With status ACTIVE it may spend money at once;
     * repeating it creates another one.
     */
    create: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /** Name. */
        name: string
        /** Id of the campaign. */
        campaign_id: string
        /** Budget of a day, in cents. */
        daily_budget?: number
        /** Budget of all, in cents. */
        lifetime_budget?: number
        /** What is paid for. */
        billing_event: "IMPRESSIONS" | "LINK_CLICKS" | "APP_INSTALLS" | "PAGE_LIKES" | "POST_ENGAGEMENT" | "THRUPLAY"
        /** What is optimized for. */
        optimization_goal: string
        /** Targeting, with `geo_locations` at least. */
        targeting: Record<string, unknown>
        /** Status. `PAUSED` spends nothing. */
        status: "ACTIVE" | "PAUSED"
        /** Begin. */
        start_time?: string
        /** End. A budget of all needs one. */
        end_time?: string
        /** Bid, in cents. */
        bid_amount?: number
      }
      record: Campaign2
    }
    /**
     * Change an ad set. Use it to pause, resume or rename an ad set, or to change its budget. Fields that
     * are left out keep their values.
     */
    update: {
      params: {
        /** Id of the ad set. An id does not tell what it is of. */
        adset_id: string
        /** Name. */
        name?: string
        /** Status. `PAUSED` spends nothing. */
        status?: "ACTIVE" | "PAUSED"
        /** Budget of a day, in cents. */
        daily_budget?: number
        /** Budget of all, in cents. */
        lifetime_budget?: number
        /** Targeting, with `geo_locations` at least. */
        targeting?: Record<string, unknown>
        /** Bid, in cents. */
        bid_amount?: number
        /** Begin. */
        start_time?: string
        /** End. A budget of all needs one. */
        end_time?: string
      }
      record: Campaign2
    }
  }
  ads: {
    /** Get one ad. Use it when the id of the ad is known. */
    get: {
      params: {
        /** Id of the ad. An id does not tell what it is of. */
        ad_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,adset_id,campaign_id,status,effective_status,creative,tracking_specs,bid_amount,created_time,updated_time.
         */
        fields?: string
      }
      record: Ad
    }
    /** List ads. Use it to find ads of an ad account. */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,adset_id,campaign_id,status,effective_status,creative,tracking_specs,bid_amount,created_time,updated_time.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Ad
    }
    /**
     * Create an ad. Use it to create an ad. With status ACTIVE it may spend money at once; repeating it
     * creates another one.
     */
    create: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /** Name. */
        name: string
        /** Id of the ad set. */
        adset_id: string
        /** Creative, by `creative_id`. */
        creative: Record<string, unknown>
        /** Status. `PAUSED` spends nothing. */
        status: "ACTIVE" | "PAUSED"
        /** What is tracked. */
        tracking_specs?: Record<string, unknown>[]
        /** Bid, in cents. */
        bid_amount?: number
      }
      record: Campaign2
    }
    /**
     * Change an ad. Use it to pause, resume or rename an ad, or to change its budget. Fields that are left
     * out keep their values.
     */
    update: {
      params: {
        /** Id of the ad. An id does not tell what it is of. */
        ad_id: string
        /** Name. */
        name?: string
        /** Status. `PAUSED` spends nothing. */
        status?: "ACTIVE" | "PAUSED"
        /** Creative, by `creative_id`. */
        creative?: Record<string, unknown>
        /** What is tracked. */
        tracking_specs?: Record<string, unknown>[]
        /** Bid, in cents. */
        bid_amount?: number
      }
      record: Campaign2
    }
  }
  ad_creatives: {
    /** List creatives. Use it to find ad creatives of an ad account. */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,status,title,body,object_type,image_url,thumbnail_url,link_url,call_to_action_type.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdCreative
    }
  }
  ads_insights: {
    /**
     * Report numbers of an ad account. Use it to see spend, impressions, clicks and actions, by account,
     * campaign, ad set or ad. Give `date_preset` or `time_range`.
     */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /** Span of days. */
        date_preset?: "today" | "yesterday" | "this_month" | "last_month" | "this_quarter" | "maximum" | "last_3d" | "last_7d" | "last_14d" | "last_28d" | "last_30d" | "last_90d" | "last_week_mon_sun" | "last_week_sun_sat" | "last_quarter" | "last_year" | "this_week_mon_today" | "this_week_sun_today" | "this_year"
        /** Days, as JSON with `since` and `until`. */
        time_range?: string
        /** What rows are of. */
        level?: "account" | "campaign" | "adset" | "ad"
        /** Days of each row: a number, `monthly` or `all_days`. */
        time_increment?: string
        /**
         * Fields, with commas between. Default:
         * account_id,campaign_id,campaign_name,adset_id,adset_name,ad_id,ad_name,impressions,clicks,spend,reach,ctr,cpc,cpm,actions,date_start,date_stop.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdsInsight
    }
  }
  custom_conversions: {
    /** List custom conversions. Use it to find custom conversions of an ad account. */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,account_id,custom_event_type,rule,description,pixel,is_archived,creation_time,last_fired_time.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: CustomConversion
    }
  }
  images: {
    /** List images. Use it to find images of an ad account. */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,hash,name,url,url_128,width,height,status,created_time,updated_time.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Image
    }
  }
  videos: {
    /** List videos. Use it to find videos of an ad account. */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,title,description,length,source,status,picture,created_time,updated_time.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Video
    }
  }
  pixels: {
    /** Get one pixel. Use it when the id of the pixel is known. */
    get: {
      params: {
        /** Id of the pixel. An id does not tell what it is of. */
        pixel_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,last_fired_time,creation_time,is_unavailable,owner_business,data_use_setting.
         */
        fields?: string
      }
      record: Pixel
    }
    /** List pixels. Use it to find pixels of an ad account. */
    list: {
      params: {
        /** Id of the ad account, without `act_`. */
        account_id: string
        /**
         * Fields, with commas between. Default:
         * id,name,last_fired_time,creation_time,is_unavailable,owner_business,data_use_setting.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Pixel
    }
  }
  pixel_stats: {
    /** Report events of a pixel. Use it to see how many events a pixel got, by hour. */
    list: {
      params: {
        /** Id of the pixel. */
        pixel_id: string
        /** Begin. */
        start_time?: string
        /** End. */
        end_time?: string
        /** What is counted. */
        aggregation?: "browser_type" | "custom_data_field" | "device_os" | "device_type" | "event" | "event_source" | "event_total_counts" | "host" | "match_keys" | "pixel_fire" | "url" | "url_by_rule"
      }
      record: PixelStat
    }
  }
  ad_library: {
    /**
     * Search the Ad Library. Use it to find ads of anybody in the Ad Library. The person has to have
     * confirmed their identity at Meta.
     */
    list: {
      params: {
        /** Countries in which ads were shown, as a JSON list. Default: ["US"]. */
        ad_reached_countries?: string
        /** Words in the ads. Give these or pages. */
        search_terms?: string
        /** Ids of pages, at most 10, as a JSON list. */
        search_page_ids?: string
        /** Kind of ads. */
        ad_type?: "ALL" | "EMPLOYMENT_ADS" | "FINANCIAL_PRODUCTS_AND_SERVICES_ADS" | "HOUSING_ADS" | "POLITICAL_AND_ISSUE_ADS"
        /** Whether ads still run. */
        ad_active_status?: "ACTIVE" | "ALL" | "INACTIVE"
        /** Only ads shown at or after this day. */
        ad_delivery_date_min?: string
        /** Only ads shown up to this day. */
        ad_delivery_date_max?: string
        /** Who paid, as a JSON list. */
        bylines?: string
        /** Languages, as a JSON list. */
        languages?: string
        /** Kind of media. */
        media_type?: "ALL" | "IMAGE" | "MEME" | "VIDEO" | "NONE"
        /** Where ads were shown, as a JSON list. */
        publisher_platforms?: string
        /** How words are searched. */
        search_type?: "KEYWORD_UNORDERED" | "KEYWORD_EXACT_PHRASE"
        /** Whether removed ads are shown. */
        unmask_removed_content?: boolean
        /**
         * Fields, with commas between. Default:
         * id,page_id,page_name,ad_creation_time,ad_creative_bodies,ad_creative_link_titles,ad_delivery_start_time,ad_delivery_stop_time,ad_snapshot_url,bylines,currency,impressions,languages,publisher_platforms,spend.
         */
        fields?: string
        /** How many records a page has, at most 500. Default: 25. */
        limit?: number
        /** Cursor of the page before. */
        after?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AdLibrary
    }
  }
}

/** The person or system user of the token. */
export interface CurrentUser {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Email address. */
  email?: string
}

/** Ad accounts. */
export interface AdAccount {
  /** Id with `act_`. */
  id?: string
  /** Id. Goes into `account_id`. */
  account_id?: string
  /** Name. */
  name?: string
  /** Status: 1 is active. */
  account_status?: number
  /** Currency. */
  currency?: string
  /** Time zone. */
  timezone_name?: string
  /** What was spent, in cents. */
  amount_spent?: string
  /** What is owed, in cents. */
  balance?: string
  /** Business. */
  business?: Record<string, unknown>
}

/** Campaigns. */
export interface Campaign {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Status that was set. */
  status?: string
  /** Whether it runs. */
  effective_status?: string
  /** Objective. */
  objective?: string
  /** Budget of a day, in cents. */
  daily_budget?: string
  /** Budget of all, in cents. */
  lifetime_budget?: string
  /** How bids are made. */
  bid_strategy?: string
  /** Begin. */
  start_time?: string
  /** End. */
  stop_time?: string
  /** When it was created. */
  created_time?: string
  /** When it last changed. */
  updated_time?: string
}

/** Outcome of a write. */
export interface Campaign2 {
  /** Id of what was created. */
  id?: string
  /** Whether it was changed. */
  success?: boolean
}

/** Ad sets. */
export interface AdSet {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Id of the campaign. */
  campaign_id?: string
  /** Status that was set. */
  status?: string
  /** Whether it runs. */
  effective_status?: string
  /** Budget of a day, in cents. */
  daily_budget?: string
  /** Budget of all, in cents. */
  lifetime_budget?: string
  /** What is paid for. */
  billing_event?: string
  /** What is optimized for. */
  optimization_goal?: string
  /** Bid, in cents. */
  bid_amount?: number
  /** Targeting. */
  targeting?: Record<string, unknown>
  /** Begin. */
  start_time?: string
  /** End. */
  end_time?: string
  /** When it was created. */
  created_time?: string
  /** When it last changed. */
  updated_time?: string
}

/** Ads. */
export interface Ad {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Id of the ad set. */
  adset_id?: string
  /** Id of the campaign. */
  campaign_id?: string
  /** Status that was set. */
  status?: string
  /** Whether it runs. */
  effective_status?: string
  /** Creative, by `id`. */
  creative?: Record<string, unknown>
  /** What is tracked. */
  tracking_specs?: Record<string, unknown>[]
  /** When it was created. */
  created_time?: string
  /** When it last changed. */
  updated_time?: string
}

/** Creatives. */
export interface AdCreative {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Title. */
  title?: string
  /** Text. */
  body?: string
  /** Kind of creative. */
  object_type?: string
  /** Address of the image. */
  image_url?: string
  /** Address of a small image. */
  thumbnail_url?: string
  /** Where it leads. */
  link_url?: string
  /** Call to action. */
  call_to_action_type?: string
}

/** Numbers of ads. */
export interface AdsInsight {
  /** Id of the ad account. */
  account_id?: string
  /** Id of the campaign. */
  campaign_id?: string
  /** Name of the campaign. */
  campaign_name?: string
  /** Id of the ad set. */
  adset_id?: string
  /** Id of the ad. */
  ad_id?: string
  /** Impressions. */
  impressions?: string
  /** Clicks. */
  clicks?: string
  /** What was spent. */
  spend?: string
  /** People reached. */
  reach?: string
  /** Clicks for 100 impressions. */
  ctr?: string
  /** Cost of a click. */
  cpc?: string
  /** Actions, by `action_type`. */
  actions?: Record<string, unknown>[]
  /** First day. */
  date_start?: string
  /** Last day. */
  date_stop?: string
}

/** Custom conversions. */
export interface CustomConversion {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** Kind of event. */
  custom_event_type?: string
  /** Rule. */
  rule?: string
  /** Description. */
  description?: string
  /** Whether it is archived. */
  is_archived?: boolean
  /** When it was created. */
  creation_time?: string
  /** When it last fired. */
  last_fired_time?: string
}

/** Images. */
export interface Image {
  /** Id. */
  id?: string
  /** Hash by which creatives name it. */
  hash?: string
  /** Name. */
  name?: string
  /** Address of the file. */
  url?: string
  /** Width. */
  width?: number
  /** Height. */
  height?: number
  /** Status. */
  status?: string
  /** When it was created. */
  created_time?: string
  /** When it last changed. */
  updated_time?: string
}

/** Videos. */
export interface Video {
  /** Id. */
  id?: string
  /** Title. */
  title?: string
  /** Description. */
  description?: string
  /** Length in seconds. */
  length?: number
  /** Address of the file. */
  source?: string
  /** Status. */
  status?: Record<string, unknown>
  /** Address of the cover. */
  picture?: string
  /** When it was created. */
  created_time?: string
  /** When it last changed. */
  updated_time?: string
}

/** Pixels, that is, data sets of website events. */
export interface Pixel {
  /** Id. */
  id?: string
  /** Name. */
  name?: string
  /** When it last fired. */
  last_fired_time?: string
  /** When it was created. */
  creation_time?: string
  /** Whether it can no longer be used. */
  is_unavailable?: boolean
  /** Business that owns it. */
  owner_business?: Record<string, unknown>
}

/** Numbers of a pixel. */
export interface PixelStat {
  /** Events or other values with their `count`. */
  data?: Record<string, unknown>[]
  /** Begin of the hour. */
  start_time?: string
  /** What is counted. */
  aggregation?: string
}

/** Ads in the Ad Library, of anybody. */
export interface AdLibrary {
  /** Id. */
  id?: string
  /** Id of the page. */
  page_id?: string
  /** Name of the page. */
  page_name?: string
  /** When it was created. */
  ad_creation_time?: string
  /** Texts. */
  ad_creative_bodies?: string[]
  /** First day. */
  ad_delivery_start_time?: string
  /** Last day. */
  ad_delivery_stop_time?: string
  /** Page that shows the ad. */
  ad_snapshot_url?: string
  /** Who paid. */
  bylines?: string
  /** Currency. */
  currency?: string
  /** Bounds of the impressions. */
  impressions?: Record<string, unknown>
  /** Bounds of the spend. */
  spend?: Record<string, unknown>
  /** Languages. */
  languages?: string[]
  /** Where it was shown. */
  publisher_platforms?: string[]
}
