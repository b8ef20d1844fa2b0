// Made by `npm run generate` from packages/catalog/salesforce; do not edit.

/**
 * Reads accounts, contacts, leads, opportunities, cases, activities, campaigns, files, reports and any
 * other object of a Salesforce org, by SOQL and SOSL. This connector only reads.
 */
export interface Salesforce {
  sobjects: {
    /**
     * List objects. Use it to learn which objects the org has and what SOQL calls them. Their fields are
     * not in it: `SELECT FIELDS(ALL) FROM Account LIMIT 1` by query list shows those of Account.
     */
    list: {
      params: Record<string, never>
      record: Sobject
    }
  }
  accounts: {
    /**
     * Get one account. Use it when the id is known and you need fields of an account. Ids are found by
     * list or api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Account
    }
    /**
     * List accounts. Use it to filter and sort accounts by their own fields; to count or to join, use
     * query list. For words anywhere in an account use api_search, for one known id get. Without
     * parameters the latest 200 come with their usual fields. A query that names a field the person cannot
     * see is refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Account
    }
    /**
     * Search accounts for words. Use it to find accounts by words anywhere in them. At most 2,000 records
     * come, and what was written a moment ago may be missing. To compare, sort or count by fields use
     * list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Account
    }
  }
  contacts: {
    /**
     * Get one contact. Use it when the id is known and you need fields of a contact. Ids are found by list
     * or api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Contact
    }
    /**
     * List contacts. Use it to filter and sort contacts by their own fields; to count or to join, use
     * query list. For words anywhere in a contact use api_search, for one known id get. Without parameters
     * the latest 200 come with their usual fields. A query that names a field the person cannot see is
     * refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Contact
    }
    /**
     * Search contacts for words. Use it to find contacts by words anywhere in them. At most 2,000 records
     * come, and what was written a moment ago may be missing. To compare, sort or count by fields use
     * list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Contact
    }
  }
  leads: {
    /**
     * Get one lead. Use it when the id is known and you need fields of a lead. Ids are found by list or
     * api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Lead
    }
    /**
     * List leads. Use it to filter and sort leads by their own fields; to count or to join, use query
     * list. For words anywhere in a lead use api_search, for one known id get. Without parameters the
     * latest 200 come with their usual fields. A query that names a field the person cannot see is
     * refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Lead
    }
    /**
     * Search leads for words. Use it to find leads by words anywhere in them. At most 2,000 records come,
     * and what was written a moment ago may be missing. To compare, sort or count by fields use list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Lead
    }
  }
  opportunities: {
    /**
     * Get one opportunity. Use it when the id is known and you need fields of an opportunity. Ids are
     * found by list or api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Opportunity
    }
    /**
     * List opportunities. Use it to filter and sort opportunities by their own fields; to count or to
     * join, use query list. For words anywhere in an opportunity use api_search, for one known id get.
     * Without parameters the latest 200 come with their usual fields. A query that names a field the
     * person cannot see is refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Opportunity
    }
    /**
     * Search opportunities for words. Use it to find opportunities by words anywhere in them. At most
     * 2,000 records come, and what was written a moment ago may be missing. To compare, sort or count by
     * fields use list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Opportunity
    }
  }
  tasks: {
    /**
     * Get one task. Use it when the id is known and you need fields of a task. Ids are found by list or
     * api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Task
    }
    /**
     * List tasks. Use it to filter and sort tasks by their own fields; to count or to join, use query
     * list. For words anywhere in a task use api_search, for one known id get. Without parameters the
     * latest 200 come with their usual fields. A query that names a field the person cannot see is
     * refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Task
    }
    /**
     * Search tasks for words. Use it to find tasks by words anywhere in them. At most 2,000 records come,
     * and what was written a moment ago may be missing. To compare, sort or count by fields use list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Task
    }
  }
  events: {
    /**
     * Get one event. Use it when the id is known and you need fields of an event. Ids are found by list or
     * api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Event
    }
    /**
     * List events. Use it to filter and sort events by their own fields; to count or to join, use query
     * list. For words anywhere in an event use api_search, for one known id get. Without parameters the
     * latest 200 come with their usual fields. A query that names a field the person cannot see is
     * refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Event
    }
    /**
     * Search events for words. Use it to find events by words anywhere in them. At most 2,000 records
     * come, and what was written a moment ago may be missing. To compare, sort or count by fields use
     * list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Event
    }
  }
  campaigns: {
    /**
     * Get one campaign. Use it when the id is known and you need fields of a campaign. Ids are found by
     * list or api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Campaign
    }
    /**
     * List campaigns. Use it to filter and sort campaigns by their own fields; to count or to join, use
     * query list. For words anywhere in a campaign use api_search, for one known id get. Without
     * parameters the latest 200 come with their usual fields. A query that names a field the person cannot
     * see is refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Campaign
    }
    /**
     * Search campaigns for words. Use it to find campaigns by words anywhere in them. At most 2,000
     * records come, and what was written a moment ago may be missing. To compare, sort or count by fields
     * use list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Campaign
    }
  }
  cases: {
    /**
     * Get one case. Use it when the id is known and you need fields of a case. Ids are found by list or
     * api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Case
    }
    /**
     * List cases. Use it to filter and sort cases by their own fields; to count or to join, use query
     * list. For words anywhere in a case use api_search, for one known id get. Without parameters the
     * latest 200 come with their usual fields. A query that names a field the person cannot see is
     * refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Case
    }
    /**
     * Search cases for words. Use it to find cases by words anywhere in them. At most 2,000 records come,
     * and what was written a moment ago may be missing. To compare, sort or count by fields use list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Case
    }
  }
  notes: {
    /**
     * Get one note. Use it when the id is known and you need fields of a note. Ids are found by list or
     * api_search.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Note
    }
    /**
     * List notes. Use it to find notes of the older kind, such as those about a record. Newer notes are
     * ContentNote, which query list reads. For words anywhere in a note use api_search, for one known id
     * get. Without parameters the latest 200 come, without their text. A query that names a field the
     * person cannot see is refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Note
    }
    /**
     * Search notes for words. Use it to find notes by words anywhere in them. At most 2,000 records come,
     * and what was written a moment ago may be missing. To compare, sort or count by fields use list.
     */
    api_search: {
      params: {
        /**
         * Words to find, in any field. `*` at the end of a word stands for any ending, double quotes keep
         * words together, `AND`, `OR` and `AND NOT` join them, and `\` goes before each of `?&|![]()^~:'+-`
         * that is meant itself.
         */
        text?: string
        /** Names of the record's own fields; id and name when left out. */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 20. */
        max_records?: number
        /**
         * Whole SOSL query in the place of the other parameters. It can find any object, so it takes the right
         * to `query list`.
         */
        q?: string
      }
      record: Note
    }
  }
  content_versions: {
    /**
     * Get one content version. Use it when the id is known and you need fields of a content version. Ids
     * are found by list. The file itself comes by download.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: ContentVersion
    }
    /**
     * List content versions. Use it to find files and the ids to download them by. The files of one
     * record: `SELECT ContentDocument.Title, ContentDocument.LatestPublishedVersionId FROM
     * ContentDocumentLink WHERE LinkedEntityId = '…'` by query list; a query here that names no id may
     * leave out files shared only by way of a record. Older files are attachments. Without parameters the
     * latest 200 come, old versions included. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ContentVersion
    }
    /**
     * Download a file. Use it to get a file by the id of one of its versions, the `Id` of content_versions
     * and not the `ContentDocumentId`.
     */
    download: {
      params: {
        /** Id of the version, 15 or 18 characters. */
        id: string
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  attachments: {
    /**
     * Get one attachment. Use it when the id is known and you need fields of an attachment. Ids are found
     * by list. The file itself comes by download.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: Attachment
    }
    /**
     * List attachments. Use it to find files of the older kind, such as those of a record; newer ones are
     * in content_versions. For one known id use get, for the file itself download. Without parameters the
     * latest 200 come with their usual fields. A query that names a field the person cannot see is
     * refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Attachment
    }
    /**
     * Download an attachment. Use it to get a file of the older kind by its id. Newer files are in
     * content_versions.
     */
    download: {
      params: {
        /** Id of the attachment, 15 or 18 characters. */
        id: string
        /** Part of the file to get. */
        range_header?: string
      }
      record: Record<string, unknown>
    }
  }
  reports: {
    /**
     * Run a report. Use it to read what a report says now, up to 2,000 rows with `includeDetails`. An org
     * can run 500 reports an hour, 20 at once. For figures that no report has use query list.
     */
    get: {
      params: {
        /** Id of the report, 15 or 18 characters. */
        id: string
        /** Whether rows are answered and not only sums. Default: false. */
        includeDetails?: boolean
      }
      record: Report
    }
    /**
     * List reports. Use it to find the id of a report by its name. Only the 200 reports that the person
     * looked at last are listed; others are found by query list with `SELECT Id, Name FROM Report`.
     */
    list: {
      params: Record<string, never>
      record: Report
    }
  }
  users: {
    /** Get one user. Use it when the id is known and you need fields of a user. Ids are found by list. */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: User
    }
    /**
     * List users. Use it to find out who an `OwnerId` is, or the id of a colleague. For one known id use
     * get; people at customers are contacts. Without parameters the 200 that changed last come, those no
     * longer active included. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: User
    }
  }
  opportunity_stages: {
    /**
     * Get one stage of opportunities. Use it when the id is known and you need fields of a stage. Ids are
     * found by list.
     */
    get: {
      params: {
        /** Id of the record, 15 or 18 characters. */
        id: string
        /**
         * Names of fields to answer, with commas between; all that the person can see when left out. A name
         * that is unknown or hidden from the person is an error.
         */
        fields?: string
      }
      record: OpportunityStage
    }
    /**
     * List opportunity stages. Use it to learn which stages an opportunity can have, and what `StageName`
     * to filter opportunities by. Without parameters all come, in their order, those no longer used
     * included. A query that names a field the person cannot see is refused.
     */
    list: {
      params: {
        /**
         * Names of the record's own fields, or one of `FIELDS(STANDARD)`, `FIELDS(CUSTOM)`, `FIELDS(ALL)`; the
         * usual ones when left out.
         */
        fields?: string[]
        /**
         * SOQL condition over the record's own fields: comparisons with `AND`, `OR`, `NOT` and brackets. Texts
         * stand in single quotes, with `\` before a quote in them. No dots and no queries inside.
         */
        where?: string
        /**
         * Own fields to sort by, each with `ASC` or `DESC` and `NULLS FIRST` or `NULLS LAST` behind it if
         * wanted.
         */
        order_by?: string[]
        /** How many records there are at most, over all pages. Default: 200. */
        max_records?: number
        /**
         * Whole SOQL query in the place of the other parameters. It can read any object, so it takes the right
         * to `query list`.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: OpportunityStage
    }
  }
  query: {
    /**
     * Query by SOQL. Use it to read objects that have no entity here, added ones included, or to join and
     * count. Names of objects are in sobjects list. `SELECT COUNT() FROM …` gives no records, only
     * `total_size` of the metadata.
     */
    list: {
      params: {
        /**
         * SOQL query; the latest 200 accounts when left out. Texts stand in single quotes, with `\` before a
         * quote in them. `FIELDS(ALL)` stands for all fields and needs `LIMIT 200` or less. Default: SELECT
         * Id, Name FROM Account ORDER BY LastModifiedDate DESC LIMIT 200.
         */
        q?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Query
    }
  }
}

/** An object of the org, without its fields. */
export interface Sobject {
  /** Name. Goes into queries. */
  name?: string
  /** What one is called. */
  label?: string
  /** What several are called. */
  labelPlural?: string
  /** First three characters of ids. */
  keyPrefix?: string | null
  /** Whether it was added to the org. */
  custom?: boolean
  /** Whether SOQL can read it. */
  queryable?: boolean
  /** Whether SOSL can find it. */
  searchable?: boolean
  /** Whether the person may make records. */
  createable?: boolean
  /** Whether the person may change records. */
  updateable?: boolean
  /** Whether the person may delete records. */
  deletable?: boolean
  /** Its addresses in the API. */
  urls?: Record<string, unknown>
}

/** Account. Which fields are answered depends on the query. */
export interface Account {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  Name?: string
  /** Kind of relation. */
  Type?: string | null
  /** Industry. */
  Industry?: string | null
  /** Telephone number. */
  Phone?: string | null
  /** Web site. */
  Website?: string | null
  /** City of the billing address. */
  BillingCity?: string | null
  /** Country of the billing address. */
  BillingCountry?: string | null
  /** Revenue a year. */
  AnnualRevenue?: number | null
  /** Number of people. */
  NumberOfEmployees?: number | null
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Contact. Which fields are answered depends on the query. */
export interface Contact {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Whole name. */
  Name?: string
  /** First name. */
  FirstName?: string | null
  /** Last name. */
  LastName?: string
  /** Address. */
  Email?: string | null
  /** Telephone number. */
  Phone?: string | null
  /** What the person does. */
  Title?: string | null
  /** Account. */
  AccountId?: string | null
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Lead. Which fields are answered depends on the query. */
export interface Lead {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Whole name. */
  Name?: string
  /** Company. */
  Company?: string
  /** Address. */
  Email?: string | null
  /** Telephone number. */
  Phone?: string | null
  /** State. */
  Status?: string
  /** Where the lead came from. */
  LeadSource?: string | null
  /** Rating. */
  Rating?: string | null
  /** Whether it became an account and contact. */
  IsConverted?: boolean
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Opportunity. Which fields are answered depends on the query. */
export interface Opportunity {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  Name?: string
  /** Account. */
  AccountId?: string | null
  /** Stage. */
  StageName?: string
  /** Amount. */
  Amount?: number | null
  /** Day it should close. */
  CloseDate?: string
  /** Probability in percent. */
  Probability?: number | null
  /** Whether it is closed. */
  IsClosed?: boolean
  /** Whether it was won. */
  IsWon?: boolean
  /** Kind. */
  Type?: string | null
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Task. Which fields are answered depends on the query. */
export interface Task {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** What is to be done. */
  Subject?: string | null
  /** State. */
  Status?: string
  /** Priority. */
  Priority?: string
  /** Day it is due. */
  ActivityDate?: string | null
  /** Contact or lead it is about. */
  WhoId?: string | null
  /** Other record it is about. */
  WhatId?: string | null
  /** Whether it is done. */
  IsClosed?: boolean
  /** Who does it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Event. Which fields are answered depends on the query. */
export interface Event {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** What it is. */
  Subject?: string | null
  /** When it begins. */
  StartDateTime?: string | null
  /** When it ends. */
  EndDateTime?: string | null
  /** Where it is. */
  Location?: string | null
  /** Contact or lead it is with. */
  WhoId?: string | null
  /** Other record it is about. */
  WhatId?: string | null
  /** Whose it is. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Campaign. Which fields are answered depends on the query. */
export interface Campaign {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  Name?: string
  /** Kind. */
  Type?: string | null
  /** State. */
  Status?: string | null
  /** Day it begins. */
  StartDate?: string | null
  /** Day it ends. */
  EndDate?: string | null
  /** Whether it is under way. */
  IsActive?: boolean
  /** Number of leads. */
  NumberOfLeads?: number
  /** Number of contacts. */
  NumberOfContacts?: number
  /** Who owns the record. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Case. Which fields are answered depends on the query. */
export interface Case {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Number. */
  CaseNumber?: string
  /** Title. */
  Subject?: string | null
  /** State. */
  Status?: string | null
  /** Priority. */
  Priority?: string | null
  /** How it came in. */
  Origin?: string | null
  /** Whether it is closed. */
  IsClosed?: boolean
  /** Account. */
  AccountId?: string | null
  /** Contact. */
  ContactId?: string | null
  /** Who works on it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Note. Which fields are answered depends on the query. */
export interface Note {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Title. */
  Title?: string
  /** Text. */
  Body?: string | null
  /** Record it belongs to. */
  ParentId?: string
  /** Whether only its owner sees it. */
  IsPrivate?: boolean
  /** Who owns it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Content version. Which fields are answered depends on the query. */
export interface ContentVersion {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Title. */
  Title?: string
  /** File it is a version of. */
  ContentDocumentId?: string
  /** Number of the version. */
  VersionNumber?: string | null
  /** Ending of the name. */
  FileExtension?: string | null
  /** Kind. */
  FileType?: string
  /** Size in bytes. */
  ContentSize?: number | null
  /** Whether it is the latest version. */
  IsLatest?: boolean
  /** Who owns it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Attachment. Which fields are answered depends on the query. */
export interface Attachment {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  Name?: string
  /** Kind. */
  ContentType?: string | null
  /** Size in bytes. */
  BodyLength?: number | null
  /** Record it belongs to. */
  ParentId?: string
  /** What it is. */
  Description?: string | null
  /** Whether only its owner sees it. */
  IsPrivate?: boolean
  /** Who owns it. */
  OwnerId?: string
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** A report. Lists have name and addresses only. */
export interface Report {
  /** Id. Goes into `id`. */
  id?: string
  /** Name. */
  name?: string
  /** Its address in the API. */
  url?: string
  /** Where its columns are described. */
  describeUrl?: string
  /** Where its past runs are. */
  instancesUrl?: string
  /** What it is. Only in get. */
  attributes?: Record<string, unknown>
  /** Columns, filters and groups. Only in get. */
  reportMetadata?: Record<string, unknown>
  /** Names and kinds of columns. Only in get. */
  reportExtendedMetadata?: Record<string, unknown>
  /** Values by group: `T!T` is the whole, `0!T` the first group of rows. Only in get. */
  factMap?: Record<string, unknown>
  /** Groups of rows. Only in get. */
  groupingsDown?: Record<string, unknown>
  /** Groups of columns. Only in get. */
  groupingsAcross?: Record<string, unknown>
  /** Whether rows are in it. Only in get. */
  hasDetailRows?: boolean
  /** Whether it is all there is. Only in get. */
  allData?: boolean
}

/** User. Which fields are answered depends on the query. */
export interface User {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Whole name. */
  Name?: string
  /** Name to log in by. */
  Username?: string
  /** Address. */
  Email?: string
  /** Whether the account is active. */
  IsActive?: boolean
  /** What the person does. */
  Title?: string | null
  /** Department. */
  Department?: string | null
  /** Profile. */
  ProfileId?: string | null
  /** Role. */
  UserRoleId?: string | null
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** Stage of opportunities. Which fields are answered depends on the query. */
export interface OpportunityStage {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id. Goes into `id`. */
  Id?: string
  /** Name. */
  MasterLabel?: string | null
  /** Name in the API. */
  ApiName?: string
  /** Whether it is used. */
  IsActive?: boolean
  /** Whether opportunities are closed by it. */
  IsClosed?: boolean
  /** Whether they are won by it. */
  IsWon?: boolean
  /** Its place. */
  SortOrder?: number | null
  /** Probability in percent. */
  DefaultProbability?: number | null
  /** Category of forecasts. */
  ForecastCategoryName?: string
  /** What it means. */
  Description?: string | null
  /** When it was made. */
  CreatedDate?: string
  /** When it last changed. */
  LastModifiedDate?: string
}

/** A record of any object, with the fields that the query names. */
export interface Query {
  /** Kind of record and its address in the API. */
  attributes?: Record<string, unknown>
  /** Id, if the query names it. */
  Id?: string
}
