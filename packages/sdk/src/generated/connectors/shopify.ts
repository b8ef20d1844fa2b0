// Made by `npm run generate` from packages/catalog/shopify; do not edit.

/**
 * Reads and writes customers, products, orders, draft orders, stock, discounts and metafields of a
 * Shopify store, over the REST Admin API.
 */
export interface Shopify {
  customers: {
    /**
     * Get one customer. Use it when the id is known and you need addresses, tags or what was spent. Orders
     * of a customer are not in it.
     */
    get: {
      params: {
        /** Id of the customer, from customers list or customers api_search. */
        customer_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: Customer
    }
    /**
     * List customers. Use it to walk through customers, or those made or changed in some time. To find
     * someone by name or address, use customers api_search.
     */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Ids of the wanted records, separated by commas. */
        ids?: string
        /** Only what was made at this moment or later. */
        created_at_min?: string
        /** Only what was made at this moment or earlier. */
        created_at_max?: string
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Customer
    }
    /**
     * Add a customer. Use it to add someone who is not there yet; look with customers api_search first,
     * for an address may be used once only.
     */
    create: {
      params: {
        /** The customer: email, phone, first_name, last_name, tags, note, and what else Shopify takes. */
        customer: Record<string, unknown>
      }
      record: Customer
    }
    /**
     * Change a customer. Use it to change name, address, tags or note. Members that are left out stay;
     * tags are replaced as a whole.
     */
    update: {
      params: {
        /** Id of the customer, from customers list or customers api_search. */
        customer_id: number
        /** The customer: email, phone, first_name, last_name, tags, note, and what else Shopify takes. */
        customer: Record<string, unknown>
      }
      record: Customer
    }
    /** Delete a customer. Use it to remove someone who never ordered; Shopify refuses others. */
    delete: {
      params: {
        /** Id of the customer, from customers list or customers api_search. */
        customer_id: number
      }
      record: Record<string, unknown>
    }
    /**
     * Search customers. Use it to find customers by name, address, telephone, tag or country. For a walk
     * through all of them, use customers list.
     */
    api_search: {
      params: {
        /** What to look for: words, or a member, a colon and a value. */
        query: string
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Customer
    }
  }
  customer_address: {
    /** Get one address of a customer. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the customer, from customers list or customers api_search. */
        customer_id: number
        /** Id of the address, from customer_address list. */
        address_id: number
      }
      record: CustomerAddress
    }
    /** List addresses of a customer. Use it to see all addresses of one customer. */
    list: {
      params: {
        /** Id of the customer, from customers list or customers api_search. */
        customer_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: CustomerAddress
    }
    /** Add an address to a customer. Use it to add where goods may go. It does not become the main address. */
    create: {
      params: {
        /** Id of the customer, from customers list or customers api_search. */
        customer_id: number
        /** The address: address1, city, province, country, zip, phone, first_name, last_name. */
        address: Record<string, unknown>
      }
      record: CustomerAddress
    }
  }
  orders: {
    /**
     * Get one order. Use it when the id is known and you need goods, addresses or sums. Payments are in
     * transactions list.
     */
    get: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: Order
    }
    /**
     * List orders. Use it to see orders by state or time. Without status only open ones come; give any for
     * all.
     */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Ids of the wanted records, separated by commas. */
        ids?: string
        /** Only what was made at this moment or later. */
        created_at_min?: string
        /** Only what was made at this moment or earlier. */
        created_at_max?: string
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Only orders of this state. Default: open. */
        status?: "open" | "closed" | "cancelled" | "any"
        /** Only orders of this state of payment. */
        financial_status?: "any" | "authorized" | "pending" | "paid" | "partially_paid" | "refunded" | "voided" | "partially_refunded" | "unpaid"
        /** Only orders of this state of shipping. */
        fulfillment_status?: "any" | "shipped" | "partial" | "unshipped" | "unfulfilled"
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Order
    }
    /**
     * Create an order. Use it to write in an order that came in elsewhere; nobody is charged. For an offer
     * that the customer pays, use draft_orders create.
     */
    create: {
      params: {
        /**
         * The order: line_items with variant_id and quantity, customer or email, financial_status,
         * shipping_address, note, tags.
         */
        order: Record<string, unknown>
      }
      record: Order
    }
    /**
     * Change an order. Use it to change note, tags, address or e-mail. What was bought cannot be changed
     * by it.
     */
    update: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** What to change: note, tags, email, phone, shipping_address, note_attributes. */
        order: Record<string, unknown>
      }
      record: Order
    }
    /**
     * Delete an order. Use it to remove a test order for good. Orders of a live payment provider cannot be
     * deleted; use order_cancellations create.
     */
    delete: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
      }
      record: Record<string, unknown>
    }
  }
  order_cancellations: {
    /**
     * Cancel an order. Use it to cancel an order that was neither paid out nor shipped. It cannot be
     * undone. To give money back, use order_refunds create.
     */
    create: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** Why it is cancelled. */
        reason?: "customer" | "inventory" | "fraud" | "declined" | "other"
        /** Whether to tell the customer by mail. */
        email?: boolean
        /** Whether to put the goods back into stock. */
        restock?: boolean
      }
      record: OrderCancellation
    }
  }
  products: {
    /** Get one product. Use it when the id is known and you need variants, images and description. */
    get: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: Product
    }
    /** List products. Use it to find products by vendor, type, title, collection or time. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Ids of the wanted records, separated by commas. */
        ids?: string
        /** Only what was made at this moment or later. */
        created_at_min?: string
        /** Only what was made at this moment or earlier. */
        created_at_max?: string
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Only products of this state. */
        status?: "active" | "archived" | "draft"
        /** Only products of this type. */
        product_type?: string
        /** Only products of this vendor. */
        vendor?: string
        /** Id of the collection. */
        collection_id?: number
        /** Only those with exactly this title. */
        title?: string
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Product
    }
    /**
     * Add a product. Use it to add a product with its variants. Give status draft to keep it from being
     * sold at once.
     */
    create: {
      params: {
        /**
         * The product: title, body_html, vendor, product_type, tags, status, and variants with option1, price
         * and sku.
         */
        product: Record<string, unknown>
      }
      record: Product
    }
    /**
     * Change a product. Use it to change texts, tags or state. Variants that a given list leaves out are
     * removed.
     */
    update: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /**
         * The product: title, body_html, vendor, product_type, tags, status, and variants with option1, price
         * and sku.
         */
        product: Record<string, unknown>
      }
      record: Product
    }
    /**
     * Delete a product. Use it to remove a product for good. To take it off the shop only, change its
     * status to archived.
     */
    delete: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
      }
      record: Record<string, unknown>
    }
  }
  product_variants: {
    /** Get one variant. Use it when the id is known. */
    get: {
      params: {
        /** Id of the variant, from product_variants list. */
        variant_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: ProductVariant
    }
    /** List variants of a product. Use it to see prices, SKUs and stock of one product. */
    list: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ProductVariant
    }
    /** Add a variant to a product. Use it to add a form of a product, such as another size. */
    create: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** The variant: option1, price, sku, compare_at_price, barcode, taxable. */
        variant: Record<string, unknown>
      }
      record: ProductVariant
    }
    /**
     * Change a variant. Use it to change price, SKU or barcode. Stock is changed by inventory_levels
     * update.
     */
    update: {
      params: {
        /** Id of the variant, from product_variants list. */
        variant_id: number
        /** The variant: option1, price, sku, compare_at_price, barcode, taxable. */
        variant: Record<string, unknown>
      }
      record: ProductVariant
    }
  }
  product_images: {
    /** Get one image of a product. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** Id of the image, from product_images list. */
        image_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: ProductImage
    }
    /** List images of a product. Use it to see all images of one product. */
    list: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: ProductImage
    }
    /** Add an image to a product. Use it to add an image by its address or in base64. */
    create: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** The image: src, an address that Shopify fetches it from, or attachment in base64; alt and position. */
        image: Record<string, unknown>
      }
      record: ProductImage
    }
  }
  abandoned_checkouts: {
    /** List abandoned checkouts. Use it to see who began to buy and did not finish. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only what was made at this moment or later. */
        created_at_min?: string
        /** Only what was made at this moment or earlier. */
        created_at_max?: string
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Only checkouts of this state; open when left out. */
        status?: "open" | "closed"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: AbandonedCheckout
    }
  }
  locations: {
    /** Get one location. Use it when the id is known and you need its address. */
    get: {
      params: {
        /** Id of the location, from locations list. */
        location_id: number
      }
      record: Location
    }
    /** List locations. Use it to find the id of a location. */
    list: {
      params: {
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Location
    }
  }
  inventory_levels: {
    /** List stock at a location. Use it to see how many of everything one location has. */
    list: {
      params: {
        /** Id of the location, from locations list. */
        location_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: InventoryLevel
    }
    /**
     * Set stock at a location. Use it to say how many there are, after counting. To add or take away some,
     * use inventory_adjustments create.
     */
    update: {
      params: {
        /** Id of the location, from locations list. */
        location_id: number
        /** Id of the inventory item, which a variant names. */
        inventory_item_id: number
        /** Number that is available from now on. */
        available: number
      }
      record: InventoryLevel
    }
  }
  inventory_adjustments: {
    /** Adjust stock at a location. Use it when some pieces came or went. Doing it twice counts twice. */
    create: {
      params: {
        /** Id of the location, from locations list. */
        location_id: number
        /** Id of the inventory item, which a variant names. */
        inventory_item_id: number
        /** How many come to it; negative for fewer. */
        available_adjustment: number
      }
      record: InventoryAdjustment
    }
  }
  inventory_items: {
    /** Get one inventory item. Use it when the id is known and you need cost or origin. */
    get: {
      params: {
        /** Id of the inventory item, which a variant names. */
        inventory_item_id: number
      }
      record: InventoryItem
    }
    /** List inventory items. Use it to read several items whose ids are known; there is no list of all. */
    list: {
      params: {
        /** Ids of the wanted items, 100 at most, separated by commas; Shopify answers only these. */
        ids?: string
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: InventoryItem
    }
    /** Change an inventory item. Use it to change cost, SKU, origin or whether stock is kept. */
    update: {
      params: {
        /** Id of the inventory item, which a variant names. */
        inventory_item_id: number
        /** What to change: sku, cost, tracked, country_code_of_origin, harmonized_system_code. */
        inventory_item: Record<string, unknown>
      }
      record: InventoryItem
    }
  }
  shop: {
    /** Get the store. Use it to see name, currency, time zone and plan. */
    get: {
      params: {
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: Shop
    }
  }
  price_rules: {
    /** Get one price rule. Use it when the id is known and you need its conditions. */
    get: {
      params: {
        /** Id of the price rule, from price_rules list. */
        price_rule_id: number
      }
      record: PriceRule
    }
    /** List price rules. Use it to see discounts of the store. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only what was made at this moment or later. */
        created_at_min?: string
        /** Only what was made at this moment or earlier. */
        created_at_max?: string
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: PriceRule
    }
    /**
     * Create a price rule. Use it to create a discount; then create a code for it with discount_codes
     * create.
     */
    create: {
      params: {
        /**
         * The rule: title, target_type, target_selection, allocation_method, value_type, value (negative),
         * customer_selection, starts_at.
         */
        price_rule: Record<string, unknown>
      }
      record: PriceRule
    }
    /** Change a price rule. Use it to change value, time or conditions of a discount. */
    update: {
      params: {
        /** Id of the price rule, from price_rules list. */
        price_rule_id: number
        /**
         * The rule: title, target_type, target_selection, allocation_method, value_type, value (negative),
         * customer_selection, starts_at.
         */
        price_rule: Record<string, unknown>
      }
      record: PriceRule
    }
    /** Delete a price rule. Use it to end a discount for good, with all its codes. */
    delete: {
      params: {
        /** Id of the price rule, from price_rules list. */
        price_rule_id: number
      }
      record: Record<string, unknown>
    }
  }
  discount_codes: {
    /** Get one discount code. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the price rule, from price_rules list. */
        price_rule_id: number
        /** Id of the code, from discount_codes list. */
        discount_code_id: number
      }
      record: DiscountCode
    }
    /** List codes of a price rule. Use it to see codes of a discount and how often they were used. */
    list: {
      params: {
        /** Id of the price rule, from price_rules list. */
        price_rule_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: DiscountCode
    }
    /**
     * Create a discount code. Use it to give customers a code for a price rule. A code exists once in a
     * store.
     */
    create: {
      params: {
        /** Id of the price rule, from price_rules list. */
        price_rule_id: number
        /** The code: code. */
        discount_code: Record<string, unknown>
      }
      record: DiscountCode
    }
    /** Delete a discount code. Use it to delete a code; the price rule stays. */
    delete: {
      params: {
        /** Id of the price rule, from price_rules list. */
        price_rule_id: number
        /** Id of the code, from discount_codes list. */
        discount_code_id: number
      }
      record: Record<string, unknown>
    }
  }
  custom_collections: {
    /**
     * Get one custom collection. Use it when the id is known. Its products are in collects list or
     * products list.
     */
    get: {
      params: {
        /** Id of the collection. */
        collection_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: CustomCollection
    }
    /** List custom collections. Use it to find collections that were made by hand. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Ids of the wanted records, separated by commas. */
        ids?: string
        /** Only those with exactly this title. */
        title?: string
        /** Id of the product, from products list. */
        product_id?: number
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: CustomCollection
    }
    /** Create a custom collection. Use it to group products by hand; add them with collects create. */
    create: {
      params: {
        /** The collection: title, body_html, published, image, sort_order. */
        custom_collection: Record<string, unknown>
      }
      record: CustomCollection
    }
    /** Change a custom collection. Use it to change title, text or order. */
    update: {
      params: {
        /** Id of the collection. */
        collection_id: number
        /** The collection: title, body_html, published, image, sort_order. */
        custom_collection: Record<string, unknown>
      }
      record: CustomCollection
    }
    /** Delete a custom collection. Use it to remove a collection; its products stay. */
    delete: {
      params: {
        /** Id of the collection. */
        collection_id: number
      }
      record: Record<string, unknown>
    }
  }
  smart_collections: {
    /** Get one smart collection. Use it when the id is known and you need its rules. */
    get: {
      params: {
        /** Id of the collection. */
        collection_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: SmartCollection
    }
    /** List smart collections. Use it to find collections that rules make. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Ids of the wanted records, separated by commas. */
        ids?: string
        /** Only those with exactly this title. */
        title?: string
        /** Id of the product, from products list. */
        product_id?: number
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: SmartCollection
    }
    /** Create a smart collection. Use it to group products by rules. */
    create: {
      params: {
        /** The collection: title, rules with column, relation and condition, and disjunctive. */
        smart_collection: Record<string, unknown>
      }
      record: SmartCollection
    }
  }
  collects: {
    /** Get one collect. Use it when the id is known. */
    get: {
      params: {
        /** Id of the collect, from collects list. */
        collect_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: Collect
    }
    /**
     * List collects. Use it to see which products are in a custom collection, or in which collections a
     * product is.
     */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Id of the collection. */
        collection_id?: number
        /** Id of the product, from products list. */
        product_id?: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Collect
    }
    /**
     * Add a product to a custom collection. Use it with a custom collection; a smart one takes no products
     * by hand.
     */
    create: {
      params: {
        /** The collect: product_id and collection_id. */
        collect: Record<string, unknown>
      }
      record: Collect
    }
    /**
     * Remove a product from a custom collection. Use it to remove a product from a collection; neither the
     * product nor the collection is removed.
     */
    delete: {
      params: {
        /** Id of the collect, from collects list. */
        collect_id: number
      }
      record: Record<string, unknown>
    }
  }
  draft_orders: {
    /** Get one draft order. Use it when the id is known and you need goods and sums. */
    get: {
      params: {
        /** Id of the draft order, from draft_orders list. */
        draft_order_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: DraftOrder
    }
    /** List draft orders. Use it to see offers and orders that were not placed yet. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Ids of the wanted records, separated by commas. */
        ids?: string
        /** Only drafts of this state. */
        status?: "open" | "invoice_sent" | "completed"
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: DraftOrder
    }
    /**
     * Create a draft order. Use it to create an offer. Nobody is charged; it becomes an order by
     * draft_order_completions update.
     */
    create: {
      params: {
        /**
         * The draft: line_items with variant_id and quantity or with title and price, customer, note, email,
         * shipping_address, applied_discount.
         */
        draft_order: Record<string, unknown>
      }
      record: DraftOrder
    }
    /**
     * Change a draft order. Use it to change goods, customer or note. A list of goods replaces the one
     * before.
     */
    update: {
      params: {
        /** Id of the draft order, from draft_orders list. */
        draft_order_id: number
        /**
         * The draft: line_items with variant_id and quantity or with title and price, customer, note, email,
         * shipping_address, applied_discount.
         */
        draft_order: Record<string, unknown>
      }
      record: DraftOrder
    }
    /** Delete a draft order. Use it to remove a draft that did not become an order. */
    delete: {
      params: {
        /** Id of the draft order, from draft_orders list. */
        draft_order_id: number
      }
      record: Record<string, unknown>
    }
  }
  draft_order_completions: {
    /**
     * Turn a draft into an order. Use it when the customer agreed. The order counts as paid unless
     * payment_pending is true.
     */
    update: {
      params: {
        /** Id of the draft order, from draft_orders list. */
        draft_order_id: number
        /** Whether payment comes later; when left out the order counts as paid. */
        payment_pending?: boolean
      }
      record: DraftOrderCompletion
    }
  }
  fulfillments: {
    /** Get one fulfillment. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** Id of the fulfillment, from fulfillments list. */
        fulfillment_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: Fulfillment
    }
    /** List fulfillments of an order. Use it to see what of an order was shipped, and its tracking. */
    list: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only what was made at this moment or later. */
        created_at_min?: string
        /** Only what was made at this moment or earlier. */
        created_at_max?: string
        /** Only what was changed at this moment or later. */
        updated_at_min?: string
        /** Only what was changed at this moment or earlier. */
        updated_at_max?: string
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Fulfillment
    }
    /**
     * Ship goods of an order. Use it to say that goods of a fulfillment order were shipped; find that in
     * fulfillment_orders list. Without goods it ships all of it.
     */
    create: {
      params: {
        /**
         * The fulfillment: line_items_by_fulfillment_order with fulfillment_order_id, tracking_info with
         * number, company and url, and notify_customer.
         */
        fulfillment: Record<string, unknown>
      }
      record: Fulfillment
    }
  }
  order_refunds: {
    /** Get one refund. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** Id of the refund, from order_refunds list. */
        refund_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: OrderRefund
    }
    /** List refunds of an order. Use it to see what was given back of an order. */
    list: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: OrderRefund
    }
    /**
     * Refund an order. Use it to give money or goods back. Money that went back cannot be fetched again;
     * take parent_id and gateway from transactions list.
     */
    create: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /**
         * The refund: refund_line_items, shipping, note, notify, and transactions with parent_id, amount, kind
         * refund and gateway.
         */
        refund: Record<string, unknown>
      }
      record: OrderRefund
    }
  }
  transactions: {
    /** Get one transaction. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** Id of the transaction, from transactions list. */
        transaction_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: Transaction
    }
    /** List transactions of an order. Use it to see how an order was paid. */
    list: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Transaction
    }
    /** Capture or void a payment. Use it to capture an authorized payment, or to void it. It moves money. */
    create: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** The transaction: kind (capture, void, sale or refund), amount, currency, parent_id. */
        transaction: Record<string, unknown>
      }
      record: Transaction
    }
  }
  tender_transactions: {
    /** List tender transactions. Use it to add up what was paid in a time, over all orders. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only what was processed at this moment or later. */
        processed_at_min?: string
        /** Only what was processed at this moment or earlier. */
        processed_at_max?: string
        /** Member to sort by, with asc or desc behind it. */
        order?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: TenderTransaction
    }
  }
  countries: {
    /** Get one country. Use it when the id is known and you need its provinces. */
    get: {
      params: {
        /** Id of the country, from countries list. */
        country_id: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
      }
      record: Country
    }
    /** List countries. Use it to see where the store ships, with taxes. */
    list: {
      params: {
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: Country
    }
  }
  metafield_shops: {
    /** Get one metafield. Use it when the id is known. */
    get: {
      params: {
        /** Id of the metafield, from one of the lists of metafields. */
        metafield_id: number
      }
      record: MetafieldShop
    }
    /** List metafields of the store. Use it to read values of your own at the store. */
    list: {
      params: {
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Only metafields of this type. */
        type?: string
        /** Names of the members to answer with, separated by commas; all of them when left out. */
        fields?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
    /**
     * Add a metafield to the store. Use it to set a metafield of the store. One with the same namespace
     * and key is replaced.
     */
    create: {
      params: {
        /** The metafield: namespace, key, value and type. */
        metafield: Record<string, unknown>
      }
      record: MetafieldShop
    }
  }
  metafield_customers: {
    /** List metafields of a customer. Use it to read values of your own at a customer. */
    list: {
      params: {
        /** Id of the customer, from customers list or customers api_search. */
        customer_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
    /**
     * Add a metafield to a customer. Use it to set a metafield of a customer. One with the same namespace
     * and key is replaced.
     */
    create: {
      params: {
        /** Id of the customer, from customers list or customers api_search. */
        customer_id: number
        /** The metafield: namespace, key, value and type. */
        metafield: Record<string, unknown>
      }
      record: MetafieldShop
    }
  }
  metafield_products: {
    /** List metafields of a product. Use it to read values of your own at a product. */
    list: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
    /**
     * Add a metafield to a product. Use it to set a metafield of a product. One with the same namespace
     * and key is replaced.
     */
    create: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** The metafield: namespace, key, value and type. */
        metafield: Record<string, unknown>
      }
      record: MetafieldShop
    }
  }
  metafield_orders: {
    /** List metafields of an order. Use it to read values of your own at an order. */
    list: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
    /**
     * Add a metafield to an order. Use it to set a metafield of an order. One with the same namespace and
     * key is replaced.
     */
    create: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** The metafield: namespace, key, value and type. */
        metafield: Record<string, unknown>
      }
      record: MetafieldShop
    }
  }
  metafield_draft_orders: {
    /** List metafields of a draft order. Use it to read values of your own at a draft order. */
    list: {
      params: {
        /** Id of the draft order, from draft_orders list. */
        draft_order_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
  }
  metafield_locations: {
    /** List metafields of a location. Use it to read values of your own at a location. */
    list: {
      params: {
        /** Id of the location, from locations list. */
        location_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
  }
  metafield_product_variants: {
    /** List metafields of a variant. Use it to read values of your own at a variant. */
    list: {
      params: {
        /** Id of the variant, from product_variants list. */
        variant_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
  }
  metafield_smart_collections: {
    /** List metafields of a smart collection. Use it to read values of your own at a smart collection. */
    list: {
      params: {
        /** Id of the collection. */
        collection_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
  }
  metafield_product_images: {
    /**
     * List metafields of an image of a product. Use it to read values of your own at an image of a
     * product.
     */
    list: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** Id of the image, from product_images list. */
        image_id: number
        /** How many records a page holds. Default: 50. */
        limit?: number
        /** Only records with a larger id than this one, in order of their ids. */
        since_id?: number
        /** Only metafields of this namespace. */
        namespace?: string
        /** Only metafields with this key. */
        key?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: MetafieldShop
    }
  }
  fulfillment_orders: {
    /** Get one fulfillment order. Use it when the id is known. */
    get: {
      params: {
        /** Id of the fulfillment order, from fulfillment_orders list. */
        fulfillment_order_id: number
      }
      record: FulfillmentOrder
    }
    /**
     * List fulfillment orders of an order. Use it to see what is to be shipped of an order, and from
     * where.
     */
    list: {
      params: {
        /** Id of the order, from orders list; not the number that customers see. */
        order_id: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
      }
      record: FulfillmentOrder
    }
  }
}

/** Someone who buys, or may. */
export interface Customer {
  /** Id. Goes into `customer_id`. */
  id?: number
  /** Address. */
  email?: string | null
  /** First name. */
  first_name?: string | null
  /** Last name. */
  last_name?: string | null
  /** Telephone number. */
  phone?: string | null
  /** Whether there is an account: disabled, invited, enabled or declined. */
  state?: string
  /** How many orders there were. */
  orders_count?: number
  /** Sum of all orders. */
  total_spent?: string
  /** Currency of the last order. */
  currency?: string
  /** Last order. */
  last_order_id?: number | null
  /** Note of the store. */
  note?: string | null
  /** Tags, separated by commas. */
  tags?: string
  /** Whether the address was confirmed. */
  verified_email?: boolean
  /** Whether no taxes are charged. */
  tax_exempt?: boolean
  /** Main address. */
  default_address?: Record<string, unknown> | null
  /** Addresses, ten at most. */
  addresses?: Record<string, unknown>[]
  /** Whether mails may be sent. */
  email_marketing_consent?: Record<string, unknown> | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** An address of a customer. */
export interface CustomerAddress {
  /** Id. Goes into `address_id`. */
  id?: number
  /** Customer. */
  customer_id?: number
  /** First name. */
  first_name?: string | null
  /** Last name. */
  last_name?: string | null
  /** Company. */
  company?: string | null
  /** Street. */
  address1?: string | null
  /** Second line. */
  address2?: string | null
  /** City. */
  city?: string | null
  /** Province or state. */
  province?: string | null
  /** Country. */
  country?: string | null
  /** Country in two letters. */
  country_code?: string | null
  /** Postal code. */
  zip?: string | null
  /** Telephone number. */
  phone?: string | null
  /** Whether it is the main one. */
  default?: boolean
}

/** What a customer bought. */
export interface Order {
  /** Id. Goes into `order_id`. */
  id?: number
  /** Number as customers see it, `#1001`. */
  name?: string
  /** Number. */
  order_number?: number
  /** Address of the buyer. */
  email?: string | null
  /** Telephone number of the buyer. */
  phone?: string | null
  /** Who bought. */
  customer?: Record<string, unknown> | null
  /** What was bought. */
  line_items?: Record<string, unknown>[]
  /** State of payment. */
  financial_status?: string | null
  /** State of shipping; null while nothing was shipped. */
  fulfillment_status?: string | null
  /** Currency. */
  currency?: string
  /** Sum with taxes, shipping and discounts. */
  total_price?: string
  /** Sum of goods after discounts. */
  subtotal_price?: string
  /** Taxes. */
  total_tax?: string
  /** Discounts. */
  total_discounts?: string
  /** What is not paid. */
  total_outstanding?: string
  /** Codes that were used. */
  discount_codes?: Record<string, unknown>[]
  /** Where goods go. */
  shipping_address?: Record<string, unknown> | null
  /** Who pays. */
  billing_address?: Record<string, unknown> | null
  /** How it is shipped. */
  shipping_lines?: Record<string, unknown>[]
  /** Note. */
  note?: string | null
  /** Tags, separated by commas. */
  tags?: string
  /** Where it came from, such as web or pos. */
  source_name?: string | null
  /** Why it was cancelled. */
  cancel_reason?: string | null
  /** When it was cancelled. */
  cancelled_at?: string | null
  /** When it was closed. */
  closed_at?: string | null
  /** When it was placed. */
  processed_at?: string | null
  /** Whether it is a test. */
  test?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** An order that was cancelled. */
export interface OrderCancellation {
  /** Id of the order. */
  id?: number
  /** Number as customers see it. */
  name?: string
  /** When it was cancelled. */
  cancelled_at?: string | null
  /** Why. */
  cancel_reason?: string | null
  /** State of payment. */
  financial_status?: string | null
}

/** Something that is sold. */
export interface Product {
  /** Id. Goes into `product_id`. */
  id?: number
  /** Name. */
  title?: string
  /** Description in HTML. */
  body_html?: string | null
  /** Vendor. */
  vendor?: string | null
  /** Type. */
  product_type?: string | null
  /** Name in addresses. */
  handle?: string
  /** State: active, archived or draft. */
  status?: string
  /** Tags, separated by commas. */
  tags?: string
  /** What variants differ in, such as size. */
  options?: Record<string, unknown>[]
  /** Variants, the first 100. */
  variants?: Record<string, unknown>[]
  /** Images. */
  images?: Record<string, unknown>[]
  /** Main image. */
  image?: Record<string, unknown> | null
  /** When it was published. */
  published_at?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** One form of a product, with its price and its stock. */
export interface ProductVariant {
  /** Id. Goes into `variant_id`. */
  id?: number
  /** Product. */
  product_id?: number
  /** Name. */
  title?: string
  /** Price. */
  price?: string
  /** Price before a reduction. */
  compare_at_price?: string | null
  /** SKU. */
  sku?: string | null
  /** Barcode. */
  barcode?: string | null
  /** First option. */
  option1?: string | null
  /** Second option. */
  option2?: string | null
  /** Third option. */
  option3?: string | null
  /** Its inventory item. */
  inventory_item_id?: number
  /** Stock of all locations together. */
  inventory_quantity?: number
  /** Whether it may be sold without stock: deny or continue. */
  inventory_policy?: string
  /** Place in the list. */
  position?: number
  /** Whether taxes are charged. */
  taxable?: boolean
  /** Weight. */
  weight?: number | null
  /** Unit of the weight. */
  weight_unit?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** An image of a product. */
export interface ProductImage {
  /** Id. Goes into `image_id`. */
  id?: number
  /** Product. */
  product_id?: number
  /** Place in the list; 1 is the main one. */
  position?: number
  /** Its address. */
  src?: string
  /** Text for those who do not see it. */
  alt?: string | null
  /** Width in pixels. */
  width?: number
  /** Height in pixels. */
  height?: number
  /** Variants that it shows. */
  variant_ids?: number[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A purchase that was begun and not finished. */
export interface AbandonedCheckout {
  /** Id. */
  id?: number
  /** Token of the checkout. */
  token?: string
  /** Address of the buyer. */
  email?: string | null
  /** Telephone number of the buyer. */
  phone?: string | null
  /** The buyer. */
  customer?: Record<string, unknown> | null
  /** What is in the cart. */
  line_items?: Record<string, unknown>[]
  /** Address where the buyer can go on. */
  abandoned_checkout_url?: string
  /** Currency. */
  currency?: string
  /** Sum. */
  total_price?: string
  /** Sum of goods. */
  subtotal_price?: string
  /** When it was finished after all. */
  completed_at?: string | null
  /** When it was closed. */
  closed_at?: string | null
  /** When it was begun. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A place where goods are kept or sold. */
export interface Location {
  /** Id. Goes into `location_id`. */
  id?: number
  /** Name. */
  name?: string
  /** Whether it is used. */
  active?: boolean
  /** Street. */
  address1?: string | null
  /** City. */
  city?: string | null
  /** Province or state. */
  province?: string | null
  /** Country in two letters. */
  country_code?: string | null
  /** Postal code. */
  zip?: string | null
  /** Telephone number. */
  phone?: string | null
  /** Whether it belongs to a fulfillment service. */
  legacy?: boolean
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** How many of an inventory item a location has. */
export interface InventoryLevel {
  /** Inventory item. */
  inventory_item_id?: number
  /** Location. */
  location_id?: number
  /** How many can be sold; null where stock is not kept. */
  available?: number | null
  /** When it last changed. */
  updated_at?: string
}

/** A change of stock by some pieces. */
export interface InventoryAdjustment {
  /** Inventory item. */
  inventory_item_id?: number
  /** Location. */
  location_id?: number
  /** How many can be sold afterwards. */
  available?: number | null
  /** When it changed. */
  updated_at?: string
}

/** What is kept in stock for a variant. */
export interface InventoryItem {
  /** Id. Goes into `inventory_item_id`. */
  id?: number
  /** SKU. */
  sku?: string | null
  /** What one costs. */
  cost?: string | null
  /** Whether stock is kept. */
  tracked?: boolean
  /** Whether it is shipped. */
  requires_shipping?: boolean
  /** Country of origin. */
  country_code_of_origin?: string | null
  /** Province of origin. */
  province_code_of_origin?: string | null
  /** Customs number. */
  harmonized_system_code?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** The store itself. */
export interface Shop {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
  /** Address of the owner. */
  email?: string
  /** Main domain. */
  domain?: string
  /** Domain at Shopify. */
  myshopify_domain?: string
  /** Owner. */
  shop_owner?: string
  /** Currency. */
  currency?: string
  /** Time zone. */
  iana_timezone?: string
  /** Country in two letters. */
  country_code?: string
  /** Plan. */
  plan_name?: string
  /** Language. */
  primary_locale?: string
  /** Unit of weights. */
  weight_unit?: string
  /** When it was opened. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** What a discount takes off, and for whom. */
export interface PriceRule {
  /** Id. Goes into `price_rule_id`. */
  id?: number
  /** Name. */
  title?: string
  /** What value is: fixed_amount or percentage. */
  value_type?: string
  /** What is taken off, negative. */
  value?: string
  /** What it counts for: line_item or shipping_line. */
  target_type?: string
  /** Whether for all or some: all or entitled. */
  target_selection?: string
  /** How it is spread: each or across. */
  allocation_method?: string
  /** For whom: all or prerequisite. */
  customer_selection?: string
  /** Whether once for each customer. */
  once_per_customer?: boolean
  /** How often it may be used. */
  usage_limit?: number | null
  /** Products that it is for. */
  entitled_product_ids?: number[]
  /** When it begins. */
  starts_at?: string
  /** When it ends. */
  ends_at?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A code that customers type for a discount. */
export interface DiscountCode {
  /** Id. Goes into `discount_code_id`. */
  id?: number
  /** Price rule. */
  price_rule_id?: number
  /** The code. */
  code?: string
  /** How often it was used. */
  usage_count?: number
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** Products that were put together by hand. */
export interface CustomCollection {
  /** Id. Goes into `collection_id`. */
  id?: number
  /** Name. */
  title?: string
  /** Name in addresses. */
  handle?: string
  /** Description in HTML. */
  body_html?: string | null
  /** Order of products. */
  sort_order?: string
  /** When it was published. */
  published_at?: string | null
  /** Where it is shown. */
  published_scope?: string
  /** Image. */
  image?: Record<string, unknown> | null
  /** Template of the theme. */
  template_suffix?: string | null
  /** When it last changed. */
  updated_at?: string
}

/** Products that rules put together. */
export interface SmartCollection {
  /** Id. Goes into `collection_id`. */
  id?: number
  /** Name. */
  title?: string
  /** Name in addresses. */
  handle?: string
  /** Description in HTML. */
  body_html?: string | null
  /** Order of products. */
  sort_order?: string
  /** When it was published. */
  published_at?: string | null
  /** Where it is shown. */
  published_scope?: string
  /** Image. */
  image?: Record<string, unknown> | null
  /** The rules. */
  rules?: Record<string, unknown>[]
  /** Whether one of the rules is enough. */
  disjunctive?: boolean
  /** When it last changed. */
  updated_at?: string
}

/** That a product belongs to a custom collection. */
export interface Collect {
  /** Id. Goes into `collect_id`. */
  id?: number
  /** Collection. */
  collection_id?: number
  /** Product. */
  product_id?: number
  /** Place. */
  position?: number | null
  /** Place as text. */
  sort_value?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** An order that the store writes for a customer. */
export interface DraftOrder {
  /** Id. Goes into `draft_order_id`. */
  id?: number
  /** Number, `#D1`. */
  name?: string
  /** State: open, invoice_sent or completed. */
  status?: string
  /** The order that became of it. */
  order_id?: number | null
  /** Address of the customer. */
  email?: string | null
  /** Customer. */
  customer?: Record<string, unknown> | null
  /** What is in it. */
  line_items?: Record<string, unknown>[]
  /** Currency. */
  currency?: string
  /** Sum. */
  total_price?: string
  /** Sum of goods. */
  subtotal_price?: string
  /** Taxes. */
  total_tax?: string
  /** Where the customer can pay. */
  invoice_url?: string | null
  /** When the bill was sent. */
  invoice_sent_at?: string | null
  /** Note. */
  note?: string | null
  /** Tags, separated by commas. */
  tags?: string
  /** When it became an order. */
  completed_at?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** A draft that became an order. */
export interface DraftOrderCompletion {
  /** Id of the draft. */
  id?: number
  /** State. */
  status?: string
  /** The order. */
  order_id?: number | null
  /** When. */
  completed_at?: string | null
}

/** Goods of an order that were shipped. */
export interface Fulfillment {
  /** Id. Goes into `fulfillment_id`. */
  id?: number
  /** Order. */
  order_id?: number
  /** Number. */
  name?: string
  /** State: pending, open, success, cancelled, error or failure. */
  status?: string
  /** Where the parcel is. */
  shipment_status?: string | null
  /** From where. */
  location_id?: number | null
  /** Carrier. */
  tracking_company?: string | null
  /** Numbers. */
  tracking_numbers?: string[]
  /** Addresses where to follow it. */
  tracking_urls?: string[]
  /** What was shipped. */
  line_items?: Record<string, unknown>[]
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** What was given back of an order. */
export interface OrderRefund {
  /** Id. Goes into `refund_id`. */
  id?: number
  /** Order. */
  order_id?: number
  /** Why. */
  note?: string | null
  /** Who made it. */
  user_id?: number | null
  /** Goods that came back. */
  refund_line_items?: Record<string, unknown>[]
  /** Money that was given back. */
  transactions?: Record<string, unknown>[]
  /** Further changes. */
  order_adjustments?: Record<string, unknown>[]
  /** When. */
  processed_at?: string | null
  /** When it was made. */
  created_at?: string
}

/** A movement of money of an order. */
export interface Transaction {
  /** Id. Goes into `transaction_id`. */
  id?: number
  /** Order. */
  order_id?: number
  /** Kind: authorization, capture, sale, void or refund. */
  kind?: string
  /** State: pending, failure, success or error. */
  status?: string
  /** Amount. */
  amount?: string | null
  /** Currency. */
  currency?: string
  /** Payment provider. */
  gateway?: string
  /** The transaction that it is about. */
  parent_id?: number | null
  /** Code of the provider. */
  authorization?: string | null
  /** Why it failed. */
  error_code?: string | null
  /** What the provider said. */
  message?: string | null
  /** Whether it is a test. */
  test?: boolean
  /** When. */
  processed_at?: string | null
  /** When it was made. */
  created_at?: string
}

/** Money that moved between customers and the store. */
export interface TenderTransaction {
  /** Id. */
  id?: number
  /** Order. */
  order_id?: number
  /** Amount; negative for money given back. */
  amount?: string
  /** Currency. */
  currency?: string
  /** How. */
  payment_method?: string
  /** Card. */
  payment_details?: Record<string, unknown> | null
  /** Number at the provider. */
  remote_reference?: string | null
  /** Who took it. */
  user_id?: number | null
  /** Whether it is a test. */
  test?: boolean
  /** When. */
  processed_at?: string
}

/** A country that the store ships to, with its tax. */
export interface Country {
  /** Id. Goes into `country_id`. */
  id?: number
  /** Name. */
  name?: string
  /** Two letters. */
  code?: string
  /** Tax, as part of one. */
  tax?: number
  /** Name of the tax. */
  tax_name?: string
  /** Provinces, with theirs. */
  provinces?: Record<string, unknown>[]
}

/** A value of your own at the store. */
export interface MetafieldShop {
  /** Id. Goes into `metafield_id`. */
  id?: number
  /** Namespace. */
  namespace?: string
  /** Key within the namespace. */
  key?: string
  /** Value. */
  value?: unknown
  /** Type of the value. */
  type?: string
  /** What it is for. */
  description?: string | null
  /** What it belongs to. */
  owner_id?: number
  /** Kind of what it belongs to. */
  owner_resource?: string
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}

/** What one location has to ship of an order. */
export interface FulfillmentOrder {
  /** Id. Goes into `fulfillment_order_id`. */
  id?: number
  /** Order. */
  order_id?: number
  /** Location. */
  assigned_location_id?: number | null
  /** Address of the location. */
  assigned_location?: Record<string, unknown>
  /** State: open, in_progress, scheduled, on_hold, incomplete, cancelled or closed. */
  status?: string
  /** What was asked of a fulfillment service. */
  request_status?: string
  /** What is to be shipped. */
  line_items?: Record<string, unknown>[]
  /** Where it goes. */
  destination?: Record<string, unknown> | null
  /** What can be done. */
  supported_actions?: unknown
  /** When to ship. */
  fulfill_at?: string | null
  /** When it was made. */
  created_at?: string
  /** When it last changed. */
  updated_at?: string
}
