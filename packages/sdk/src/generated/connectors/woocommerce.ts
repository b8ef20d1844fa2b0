// Made by `npm run generate` from packages/catalog/woocommerce; do not edit.

/**
 * Reads and writes orders, products, customers, coupons, refunds and reviews of a WooCommerce shop,
 * and reads its taxes, shipping and payments.
 */
export interface Woocommerce {
  customers: {
    /** Get one customer. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Customer
    }
    /** List customers. Use it to find customers by address, name or role. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only those with this text. */
        search?: string
        /** What to sort by. */
        orderby?: "id" | "include" | "name" | "registered_date"
        /** Which way to sort. */
        order?: "asc" | "desc"
        /** Address. */
        email?: string
        /** Only users of this role. Default: customer. */
        role?: "all" | "administrator" | "editor" | "author" | "contributor" | "subscriber" | "customer" | "shop_manager"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Customer
    }
    /** Add a customer. Use it to add someone with an account; an address that is known is refused. */
    create: {
      params: {
        /** Address. */
        email: string
        /** First name. */
        first_name?: string
        /** Last name. */
        last_name?: string
        /** Name to sign in with. */
        username?: string
        /** Who pays: first_name, last_name, address_1, city, postcode, country, email, phone. */
        billing?: Record<string, unknown>
        /** Where goods go: first_name, last_name, address_1, city, postcode, country. */
        shipping?: Record<string, unknown>
      }
      record: Customer
    }
    /** Change a customer. Use it to correct name or addresses. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Address. */
        email?: string
        /** First name. */
        first_name?: string
        /** Last name. */
        last_name?: string
        /** Who pays: first_name, last_name, address_1, city, postcode, country, email, phone. */
        billing?: Record<string, unknown>
        /** Where goods go: first_name, last_name, address_1, city, postcode, country. */
        shipping?: Record<string, unknown>
      }
      record: Customer
    }
    /** Delete a customer. Use it to remove an account for good; orders stay. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Whether it is removed for good and not put into the trash. Default: true. */
        force?: boolean
      }
      record: Customer
    }
  }
  orders: {
    /** Get one order. Use it when the id is known and you need goods and addresses. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Order
    }
    /** List orders. Use it to find orders by state, customer, product or time. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only those with this text. */
        search?: string
        /** Only those made after this moment. */
        after?: string
        /** Only those made before this moment. */
        before?: string
        /** Only those changed after this moment. */
        modified_after?: string
        /** Only those changed before this moment. */
        modified_before?: string
        /** Only orders of this state. Default: any. */
        status?: "any" | "trash" | "pending" | "processing" | "on-hold" | "completed" | "cancelled" | "refunded" | "failed"
        /** Only orders of this customer. */
        customer?: number
        /** Only those with this product. */
        product?: number
        /** What to sort by. */
        orderby?: "date" | "id" | "include" | "title" | "slug" | "modified"
        /** Which way to sort. */
        order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Order
    }
    /** Create an order. Use it to write in an order that came in elsewhere. Nobody is charged. */
    create: {
      params: {
        /** State. */
        status?: "pending" | "processing" | "on-hold" | "completed" | "cancelled" | "refunded" | "failed"
        /** Customer; 0 for a guest. */
        customer_id?: number
        /** Who pays: first_name, last_name, address_1, city, postcode, country, email, phone. */
        billing?: Record<string, unknown>
        /** Where goods go: first_name, last_name, address_1, city, postcode, country. */
        shipping?: Record<string, unknown>
        /** Goods, each with product_id, quantity and variation_id. */
        line_items: Record<string, unknown>[]
        /** Id of the payment method. */
        payment_method?: string
        /** Name of the payment method. */
        payment_method_title?: string
        /** Whether it counts as paid. */
        set_paid?: boolean
        /** Note of the customer. */
        customer_note?: string
        /** Number at the payment provider. */
        transaction_id?: string
      }
      record: Order
    }
    /** Change an order. Use it to change state, addresses or note. Customers get mails of some states. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** State. */
        status?: "pending" | "processing" | "on-hold" | "completed" | "cancelled" | "refunded" | "failed"
        /** Customer; 0 for a guest. */
        customer_id?: number
        /** Who pays: first_name, last_name, address_1, city, postcode, country, email, phone. */
        billing?: Record<string, unknown>
        /** Where goods go: first_name, last_name, address_1, city, postcode, country. */
        shipping?: Record<string, unknown>
        /** Note of the customer. */
        customer_note?: string
        /** Number at the payment provider. */
        transaction_id?: string
        /** Whether it counts as paid. */
        set_paid?: boolean
      }
      record: Order
    }
    /** Delete an order. Use it to remove an order; without force it goes into the trash. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Whether it is removed for good and not put into the trash. Default: false. */
        force?: boolean
      }
      record: Order
    }
  }
  products: {
    /** Get one product. Use it when the id is known. */
    get: {
      params: {
        /** Id of the product. */
        id: number
      }
      record: Product
    }
    /** List products. Use it to find products by words, state, category, price or stock. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only those with this text. */
        search?: string
        /** Only those made after this moment. */
        after?: string
        /** Only those made before this moment. */
        before?: string
        /** Only those changed after this moment. */
        modified_after?: string
        /** Only those changed before this moment. */
        modified_before?: string
        /** Only products of this state. Default: any. */
        status?: "any" | "draft" | "pending" | "private" | "publish"
        /** Only products of this type. */
        type?: "simple" | "grouped" | "external" | "variable"
        /** Only those with this SKU. */
        sku?: string
        /** Only products that are shown first, or only others. */
        featured?: boolean
        /** Only products of this category, by its id. */
        category?: string
        /** Only products with this tag, by its id. */
        tag?: string
        /** Only products at a lower price, or only others. */
        on_sale?: boolean
        /** Lowest price. */
        min_price?: string
        /** Highest price. */
        max_price?: string
        /** Only those of this state of stock. */
        stock_status?: "instock" | "outofstock" | "onbackorder"
        /** What to sort by. */
        orderby?: "date" | "id" | "include" | "title" | "slug" | "price" | "popularity" | "rating" | "modified"
        /** Which way to sort. */
        order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Product
    }
    /** Add a product. Use it to add a product. Give status draft to keep it from being sold at once. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Type. */
        type?: "simple" | "grouped" | "external" | "variable"
        /** State. */
        status?: "draft" | "pending" | "private" | "publish"
        /** SKU. */
        sku?: string
        /** Price. */
        regular_price?: string
        /** Lower price; empty for none. */
        sale_price?: string
        /** Text. */
        description?: string
        /** Short text. */
        short_description?: string
        /** Categories, each with id. */
        categories?: Record<string, unknown>[]
        /** Tags, each with id. */
        tags?: Record<string, unknown>[]
        /** Images, each with src. */
        images?: Record<string, unknown>[]
        /** Whether stock is kept. */
        manage_stock?: boolean
        /** How many there are. */
        stock_quantity?: number
        /** State of stock. */
        stock_status?: "instock" | "outofstock" | "onbackorder"
      }
      record: Product
    }
    /** Change a product. Use it to change price, texts or stock. Lists replace those before. */
    update: {
      params: {
        /** Id of the product. */
        id: number
        /** Name. */
        name?: string
        /** State. */
        status?: "draft" | "pending" | "private" | "publish"
        /** SKU. */
        sku?: string
        /** Price. */
        regular_price?: string
        /** Lower price; empty for none. */
        sale_price?: string
        /** Text. */
        description?: string
        /** Short text. */
        short_description?: string
        /** Categories, each with id. */
        categories?: Record<string, unknown>[]
        /** Tags, each with id. */
        tags?: Record<string, unknown>[]
        /** Images, each with src. */
        images?: Record<string, unknown>[]
        /** Whether stock is kept. */
        manage_stock?: boolean
        /** How many there are. */
        stock_quantity?: number
        /** State of stock. */
        stock_status?: "instock" | "outofstock" | "onbackorder"
      }
      record: Product
    }
    /** Delete a product. Use it to remove a product; without force it goes into the trash. */
    delete: {
      params: {
        /** Id of the product. */
        id: number
        /** Whether it is removed for good and not put into the trash. Default: false. */
        force?: boolean
      }
      record: Product
    }
  }
  coupons: {
    /** Get one coupon. Use it when the id is known. */
    get: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
      }
      record: Coupon
    }
    /** List coupons. Use it to find coupons by code or time. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only those with this text. */
        search?: string
        /** Only those made after this moment. */
        after?: string
        /** Only those made before this moment. */
        before?: string
        /** Only those changed after this moment. */
        modified_after?: string
        /** Only those changed before this moment. */
        modified_before?: string
        /** Only the one with this code. */
        code?: string
        /** What to sort by. */
        orderby?: "date" | "id" | "include" | "title" | "slug" | "modified"
        /** Which way to sort. */
        order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Coupon
    }
    /** Create a coupon. Use it to give customers a code. A code exists once. */
    create: {
      params: {
        /** Code. */
        code: string
        /** How much. */
        amount?: string
        /** Whether percent, or an amount for all or for each. */
        discount_type?: "percent" | "fixed_cart" | "fixed_product"
        /** Text. */
        description?: string
        /** Day on which it ends. */
        date_expires?: string
        /** How often it may be used. */
        usage_limit?: number
        /** Whether it may not be used with others. */
        individual_use?: boolean
        /** Products that it is for. */
        product_ids?: number[]
        /** Least sum of an order. */
        minimum_amount?: string
      }
      record: Coupon
    }
    /** Change a coupon. Use it to change amount or end of a coupon. */
    update: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Code. */
        code?: string
        /** How much. */
        amount?: string
        /** Whether percent, or an amount for all or for each. */
        discount_type?: "percent" | "fixed_cart" | "fixed_product"
        /** Text. */
        description?: string
        /** Day on which it ends. */
        date_expires?: string
        /** How often it may be used. */
        usage_limit?: number
        /** Whether it may not be used with others. */
        individual_use?: boolean
        /** Products that it is for. */
        product_ids?: number[]
        /** Least sum of an order. */
        minimum_amount?: string
      }
      record: Coupon
    }
    /** Delete a coupon. Use it to remove a coupon for good. */
    delete: {
      params: {
        /** Id, from the list of the same entity. */
        id: number
        /** Whether it is removed for good and not put into the trash. Default: true. */
        force?: boolean
      }
      record: Coupon
    }
  }
  product_categories: {
    /** Get one category. Use it when the id is known. */
    get: {
      params: {
        /** Id of the category. */
        id: number
      }
      record: ProductCategory
    }
    /** List categories. Use it to find categories of products. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only those with this text. */
        search?: string
        /** What to sort by. */
        orderby?: "id" | "include" | "name" | "slug" | "term_group" | "description" | "count"
        /** Which way to sort. */
        order?: "asc" | "desc"
        /** Whether those without products are left out. Default: false. */
        hide_empty?: boolean
        /** Only those below this category. */
        parent?: number
        /** Only those with this product. */
        product?: number
        /** Only the one with this slug. */
        slug?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ProductCategory
    }
    /** Create a category. Use it to group products. */
    create: {
      params: {
        /** Name. */
        name: string
        /** Category above it. */
        parent?: number
        /** Text. */
        description?: string
      }
      record: ProductCategory
    }
  }
  product_tags: {
    /** Get one tag. Use it when the id is known. */
    get: {
      params: {
        /** Id of the tag. */
        id: number
      }
      record: ProductTag
    }
    /** List tags. Use it to find tags of products. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only those with this text. */
        search?: string
        /** What to sort by. */
        orderby?: "id" | "include" | "name" | "slug" | "term_group" | "description" | "count"
        /** Which way to sort. */
        order?: "asc" | "desc"
        /** Whether those without products are left out. Default: false. */
        hide_empty?: boolean
        /** Only those with this product. */
        product?: number
        /** Only the one with this slug. */
        slug?: string
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ProductTag
    }
  }
  product_reviews: {
    /** Get one review. Use it when the id is known. */
    get: {
      params: {
        /** Id of the review. */
        id: number
      }
      record: ProductReview
    }
    /** List reviews. Use it to see reviews, by product, state or time. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only those with this text. */
        search?: string
        /** Only those made after this moment. */
        after?: string
        /** Only those made before this moment. */
        before?: string
        /** Only reviews of these products. */
        product?: number[]
        /** Only reviews of this state. Default: approved. */
        status?: "all" | "hold" | "approved" | "spam" | "trash"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ProductReview
    }
    /** Approve or change a review. Use it to approve a review, or to put it away. */
    update: {
      params: {
        /** Id of the review. */
        id: number
        /** New state. */
        status?: "approved" | "hold" | "spam" | "unspam" | "trash" | "untrash"
        /** Text. */
        review?: string
        /** Stars. */
        rating?: number
      }
      record: ProductReview
    }
  }
  product_attributes: {
    /** Get one attribute. Use it when the id is known. */
    get: {
      params: {
        /** Id of the attribute. */
        id: number
      }
      record: ProductAttribute
    }
    /** List attributes. Use it to find options of products. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ProductAttribute
    }
  }
  product_variations: {
    /** Get one variation. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** Id of the variation. */
        id: number
      }
      record: ProductVariation
    }
    /** List variations of a product. Use it to see prices and stock of forms of one product. */
    list: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only those with this text. */
        search?: string
        /** Only those with this SKU. */
        sku?: string
        /** Only those of this state. Default: any. */
        status?: "any" | "draft" | "pending" | "private" | "publish"
        /** Only those of this state of stock. */
        stock_status?: "instock" | "outofstock" | "onbackorder"
        /** Only products at a lower price, or only others. */
        on_sale?: boolean
        /** Lowest price. */
        min_price?: string
        /** Highest price. */
        max_price?: string
        /** What to sort by. */
        orderby?: "date" | "id" | "include" | "title" | "slug" | "modified"
        /** Which way to sort. */
        order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: ProductVariation
    }
    /** Change a variation. Use it to change price or stock of a form. */
    update: {
      params: {
        /** Id of the product, from products list. */
        product_id: number
        /** Id of the variation. */
        id: number
        /** SKU. */
        sku?: string
        /** Price. */
        regular_price?: string
        /** Lower price; empty for none. */
        sale_price?: string
        /** Whether stock is kept. */
        manage_stock?: boolean
        /** How many there are. */
        stock_quantity?: number
        /** Options, each with id or name, and option. */
        attributes?: Record<string, unknown>[]
      }
      record: ProductVariation
    }
  }
  order_notes: {
    /** Get one note. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the order, from orders list. */
        order_id: number
        /** Id of the note. */
        id: number
      }
      record: OrderNote
    }
    /** List notes of an order. Use it to read notes. */
    list: {
      params: {
        /** Id of the order, from orders list. */
        order_id: number
        /** Only notes of this kind. Default: any. */
        type?: "any" | "customer" | "internal"
      }
      record: OrderNote
    }
    /** Write a note at an order. Use it to add a note; a note for the customer is sent by mail. */
    create: {
      params: {
        /** Id of the order, from orders list. */
        order_id: number
        /** Text. */
        note: string
        /** Whether the customer gets it by mail. Default: false. */
        customer_note?: boolean
      }
      record: OrderNote
    }
  }
  refunds: {
    /** Get one refund. Use it when both ids are known. */
    get: {
      params: {
        /** Id of the order, from orders list. */
        order_id: number
        /** Id of the refund. */
        id: number
      }
      record: Refund
    }
    /** List refunds of an order. Use it to see what was given back. */
    list: {
      params: {
        /** Id of the order, from orders list. */
        order_id: number
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: Refund
    }
    /** Refund an order. Use it to refund a payment. Two calls refund it twice. */
    create: {
      params: {
        /** Id of the order, from orders list. */
        order_id: number
        /** How much. */
        amount: string
        /** Why. */
        reason?: string
        /** Whether the payment provider gives the money back. Default: true. */
        api_refund?: boolean
      }
      record: Refund
    }
  }
  payment_gateways: {
    /** Get one way to pay. Use it when the id is known. */
    get: {
      params: {
        /** Id of the way to pay. */
        id: string
      }
      record: PaymentGateway
    }
    /** List ways to pay. Use it to see how customers may pay. */
    list: {
      params: Record<string, never>
      record: PaymentGateway
    }
  }
  shipping_methods: {
    /** Get one way to ship. Use it when the id is known. */
    get: {
      params: {
        /** Id of the way to ship. */
        id: string
      }
      record: ShippingMethod
    }
    /** List ways to ship. Use it to see how goods may be shipped. */
    list: {
      params: Record<string, never>
      record: ShippingMethod
    }
  }
  shipping_zones: {
    /** Get one shipping zone. Use it when the id is known. */
    get: {
      params: {
        /** Id of the zone; 0 for the rest of the world. */
        id: number
      }
      record: ShippingZone
    }
    /** List shipping zones. Use it to see where the shop ships. */
    list: {
      params: Record<string, never>
      record: ShippingZone
    }
  }
  tax_rates: {
    /** Get one tax rate. Use it when the id is known. */
    get: {
      params: {
        /** Id of the rate. */
        id: number
      }
      record: TaxRate
    }
    /** List tax rates. Use it to see taxes by class. */
    list: {
      params: {
        /** Number of the page, from 1. Default: 1. */
        page?: number
        /** How many records a page holds. Default: 10. */
        per_page?: number
        /** Only rates of this class. */
        class?: string
        /** What to sort by. */
        orderby?: "id" | "order" | "priority"
        /** Which way to sort. */
        order?: "asc" | "desc"
        /** Where the page begins: end_cursor of the page before. Leave it out for the first page. */
        cursor?: string
        /** How many records a page has at most. Default: 10. */
        limit?: number
      }
      record: TaxRate
    }
  }
  tax_classes: {
    /** List tax classes. Use it to see classes of taxes. */
    list: {
      params: Record<string, never>
      record: TaxClass
    }
  }
  system_status: {
    /** Get the shop. Use it to see address, version and currency of the shop. */
    get: {
      params: Record<string, never>
      record: SystemStatus
    }
  }
}

