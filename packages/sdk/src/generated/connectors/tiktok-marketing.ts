// Made by `npm run generate` from packages/catalog/tiktok-marketing; do not edit.

/**
 * Reads advertisers, campaigns, ad groups, ads, audiences and creative assets of TikTok, and reports
 * their numbers by day.
 */
export interface TiktokMarketing {
  advertisers: {
    /** List advertisers by id. Use it to read ad accounts whose ids are known. */
    list: {
      params: {
        /** Ids of the advertisers, as a JSON list. */
        advertiser_ids?: string
        /** Fields, as a JSON list. All common ones come without it. */
        fields?: string
      }
      record: Advertiser
    }
  }
  campaigns: {
    /** List campaigns. Use it to find campaigns of an advertiser. */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Conditions, as JSON. */
        filtering?: string
        /** Fields, as a JSON list. All common ones come without it. */
        fields?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 1000. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Campaign
    }
  }
  ad_groups: {
    /** List ad groups. Use it to find ad groups of an advertiser. */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Conditions, as JSON. */
        filtering?: string
        /** Fields, as a JSON list. All common ones come without it. */
        fields?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 1000. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: AdGroup
    }
  }
  ads: {
    /** List ads. Use it to find ads of an advertiser. */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Conditions, as JSON. */
        filtering?: string
        /** Fields, as a JSON list. All common ones come without it. */
        fields?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 1000. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Ad
    }
  }
  audiences: {
    /** List custom audiences. Use it to find custom audiences of an advertiser. */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 100. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Audience
    }
  }
  creative_assets_images: {
    /** List images. Use it to find images of an advertiser. */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Conditions, as JSON. */
        filtering?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 100. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: CreativeAssetsImage
    }
  }
  creative_assets_videos: {
    /** List videos. Use it to find videos of an advertiser. */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Conditions, as JSON. */
        filtering?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 100. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: CreativeAssetsVideo
    }
  }
  advertisers_reports_daily: {
    /**
     * Report numbers of each advertiser by day. Use it to see spend, impressions, clicks and conversions
     * of each advertiser by day, for 30 days at most.
     */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Kind of ads. Default: AUCTION. */
        service_type?: "AUCTION" | "RESERVATION"
        /** Kind of report. Default: BASIC. */
        report_type?: "BASIC" | "AUDIENCE" | "PLAYABLE_MATERIAL" | "CATALOG" | "BC" | "TT_SHOP"
        /** What rows are of. Default: AUCTION_ADVERTISER. */
        data_level?: "AUCTION_ADVERTISER" | "AUCTION_CAMPAIGN" | "AUCTION_ADGROUP" | "AUCTION_AD"
        /** What rows are grouped by, as a JSON list. Default: ["advertiser_id","stat_time_day"]. */
        dimensions?: string
        /**
         * Numbers, as a JSON list. Default:
         * ["spend","impressions","clicks","ctr","cpc","cpm","conversion","cost_per_conversion","reach"].
         */
        metrics?: string
        /** First day. Computed from the time if left out. */
        start_date?: string
        /** Last day, at most 30 days later. Computed from the time if left out. */
        end_date?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 1000. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: AdvertisersReportsDaily
    }
  }
  campaigns_reports_daily: {
    /**
     * Report numbers of each campaign by day. Use it to see spend, impressions, clicks and conversions of
     * each campaign by day, for 30 days at most.
     */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Kind of ads. Default: AUCTION. */
        service_type?: "AUCTION" | "RESERVATION"
        /** Kind of report. Default: BASIC. */
        report_type?: "BASIC" | "AUDIENCE" | "PLAYABLE_MATERIAL" | "CATALOG" | "BC" | "TT_SHOP"
        /** What rows are of. Default: AUCTION_CAMPAIGN. */
        data_level?: "AUCTION_ADVERTISER" | "AUCTION_CAMPAIGN" | "AUCTION_ADGROUP" | "AUCTION_AD"
        /** What rows are grouped by, as a JSON list. Default: ["campaign_id","stat_time_day"]. */
        dimensions?: string
        /**
         * Numbers, as a JSON list. Default:
         * ["spend","impressions","clicks","ctr","cpc","cpm","conversion","cost_per_conversion","reach"].
         */
        metrics?: string
        /** First day. Computed from the time if left out. */
        start_date?: string
        /** Last day, at most 30 days later. Computed from the time if left out. */
        end_date?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 1000. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: CampaignsReportsDaily
    }
  }
  ad_groups_reports_daily: {
    /**
     * Report numbers of each ad group by day. Use it to see spend, impressions, clicks and conversions of
     * each ad group by day, for 30 days at most.
     */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Kind of ads. Default: AUCTION. */
        service_type?: "AUCTION" | "RESERVATION"
        /** Kind of report. Default: BASIC. */
        report_type?: "BASIC" | "AUDIENCE" | "PLAYABLE_MATERIAL" | "CATALOG" | "BC" | "TT_SHOP"
        /** What rows are of. Default: AUCTION_ADGROUP. */
        data_level?: "AUCTION_ADVERTISER" | "AUCTION_CAMPAIGN" | "AUCTION_ADGROUP" | "AUCTION_AD"
        /** What rows are grouped by, as a JSON list. Default: ["adgroup_id","stat_time_day"]. */
        dimensions?: string
        /**
         * Numbers, as a JSON list. Default:
         * ["spend","impressions","clicks","ctr","cpc","cpm","conversion","cost_per_conversion","reach"].
         */
        metrics?: string
        /** First day. Computed from the time if left out. */
        start_date?: string
        /** Last day, at most 30 days later. Computed from the time if left out. */
        end_date?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 1000. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: AdGroupsReportsDaily
    }
  }
  ads_reports_daily: {
    /**
     * Report numbers of each ad by day. Use it to see spend, impressions, clicks and conversions of each
     * ad by day, for 30 days at most.
     */
    list: {
      params: {
        /** Id of the advertiser. */
        advertiser_id?: string
        /** Kind of ads. Default: AUCTION. */
        service_type?: "AUCTION" | "RESERVATION"
        /** Kind of report. Default: BASIC. */
        report_type?: "BASIC" | "AUDIENCE" | "PLAYABLE_MATERIAL" | "CATALOG" | "BC" | "TT_SHOP"
        /** What rows are of. Default: AUCTION_AD. */
        data_level?: "AUCTION_ADVERTISER" | "AUCTION_CAMPAIGN" | "AUCTION_ADGROUP" | "AUCTION_AD"
        /** What rows are grouped by, as a JSON list. Default: ["ad_id","stat_time_day"]. */
        dimensions?: string
        /**
         * Numbers, as a JSON list. Default:
         * ["spend","impressions","clicks","ctr","cpc","cpm","conversion","cost_per_conversion","reach"].
         */
        metrics?: string
        /** First day. Computed from the time if left out. */
        start_date?: string
        /** Last day, at most 30 days later. Computed from the time if left out. */
        end_date?: string
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page has, at most 1000. Default: 10. */
        page_size?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: AdsReportsDaily
    }
  }
}

