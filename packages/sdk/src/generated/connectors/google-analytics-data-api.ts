// Made by `npm run generate` from packages/catalog/google-analytics-data-api; do not edit.

/**
 * Reports users, sessions, page views and events of Google Analytics 4 properties, by day, source,
 * page, device and place.
 */
export interface GoogleAnalyticsDataApi {
  website_overview: {
    /**
     * Report the whole website by day. Use it to see the whole website by day. Other dimensions or metrics
     * are a report of your choice, by reports list.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  daily_active_users: {
    /**
     * Report daily active users. Use it to see daily active users. Other dimensions or metrics are a
     * report of your choice, by reports list.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  weekly_active_users: {
    /**
     * Report weekly active users. Use it to see weekly active users. Other dimensions or metrics are a
     * report of your choice, by reports list.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  four_weekly_active_users: {
    /**
     * Report active users of four weeks. Use it to see active users of four weeks. Other dimensions or
     * metrics are a report of your choice, by reports list.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  traffic_sources: {
    /**
     * Report traffic by source and medium. Use it to see traffic by source and medium. Other dimensions or
     * metrics are a report of your choice, by reports list.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  pages: {
    /**
     * Report pages and their views. Use it to see pages and their views. Other dimensions or metrics are a
     * report of your choice, by reports list.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  devices: {
    /**
     * Report traffic by device, system and browser. Use it to see traffic by device, system and browser.
     * Other dimensions or metrics are a report of your choice, by reports list.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  locations: {
    /**
     * Report traffic by country, region and city. Use it to see traffic by country, region and city. Other
     * dimensions or metrics are a report of your choice, by reports list.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  reports: {
    /**
     * Run a report of your choice. Use it for dimensions and metrics that no other entity has; metadata
     * get names them. Left out, it counts events by name.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /**
         * Spans of days, at most 4, with `startDate` and `endDate` as days or as `30daysAgo`, `yesterday`,
         * `today`.
         */
        dateRanges?: Record<string, unknown>[]
        /** Dimensions, by `name`, at most 9. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`, at most 10. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Filter over metrics. */
        metricFilter?: Record<string, unknown>
        /** Order of the rows. */
        orderBys?: Record<string, unknown>[]
        /** Whether rows come whose metrics are all 0. */
        keepEmptyRows?: boolean
        /** Whether the state of the quota comes along, as `property_quota`. */
        returnPropertyQuota?: boolean
        /** How many rows a page has, at most 250,000. */
        limit?: number
        /** How many rows to skip. */
        offset?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: WebsiteOverview
    }
  }
  realtime: {
    /**
     * Report the last 30 minutes. Use it to see what happened in the last 30 minutes. It knows fewer
     * dimensions and metrics than the other reports.
     */
    list: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /** Dimensions, by `name`. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`. */
        metrics?: Record<string, unknown>[]
        /** Filter over dimensions. */
        dimensionFilter?: Record<string, unknown>
        /** Spans of minutes, `startMinutesAgo` and `endMinutesAgo`, at most 29 ago. */
        minuteRanges?: Record<string, unknown>[]
        /** How many rows to have. */
        limit?: number
      }
      record: WebsiteOverview
    }
  }
  metadata: {
    /**
     * Get the dimensions and metrics of a property. Use it to find the names of dimensions and metrics,
     * custom ones included.
     */
    get: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
      }
      record: Metadata
    }
  }
  compatibility: {
    /**
     * Check whether dimensions and metrics go together. Use it before a report of unusual dimensions and
     * metrics, or after one was refused.
     */
    get: {
      params: {
        /** Number of the property, without `properties/`. */
        property_id?: string
        /** Dimensions, by `name`. */
        dimensions?: Record<string, unknown>[]
        /** Metrics, by `name`. */
        metrics?: Record<string, unknown>[]
        /** Which of them to answer. */
        compatibilityFilter?: "COMPATIBLE" | "INCOMPATIBLE"
      }
      record: Compatibility
    }
  }
}

/** Rows of the report. Users, sessions and page views by day. */
export interface WebsiteOverview {
  /** Values of the dimensions, `value` each, in the order of `dimension_headers`. */
  dimensionValues?: Record<string, unknown>[]
  /** Values of the metrics, `value` each as text, in the order of `metric_headers`. */
  metricValues?: Record<string, unknown>[]
}

/** Dimensions and metrics of the property. */
export interface Metadata {
  /** Name of the metadata, which has the number of the property. */
  name?: string
  /** Dimensions: `apiName`, `uiName`, `description` and `category`. */
  dimensions?: Record<string, unknown>[]
  /** Metrics: `apiName`, `uiName`, `description`, `type` and `category`. */
  metrics?: Record<string, unknown>[]
}

/** Which dimensions and metrics go together. */
export interface Compatibility {
  /** Dimensions, each with `compatibility`. */
  dimensionCompatibilities?: Record<string, unknown>[]
  /** Metrics, each with `compatibility`. */
  metricCompatibilities?: Record<string, unknown>[]
}
