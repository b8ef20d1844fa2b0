/**
 * Settings of every connection that serves requests or jobs: a plan is chosen by the rows that it touches, and not by
 * where they lie on a disk.
 *
 * A planner takes each organization and workspace for one of average size. By its own costs it would read a whole table,
 * rows of every tenant, or all rows of an organization where an index names those of a workspace, because these lie apart.
 * Every statement is meant to find its rows by an index, so it is told that no page costs much and that no table is to be
 * read whole. Statements are short: none is worth compiling.
 */
export const PLANNING: Readonly<Record<string, string>> = {
  enable_seqscan: 'off',
  seq_page_cost: '0.01',
  random_page_cost: '0.01',
  jit: 'off',
}