/** Advertisers, that is, ad accounts. */
export interface Advertiser {
  /** Id of the advertiser. Goes into `advertiser_id`. */
  advertiser_id?: string
  /** Name. */
  name?: string
  /** Company. */
  company?: string
  /** Status. */
  status?: string
  /** Currency. */
  currency?: string
  /** Time zone. */
  timezone?: string
  /** Country. */
  country?: string
  /** Balance. */
  balance?: number
  /** When it was created, in seconds since 1970. */
  create_time?: number
}

/** Campaigns of an advertiser. */
export interface Campaign {
  /** Id of the campaign. */
  campaign_id?: string
  /** Name. */
  campaign_name?: string
  /** Id of the advertiser. */
  advertiser_id?: string
  /** ENABLE or DISABLE. */
  operation_status?: string
  /** Why it runs or does not. */
  secondary_status?: string
  /** Objective. */
  objective_type?: string
  /** Budget. */
  budget?: number
  /** What the budget counts. */
  budget_mode?: string
  /** When it was created. */
  create_time?: string
  /** When it last changed. */
  modify_time?: string
}

/** Ad groups of an advertiser. */
export interface AdGroup {
  /** Id of the ad group. */
  adgroup_id?: string
  /** Name. */
  adgroup_name?: string
  /** Id of the campaign. */
  campaign_id?: string
  /** ENABLE or DISABLE. */
  operation_status?: string
  /** Placements. */
  placements?: string[]
  /** Budget. */
  budget?: number
  /** Bid. */
  bid_price?: number
  /** What is optimized for. */
  optimization_goal?: string
  /** Begin. */
  schedule_start_time?: string
  /** End. */
  schedule_end_time?: string
  /** When it was created. */
  create_time?: string
  /** When it last changed. */
  modify_time?: string
}

