/**
 * The fragment of a heading as GitHub makes it, so that links to headings work there and here.
 *
 * @param {string} heading
 */
export function headingSlug(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}
