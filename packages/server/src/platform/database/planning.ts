/**
 * Planner settings of every connection that serves requests or jobs. A plan is chosen by the number of rows that it
 * reads, not by where they lie on a disk.
 *
 * The planner assumes that every organization and workspace has the average size. With the default costs it would read
 * a whole table, with rows of every tenant, or all rows of an organization although an index names those of one
 * workspace, because these rows lie apart. Every statement here is meant to find its rows by an index. So the settings
 * say that no page costs much and that no table should be read whole. Statements are short: compiling them is not worth
 * it.
 */
export const PLANNING: Readonly<Record<string, string>> = {
  enable_seqscan: 'off',
  seq_page_cost: '0.01',
  random_page_cost: '0.01',
  jit: 'off',
}