/** Someone with an account in the shop. */
export interface Customer {
  /** Id. */
  id?: number
  /** Address. */
  email?: string
  /** First name. */
  first_name?: string
  /** Last name. */
  last_name?: string
  /** Role. */
  role?: string
  /** Name to sign in with. */
  username?: string
  /** Who pays. */
  billing?: Record<string, unknown>
  /** Where goods go. */
  shipping?: Record<string, unknown>
  /** Whether they bought something. */
  is_paying_customer?: boolean
  /** Picture. */
  avatar_url?: string
  /** Further values. */
  meta_data?: Record<string, unknown>[]
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_modified?: string
}

/** What a customer bought. */
export interface Order {
  /** Id. Goes into `order_id`. */
  id?: number
  /** Order above it. */
  parent_id?: number
  /** Number as customers see it. */
  number?: string
  /** State. */
  status?: string
  /** Currency. */
  currency?: string
  /** Sum. */
  total?: string
  /** Taxes. */
  total_tax?: string
  /** Discounts. */
  discount_total?: string
  /** Shipping. */
  shipping_total?: string
  /** Customer; 0 for a guest. */
  customer_id?: number
  /** Who pays. */
  billing?: Record<string, unknown>
  /** Where goods go. */
  shipping?: Record<string, unknown>
  /** Payment method. */
  payment_method?: string
  /** Its name. */
  payment_method_title?: string
  /** Number at the payment provider. */
  transaction_id?: string
  /** Note of the customer. */
  customer_note?: string
  /** Goods. */
  line_items?: Record<string, unknown>[]
  /** Shipping. */
  shipping_lines?: Record<string, unknown>[]
  /** Fees. */
  fee_lines?: Record<string, unknown>[]
  /** Coupons. */
  coupon_lines?: Record<string, unknown>[]
  /** Refunds. */
  refunds?: Record<string, unknown>[]
  /** Where it came from. */
  created_via?: string
  /** When it was paid. */
  date_paid?: string | null
  /** When it was done. */
  date_completed?: string | null
  /** Further values. */
  meta_data?: Record<string, unknown>[]
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_modified?: string
}

