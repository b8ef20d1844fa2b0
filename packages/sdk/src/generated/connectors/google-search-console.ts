// Made by `npm run generate` from packages/catalog/google-search-console; do not edit.

/**
 * Reports clicks, impressions and positions in Google Search by day, country, device, page and query,
 * and manages sites and sitemaps.
 */
export interface GoogleSearchConsole {
  sites: {
    /** Get one site. Use it to see the rights of the person at one site. */
    get: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
      }
      record: Site
    }
    /** List sites. Use it to find the address of a site as Google writes it. */
    list: {
      params: Record<string, never>
      record: Site
    }
    /**
     * Add a site. Use it to add a site to the list of the person. Whether they own it is verified
     * elsewhere.
     */
    create: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
      }
      record: Record<string, unknown>
    }
    /**
     * Remove a site from the list. Use it only when asked to: the site leaves the list of the person. The
     * site itself is not touched.
     */
    delete: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
      }
      record: Record<string, unknown>
    }
  }
  sitemaps: {
    /** Get one sitemap. Use it when the address of the sitemap is known. */
    get: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** Address of the sitemap. */
        feedpath: string
      }
      record: Sitemap
    }
    /** List sitemaps. Use it to see the sitemaps of a site with their errors and warnings. */
    list: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** Address of an index of sitemaps, to list those in it. */
        sitemapIndex?: string
      }
      record: Sitemap
    }
    /** Submit a sitemap. Use it to have Google read a sitemap, for the first time or again. */
    create: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** Address of the sitemap. */
        feedpath: string
      }
      record: Record<string, unknown>
    }
    /**
     * Remove a sitemap. Use it only when asked to: Google forgets the sitemap, but goes on with the
     * addresses it knows from it.
     */
    delete: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** Address of the sitemap. */
        feedpath: string
      }
      record: Record<string, unknown>
    }
  }
  search_analytics_by_date: {
    /**
     * Report search traffic by day. Use it to see clicks, impressions and position by day. The last two
     * days are missing or still change.
     */
    list: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** First day, in Pacific time. */
        startDate: string
        /** Last day, in Pacific time. */
        endDate: string
        /** What rows are grouped by. */
        dimensions?: ("date" | "country" | "device" | "page" | "query" | "searchAppearance" | "hour")[]
        /** How many rows a page has, at most 25,000. Default: 1000. */
        rowLimit?: number
        /** How many rows to skip. Default: 0. */
        startRow?: number
        /** Kind of results. Default: web. */
        type?: "web" | "image" | "video" | "news" | "discover" | "googleNews"
        /** How results are counted. `byProperty` cannot be had by page. Default: auto. */
        aggregationType?: "auto" | "byPage" | "byProperty" | "byNewsShowcasePanel"
        /** Whether days count that are not final. Default: final. */
        dataState?: "final" | "all" | "hourly_all"
        /** Filters over dimensions. */
        dimensionFilterGroups?: Record<string, unknown>[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 1000. */
        limit?: number
      }
      record: SearchAnalyticsByDate
    }
  }
  search_analytics_by_country: {
    /**
     * Report search traffic by country. Use it to see clicks, impressions and position by country. The
     * last two days are missing or still change.
     */
    list: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** First day, in Pacific time. */
        startDate: string
        /** Last day, in Pacific time. */
        endDate: string
        /** What rows are grouped by. */
        dimensions?: ("date" | "country" | "device" | "page" | "query" | "searchAppearance" | "hour")[]
        /** How many rows a page has, at most 25,000. Default: 1000. */
        rowLimit?: number
        /** How many rows to skip. Default: 0. */
        startRow?: number
        /** Kind of results. Default: web. */
        type?: "web" | "image" | "video" | "news" | "discover" | "googleNews"
        /** How results are counted. `byProperty` cannot be had by page. Default: auto. */
        aggregationType?: "auto" | "byPage" | "byProperty" | "byNewsShowcasePanel"
        /** Whether days count that are not final. Default: final. */
        dataState?: "final" | "all" | "hourly_all"
        /** Filters over dimensions. */
        dimensionFilterGroups?: Record<string, unknown>[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 1000. */
        limit?: number
      }
      record: SearchAnalyticsByDate
    }
  }
  search_analytics_by_device: {
    /**
     * Report search traffic by device. Use it to see clicks, impressions and position by device. The last
     * two days are missing or still change.
     */
    list: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** First day, in Pacific time. */
        startDate: string
        /** Last day, in Pacific time. */
        endDate: string
        /** What rows are grouped by. */
        dimensions?: ("date" | "country" | "device" | "page" | "query" | "searchAppearance" | "hour")[]
        /** How many rows a page has, at most 25,000. Default: 1000. */
        rowLimit?: number
        /** How many rows to skip. Default: 0. */
        startRow?: number
        /** Kind of results. Default: web. */
        type?: "web" | "image" | "video" | "news" | "discover" | "googleNews"
        /** How results are counted. `byProperty` cannot be had by page. Default: auto. */
        aggregationType?: "auto" | "byPage" | "byProperty" | "byNewsShowcasePanel"
        /** Whether days count that are not final. Default: final. */
        dataState?: "final" | "all" | "hourly_all"
        /** Filters over dimensions. */
        dimensionFilterGroups?: Record<string, unknown>[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 1000. */
        limit?: number
      }
      record: SearchAnalyticsByDate
    }
  }
  search_analytics_by_page: {
    /**
     * Report search traffic by page. Use it to see clicks, impressions and position by page. The last two
     * days are missing or still change.
     */
    list: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** First day, in Pacific time. */
        startDate: string
        /** Last day, in Pacific time. */
        endDate: string
        /** What rows are grouped by. */
        dimensions?: ("date" | "country" | "device" | "page" | "query" | "searchAppearance" | "hour")[]
        /** How many rows a page has, at most 25,000. Default: 1000. */
        rowLimit?: number
        /** How many rows to skip. Default: 0. */
        startRow?: number
        /** Kind of results. Default: web. */
        type?: "web" | "image" | "video" | "news" | "discover" | "googleNews"
        /** How results are counted. `byProperty` cannot be had by page. Default: auto. */
        aggregationType?: "auto" | "byPage" | "byProperty" | "byNewsShowcasePanel"
        /** Whether days count that are not final. Default: final. */
        dataState?: "final" | "all" | "hourly_all"
        /** Filters over dimensions. */
        dimensionFilterGroups?: Record<string, unknown>[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 1000. */
        limit?: number
      }
      record: SearchAnalyticsByDate
    }
  }
  search_analytics_by_query: {
    /**
     * Report search traffic by search query. Use it to see clicks, impressions and position by search
     * query. The last two days are missing or still change.
     */
    list: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** First day, in Pacific time. */
        startDate: string
        /** Last day, in Pacific time. */
        endDate: string
        /** What rows are grouped by. */
        dimensions?: ("date" | "country" | "device" | "page" | "query" | "searchAppearance" | "hour")[]
        /** How many rows a page has, at most 25,000. Default: 1000. */
        rowLimit?: number
        /** How many rows to skip. Default: 0. */
        startRow?: number
        /** Kind of results. Default: web. */
        type?: "web" | "image" | "video" | "news" | "discover" | "googleNews"
        /** How results are counted. `byProperty` cannot be had by page. Default: auto. */
        aggregationType?: "auto" | "byPage" | "byProperty" | "byNewsShowcasePanel"
        /** Whether days count that are not final. Default: final. */
        dataState?: "final" | "all" | "hourly_all"
        /** Filters over dimensions. */
        dimensionFilterGroups?: Record<string, unknown>[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 1000. */
        limit?: number
      }
      record: SearchAnalyticsByDate
    }
  }
  search_analytics_all_fields: {
    /**
     * Report search traffic by day, country, device, page and query. Use it to see clicks, impressions and
     * position by day, country, device, page and query. The last two days are missing or still change.
     */
    list: {
      params: {
        /** Address of the site with its slash at the end, or `sc-domain:` and a domain. */
        siteUrl: string
        /** First day, in Pacific time. */
        startDate: string
        /** Last day, in Pacific time. */
        endDate: string
        /** What rows are grouped by. */
        dimensions?: ("date" | "country" | "device" | "page" | "query" | "searchAppearance" | "hour")[]
        /** How many rows a page has, at most 25,000. Default: 1000. */
        rowLimit?: number
        /** How many rows to skip. Default: 0. */
        startRow?: number
        /** Kind of results. Default: web. */
        type?: "web" | "image" | "video" | "news" | "discover" | "googleNews"
        /** How results are counted. `byProperty` cannot be had by page. Default: auto. */
        aggregationType?: "auto" | "byPage" | "byProperty" | "byNewsShowcasePanel"
        /** Whether days count that are not final. Default: final. */
        dataState?: "final" | "all" | "hourly_all"
        /** Filters over dimensions. */
        dimensionFilterGroups?: Record<string, unknown>[]
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 1000. */
        limit?: number
      }
      record: SearchAnalyticsByDate
    }
  }
}