/** Ads of an advertiser. */
export interface Ad {
  /** Id of the ad. */
  ad_id?: string
  /** Name. */
  ad_name?: string
  /** Id of the ad group. */
  adgroup_id?: string
  /** Id of the campaign. */
  campaign_id?: string
  /** ENABLE or DISABLE. */
  operation_status?: string
  /** Why it runs or does not. */
  secondary_status?: string
  /** Text. */
  ad_text?: string
  /** Where it leads. */
  landing_page_url?: string
  /** Id of the video. */
  video_id?: string
  /** When it was created. */
  create_time?: string
  /** When it last changed. */
  modify_time?: string
}

/** Custom audiences of an advertiser. */
export interface Audience {
  /** Id of the audience. */
  audience_id?: string
  /** Name. */
  name?: string
  /** Kind of audience. */
  audience_type?: string
  /** About how many people are in it. */
  cover_num?: number
  /** Whether it can be used. */
  is_valid?: boolean
  /** Whether it was shared. */
  shared?: boolean
  /** When it was created. */
  create_time?: string
  /** When it ends. */
  expired_time?: string
}

/** Images of an advertiser. */
export interface CreativeAssetsImage {
  /** Id of the image. */
  image_id?: string
  /** Name of the file. */
  file_name?: string
  /** Address of the file. */
  image_url?: string
  /** Width. */
  width?: number
  /** Height. */
  height?: number
  /** Size in bytes. */
  size?: number
  /** Format. */
  format?: string
  /** Whether it can be shown. */
  displayable?: boolean
  /** When it was created. */
  create_time?: string
  /** When it last changed. */
  modify_time?: string
}

/** Videos of an advertiser. */
export interface CreativeAssetsVideo {
  /** Id of the video. */
  video_id?: string
  /** Name of the file. */
  file_name?: string
  /** Address for a preview. */
  preview_url?: string
  /** Address of the cover. */
  video_cover_url?: string
  /** Length in seconds. */
  duration?: number
  /** Width. */
  width?: number
  /** Height. */
  height?: number
  /** Size in bytes. */
  size?: number
  /** Format. */
  format?: string
  /** When it was created. */
  create_time?: string
  /** When it last changed. */
  modify_time?: string
}

/** Numbers of each advertiser by day. */
export interface AdvertisersReportsDaily {
  /** Day as `stat_time_day`, and `advertiser_id`. */
  dimensions?: Record<string, unknown>
  /** Numbers, as texts. */
  metrics?: Record<string, unknown>
}

/** Numbers of each campaign by day. */
export interface CampaignsReportsDaily {
  /** Day as `stat_time_day`, and `campaign_id`. */
  dimensions?: Record<string, unknown>
  /** Numbers, as texts. */
  metrics?: Record<string, unknown>
}

/** Numbers of each ad group by day. */
export interface AdGroupsReportsDaily {
  /** Day as `stat_time_day`, and `adgroup_id`. */
  dimensions?: Record<string, unknown>
  /** Numbers, as texts. */
  metrics?: Record<string, unknown>
}

/** Numbers of each ad by day. */
export interface AdsReportsDaily {
  /** Day as `stat_time_day`, and `ad_id`. */
  dimensions?: Record<string, unknown>
  /** Numbers, as texts. */
  metrics?: Record<string, unknown>
}