/** Something that is sold. */
export interface Product {
  /** Id. Goes into `product_id`. */
  id?: number
  /** Name. */
  name?: string
  /** Name in addresses. */
  slug?: string
  /** Page. */
  permalink?: string
  /** Type: simple, grouped, external or variable. */
  type?: string
  /** State. */
  status?: string
  /** Whether it is shown first. */
  featured?: boolean
  /** Text. */
  description?: string
  /** Short text. */
  short_description?: string
  /** SKU. */
  sku?: string
  /** Price now. */
  price?: string
  /** Usual price. */
  regular_price?: string
  /** Lower price. */
  sale_price?: string
  /** Whether the lower one counts. */
  on_sale?: boolean
  /** Whether it can be bought. */
  purchasable?: boolean
  /** How many were sold. */
  total_sales?: unknown
  /** Whether stock is kept. */
  manage_stock?: unknown
  /** How many there are. */
  stock_quantity?: number | null
  /** State of stock. */
  stock_status?: string
  /** Weight. */
  weight?: string
  /** Size. */
  dimensions?: Record<string, unknown>
  /** Stars. */
  average_rating?: string
  /** How many reviews. */
  rating_count?: number
  /** Categories. */
  categories?: Record<string, unknown>[]
  /** Tags. */
  tags?: Record<string, unknown>[]
  /** Images. */
  images?: Record<string, unknown>[]
  /** Options. */
  attributes?: Record<string, unknown>[]
  /** Variations. */
  variations?: number[]
  /** Further values. */
  meta_data?: Record<string, unknown>[]
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_modified?: string
}

