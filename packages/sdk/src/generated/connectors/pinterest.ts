// Made by `npm run generate` from packages/catalog/pinterest; do not edit.

/**
 * Reads ad accounts, campaigns, ads, audiences and catalogs of Pinterest, and reads and writes boards
 * and pins.
 */
export interface Pinterest {
  viewer: {
    /** Get the account of the person. Use it to learn whose account it is. */
    get: {
      params: Record<string, never>
      record: Viewer
    }
  }
  ad_accounts: {
    /** Get one ad account. Use it when the id of the ad account is known. */
    get: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
      }
      record: AdAccount
    }
    /** List ad accounts. Use it to find ad accounts of the person, those that were shared included. */
    list: {
      params: {
        /** Whether accounts that were shared come along. Default: true. */
        include_shared_accounts?: boolean
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: AdAccount
    }
  }
  boards: {
    /** Get one board. Use it when the id of the board is known. */
    get: {
      params: {
        /** Id of the board. */
        board_id: string
      }
      record: Board
    }
    /** List boards. Use it to find boards of the person. */
    list: {
      params: {
        /** Only boards that these may see. Secret ones need another scope. */
        privacy?: "ALL" | "PROTECTED" | "PUBLIC" | "SECRET" | "PUBLIC_AND_SECRET"
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Board
    }
    /** Create a board. Use it to create a board. A name that exists is an error. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Description. */
        description?: string
        /** Who may see it. */
        privacy?: "PUBLIC" | "PROTECTED" | "SECRET"
      }
      record: Board
    }
    /** Change a board. Use it to rename a board, or to change who may see it. */
    update: {
      params: {
        /** Id of the board. */
        board_id: string
        /** Name. */
        name?: string
        /** Description. */
        description?: string
        /** Who may see it. */
        privacy?: "PUBLIC" | "PROTECTED" | "SECRET"
      }
      record: Board
    }
    /**
     * Delete a board. Use it only when asked to: the board goes with all its pins and cannot be brought
     * back.
     */
    delete: {
      params: {
        /** Id of the board. */
        board_id: string
      }
      record: Record<string, unknown>
    }
  }
  board_sections: {
    /** List board sections. Use it to find sections of a board. */
    list: {
      params: {
        /** Id of the board. */
        board_id: string
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: BoardSection
    }
  }
  board_pins: {
    /** List board pins. Use it to see the pins of a board. */
    list: {
      params: {
        /** Id of the board. */
        board_id: string
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: BoardPin
    }
  }
  pins: {
    /** Get one pin. Use it when the id of the pin is known. */
    get: {
      params: {
        /** Id of the pin. */
        pin_id: string
      }
      record: Pin
    }
    /** Create a pin. Use it to pin a picture at an address to a board. Repeating it pins it again. */
    create: {
      params: {
        /** Id of the board. */
        board_id: string
        /** The picture: `source_type` `image_url` and `url`, or other kinds. */
        media_source: Record<string, unknown>
        /** Title. */
        title?: string
        /** Description. */
        description?: string
        /** Where it leads. */
        link?: string
        /** Text for those who cannot see it. */
        alt_text?: string
        /** Id of the section. */
        board_section_id?: string
      }
      record: Pin
    }
    /** Delete a pin. Use it only when asked to: the pin cannot be brought back. */
    delete: {
      params: {
        /** Id of the pin. */
        pin_id: string
      }
      record: Record<string, unknown>
    }
  }
  campaigns: {
    /** List campaigns. Use it to find campaigns of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** Only those of these statuses. */
        entity_statuses?: ("ACTIVE" | "PAUSED" | "ARCHIVED" | "DRAFT" | "DELETED_DRAFT")[]
        /** Order by id. */
        order?: "ASCENDING" | "DESCENDING"
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Campaign
    }
  }
  ad_groups: {
    /** List ad groups. Use it to find ad groups of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** Only those of these statuses. */
        entity_statuses?: ("ACTIVE" | "PAUSED" | "ARCHIVED" | "DRAFT" | "DELETED_DRAFT")[]
        /** Order by id. */
        order?: "ASCENDING" | "DESCENDING"
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: AdGroup
    }
  }
  ads: {
    /** List ads. Use it to find ads of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** Only those of these statuses. */
        entity_statuses?: ("ACTIVE" | "PAUSED" | "ARCHIVED" | "DRAFT" | "DELETED_DRAFT")[]
        /** Order by id. */
        order?: "ASCENDING" | "DESCENDING"
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Ad
    }
  }
  catalogs: {
    /** List catalogs. Use it to find catalogs of the person. */
    list: {
      params: {
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Catalog
    }
  }
  catalogs_feeds: {
    /** List catalogs feeds. Use it to find feeds of catalogs. */
    list: {
      params: {
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: CatalogsFeed
    }
  }
  catalogs_product_groups: {
    /** List catalogs product groups. Use it to find product groups of catalogs. */
    list: {
      params: {
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: CatalogsProductGroup
    }
  }
  audiences: {
    /** List audiences. Use it to find audiences of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Audience
    }
  }
  conversion_tags: {
    /** List conversion tags. Use it to find conversion tags of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: ConversionTag
    }
  }
  customer_lists: {
    /** List customer lists. Use it to find lists of customers of an ad account. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: CustomerList
    }
  }
  keywords: {
    /** List keywords. Use it to see keywords of an ad group. */
    list: {
      params: {
        /** Id of the ad account. */
        ad_account_id: string
        /** Id of the ad group. */
        ad_group_id: string
        /** How many records a page has, at most 250. Default: 25. */
        page_size?: number
        /** `bookmark` of the page before. */
        bookmark?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 25. */
        limit?: number
      }
      record: Keyword
    }
  }
}

/** The Pinterest account of the person. */
export interface Viewer {
  /** Id of the account. */
  id?: string
  /** User name. */
  username?: string
  /** PINNER or BUSINESS. */
  account_type?: string
  /** Name of the business. */
  business_name?: string
  /** Address of the picture. */
  profile_image?: string
  /** Website. */
  website_url?: string
  /** Followers. */
  follower_count?: number
  /** Pins. */
  pin_count?: number
  /** Views of a month. */
  monthly_views?: number
}

/** Ad accounts. */
export interface AdAccount {
  /** Id of the ad account. */
  id?: string
  /** Name. */
  name?: string
  /** Who owns it. */
  owner?: Record<string, unknown>
  /** Country. */
  country?: string
  /** Currency. */
  currency?: string
  /** Roles of the person. */
  permissions?: string[]
  /** When it was created, in seconds since 1970. */
  created_time?: number
  /** When it last changed, in seconds since 1970. */
  updated_time?: number
}

/** Boards of the person. */
export interface Board {
  /** Id of the board. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** PUBLIC, PROTECTED or SECRET. */
  privacy?: string
  /** Who owns it. */
  owner?: Record<string, unknown>
  /** Pins. */
  pin_count?: number
  /** Followers. */
  follower_count?: number
  /** When it was created. */
  created_at?: string
}

/** Sections of a board. */
export interface BoardSection {
  /** Id of the section. */
  id?: string
  /** Name. */
  name?: string
}

/** Pins on a board. */
export interface BoardPin {
  /** Id of the pin. */
  id?: string
  /** Title. */
  title?: string
  /** Description. */
  description?: string
  /** Where it leads. */
  link?: string
  /** Text for those who cannot see it. */
  alt_text?: string
  /** Id of the board. */
  board_id?: string
  /** Id of the section. */
  board_section_id?: string
  /** Picture or video. */
  media?: Record<string, unknown>
  /** When it was created. */
  created_at?: string
}

/** Pins of the person. */
export interface Pin {
  /** Id of the pin. */
  id?: string
  /** Title. */
  title?: string
  /** Description. */
  description?: string
  /** Where it leads. */
  link?: string
  /** Text for those who cannot see it. */
  alt_text?: string
  /** Id of the board. */
  board_id?: string
  /** Picture or video. */
  media?: Record<string, unknown>
  /** When it was created. */
  created_at?: string
}

/** Campaigns. */
export interface Campaign {
  /** Id of the campaign. */
  id?: string
  /** Id of the ad account. */
  ad_account_id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Objective. */
  objective_type?: string
  /** Budget of a day, in micros. */
  daily_spend_cap?: number
  /** Budget of all, in micros. */
  lifetime_spend_cap?: number
  /** Begin, in seconds since 1970. */
  start_time?: number
  /** End, in seconds since 1970. */
  end_time?: number
  /** When it was created, in seconds since 1970. */
  created_time?: number
  /** When it last changed, in seconds since 1970. */
  updated_time?: number
}

/** Ad groups. */
export interface AdGroup {
  /** Id of the ad group. */
  id?: string
  /** Id of the campaign. */
  campaign_id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Bid, in micros. */
  bid_in_micro_currency?: number
  /** Budget, in micros. */
  budget_in_micro_currency?: number
  /** Targeting. */
  targeting_spec?: Record<string, unknown>
  /** When it was created, in seconds since 1970. */
  created_time?: number
  /** When it last changed, in seconds since 1970. */
  updated_time?: number
}

/** Ads. */
export interface Ad {
  /** Id of the ad. */
  id?: string
  /** Id of the ad group. */
  ad_group_id?: string
  /** Id of the campaign. */
  campaign_id?: string
  /** Id of the pin. */
  pin_id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** State of the review. */
  review_status?: string
  /** Where it leads. */
  destination_url?: string
  /** When it was created, in seconds since 1970. */
  created_time?: number
  /** When it last changed, in seconds since 1970. */
  updated_time?: number
}

/** Catalogs of products. */
export interface Catalog {
  /** Id of the catalog. */
  id?: string
  /** Name. */
  name?: string
  /** Kind of catalog. */
  catalog_type?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Feeds of catalogs. */
export interface CatalogsFeed {
  /** Id of the feed. */
  id?: string
  /** Name. */
  name?: string
  /** Format. */
  format?: string
  /** Address of the feed. */
  location?: string
  /** Status. */
  status?: string
  /** Country. */
  default_country?: string
  /** Currency. */
  default_currency?: string
  /** When it was created. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Product groups of catalogs. */
export interface CatalogsProductGroup {
  /** Id of the product group. */
  id?: string
  /** Name. */
  name?: string
  /** Description. */
  description?: string
  /** Id of the feed. */
  feed_id?: string
  /** Which products are in it. */
  filters?: Record<string, unknown>
  /** Status. */
  status?: string
  /** When it was created, in seconds since 1970. */
  created_at?: number
  /** When it last changed, in seconds since 1970. */
  updated_at?: number
}

/** Audiences. */
export interface Audience {
  /** Id of the audience. */
  id?: string
  /** Id of the ad account. */
  ad_account_id?: string
  /** Name. */
  name?: string
  /** Kind of audience. */
  audience_type?: string
  /** About how many people are in it. */
  size?: number
  /** Status. */
  status?: string
  /** When it was created, in seconds since 1970. */
  created_timestamp?: number
  /** When it last changed, in seconds since 1970. */
  updated_timestamp?: number
}

/** Conversion tags. */
export interface ConversionTag {
  /** Id of the tag. */
  id?: string
  /** Id of the ad account. */
  ad_account_id?: string
  /** Name. */
  name?: string
  /** Status. */
  status?: string
  /** Code for the website. */
  code_snippet?: string
  /** When it last fired, in milliseconds since 1970. */
  last_fired_time_ms?: number
}

/** Lists of customers. */
export interface CustomerList {
  /** Id of the list. */
  id?: string
  /** Id of the ad account. */
  ad_account_id?: string
  /** Name. */
  name?: string
  /** How many records were uploaded. */
  num_uploaded_user_records?: number
  /** Status. */
  status?: string
  /** When it was created, in seconds since 1970. */
  created_time?: number
  /** When it last changed, in seconds since 1970. */
  updated_time?: number
}

/** Keywords of an ad group. */
export interface Keyword {
  /** Id of the keyword. */
  id?: string
  /** The keyword. */
  value?: string
  /** How it matches. */
  match_type?: string
  /** Bid, in micros. */
  bid?: number
  /** Id of the ad group. */
  parent_id?: string
  /** Whether it is archived. */
  archived?: boolean
}
