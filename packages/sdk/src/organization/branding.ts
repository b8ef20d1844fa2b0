import type { BoundClient } from '../bound-client.ts'
import type { BulkheadPromise } from '../client/bulkhead-promise.ts'
import type { RequestOptions, WriteOptions } from '../client/call-options.ts'
import type { Input } from '../client/client.ts'
import type { BrandingItem } from '../generated/api.ts'

/** Branding of the connect page: the name, logo, colors and links that end users see. */
export class Branding {
  readonly #client: BoundClient

  constructor(client: BoundClient) {
    this.#client = client
  }

  get(options?: RequestOptions): BulkheadPromise<BrandingItem> {
    return this.#client.call('getBranding', {}, options)
  }

  /** Changes the branding. Fields that are left out stay; null clears a field. */
  update(changes: Input<'updateBranding'>['body'], options?: WriteOptions): BulkheadPromise<BrandingItem> {
    return this.#client.call('updateBranding', { body: changes }, options)
  }

  /**
   * Sets the logo. The server decodes the image, encodes it again and scales it down to 512 pixels.
   *
   * @param logo PNG or WebP of at most 512 KB and 1,024 × 1,024 pixels, in base64.
   */
  setLogo(logo: Input<'setBrandingLogo'>['body'], options?: WriteOptions): BulkheadPromise<BrandingItem> {
    return this.#client.call('setBrandingLogo', { body: logo }, options)
  }

  deleteLogo(options?: WriteOptions): BulkheadPromise<BrandingItem> {
    return this.#client.call('deleteBrandingLogo', {}, options)
  }
}