/** A code for a discount. */
export interface Coupon {
  /** Id. */
  id?: number
  /** Code. */
  code?: string
  /** How much. */
  amount?: string
  /** Kind. */
  discount_type?: string
  /** What it is for. */
  description?: string
  /** When it ends. */
  date_expires?: string | null
  /** How often it was used. */
  usage_count?: number
  /** Whether it may not be used with others. */
  individual_use?: boolean
  /** Products that it is for. */
  product_ids?: number[]
  /** How often it may be used. */
  usage_limit?: number | null
  /** How often by one customer. */
  usage_limit_per_user?: number | null
  /** Whether shipping is free. */
  free_shipping?: boolean
  /** Least sum. */
  minimum_amount?: string
  /** Largest sum. */
  maximum_amount?: string
  /** Only these addresses. */
  email_restrictions?: string[]
  /** Who used it. */
  used_by?: string[]
  /** Further values. */
  meta_data?: Record<string, unknown>[]
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_modified?: string
}

/** A category of products. */
export interface ProductCategory {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
  /** Name in addresses. */
  slug?: string
  /** Text. */
  description?: string
  /** How many products. */
  count?: number
  /** Category above it. */
  parent?: number
  /** How it is shown. */
  display?: string
  /** Image. */
  image?: Record<string, unknown> | null
  /** Place. */
  menu_order?: number
}

