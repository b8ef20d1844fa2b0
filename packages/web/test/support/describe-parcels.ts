/**
 * Returns an OpenAPI document of the Parcel Tracker with operations of these methods. It also has an operation at
 * another server, which Bulkhead leaves out.
 */
export function describeParcels(url: string, methods: readonly string[]): string {
  const operation = { tags: ['parcels'], responses: { 200: { description: 'OK' } } }
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Parcel Tracker', version: '7' },
    servers: [{ url }],
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths: {
      '/labels': { get: { ...operation, servers: [{ url: 'https://labels.example' }] } },
      '/parcels': Object.fromEntries(methods.map((method) => [method, operation])),
    },
  })
}
