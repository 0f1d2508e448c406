/** What every page is made of besides its dump. */
export interface PageAssets {
  /** One module. */
  readonly script: string;
  readonly style: string;
  /** Content security policy that allows this script and this style alone. */
  readonly csp: string;
}