/** A tag of products. */
export interface ProductTag {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
  /** Name in addresses. */
  slug?: string
  /** Text. */
  description?: string
  /** How many products. */
  count?: number
}

/** What someone thinks of a product. */
export interface ProductReview {
  /** Id. */
  id?: number
  /** When. */
  date_created?: string
  /** Product. */
  product_id?: number
  /** Name of the product. */
  product_name?: string
  /** Page of the product. */
  product_permalink?: string
  /** State. */
  status?: string
  /** Who. */
  reviewer?: string
  /** Address. */
  reviewer_email?: string
  /** Text. */
  review?: string
  /** Stars. */
  rating?: number
  /** Whether they bought it. */
  verified?: boolean
}

/** What products differ in. */
export interface ProductAttribute {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
  /** Name in addresses. */
  slug?: string
  /** Type. */
  type?: string
  /** Order. */
  order_by?: string
  /** Whether it has pages. */
  has_archives?: boolean
}

/** One form of a product. */
export interface ProductVariation {
  /** Id. */
  id?: number
  /** Text. */
  description?: string
  /** Page. */
  permalink?: string
  /** SKU. */
  sku?: string
  /** Price now. */
  price?: string
  /** Usual price. */
  regular_price?: string
  /** Lower price. */
  sale_price?: string
  /** Whether the lower one counts. */
  on_sale?: boolean
  /** State. */
  status?: string
  /** Whether stock is kept. */
  manage_stock?: unknown
  /** How many there are. */
  stock_quantity?: number | null
  /** State of stock. */
  stock_status?: string
  /** Weight. */
  weight?: string
  /** Size. */
  dimensions?: Record<string, unknown>
  /** Image. */
  image?: Record<string, unknown> | null
  /** Options. */
  attributes?: Record<string, unknown>[]
  /** Further values. */
  meta_data?: Record<string, unknown>[]
  /** When it was made. */
  date_created?: string
  /** When it last changed. */
  date_modified?: string
}