/** Sites of the person. */
export interface Site {
  /** Address of the site. Goes into `siteUrl`. */
  siteUrl?: string
  /** Rights of the person. */
  permissionLevel?: "siteOwner" | "siteFullUser" | "siteRestrictedUser" | "siteUnverifiedUser"
}

/** Sitemaps that were submitted. */
export interface Sitemap {
  /** Address of the sitemap. Goes into `feedpath`. */
  path?: string
  /** When it was last submitted. */
  lastSubmitted?: string
  /** When Google last read it. */
  lastDownloaded?: string
  /** Whether it is still to be read. */
  isPending?: boolean
  /** Whether it lists other sitemaps. */
  isSitemapsIndex?: boolean
  /** Kind of sitemap. */
  type?: string
  /** How many warnings there are. */
  warnings?: string
  /** How many errors there are. */
  errors?: string
  /** How many addresses of each `type` were `submitted`. */
  contents?: Record<string, unknown>[]
}

/** Clicks, impressions and position in Google Search by day. */
export interface SearchAnalyticsByDate {
  /** Values of the dimensions, in the order of `dimensions`. */
  keys?: string[]
  /** Clicks. */
  clicks?: number
  /** Impressions. */
  impressions?: number
  /** Clicks for each impression, from 0 to 1. */
  ctr?: number
  /** Average position in the results. */
  position?: number
}