/** A note at an order. */
export interface OrderNote {
  /** Id. */
  id?: number
  /** Who. */
  author?: string
  /** When. */
  date_created?: string
  /** Text. */
  note?: string
  /** Whether the customer sees it. */
  customer_note?: boolean
}

/** What was given back of an order. */
export interface Refund {
  /** Id. */
  id?: number
  /** When. */
  date_created?: string
  /** How much. */
  amount?: string
  /** Why. */
  reason?: string
  /** Who did it. */
  refunded_by?: number
  /** Whether the provider gave it back. */
  refunded_payment?: boolean
  /** Goods. */
  line_items?: Record<string, unknown>[]
  /** Shipping. */
  shipping_lines?: Record<string, unknown>[]
  /** Further values. */
  meta_data?: Record<string, unknown>[]
}

/** A way to pay. */
export interface PaymentGateway {
  /** Id. */
  id?: string
  /** Name. */
  title?: string
  /** Text. */
  description?: string
  /** Place. */
  order?: unknown
  /** Whether it is used. */
  enabled?: boolean
  /** Kind. */
  method_title?: string
  /** What it is. */
  method_description?: string
  /** What it can do. */
  method_supports?: string[]
  /** Settings. */
  settings?: Record<string, unknown>
}

/** A way to ship. */
export interface ShippingMethod {
  /** Id. */
  id?: string
  /** Name. */
  title?: string
  /** What it is. */
  description?: string
}

/** Where goods go to. */
export interface ShippingZone {
  /** Id. */
  id?: number
  /** Name. */
  name?: string
  /** Place. */
  order?: number
}

/** A tax. */
export interface TaxRate {
  /** Id. */
  id?: number
  /** Country. */
  country?: string
  /** State. */
  state?: string
  /** Postal code. */
  postcode?: string
  /** City. */
  city?: string
  /** Postal codes. */
  postcodes?: string[]
  /** Cities. */
  cities?: string[]
  /** Percent. */
  rate?: string
  /** Name. */
  name?: string
  /** Rank. */
  priority?: number
  /** Whether it comes on top of others. */
  compound?: boolean
  /** Whether it counts for shipping. */
  shipping?: boolean
  /** Place. */
  order?: number
  /** Class. */
  class?: string
}

/** A class of taxes. */
export interface TaxClass {
  /** Name in addresses. */
  slug?: string
  /** Name. */
  name?: string
}

/** The shop itself. */
export interface SystemStatus {
  /** Addresses and versions. */
  environment?: Record<string, unknown>
  /** Database. */
  database?: Record<string, unknown>
  /** Plugins. */
  active_plugins?: Record<string, unknown>[]
  /** Theme. */
  theme?: Record<string, unknown>
  /** Currency and so on. */
  settings?: Record<string, unknown>
}
