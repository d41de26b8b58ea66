/** What a caller shows of who it is. */
export type Credential =
  | { readonly kind: "none" }
  /** There is an Authorization header, and no token can be read from it. */
  | { readonly kind: "malformed" }
  | { readonly kind: "token"; readonly text: string }
  /** A certificate that the configured CA stands behind. */
  | { readonly kind: "certificate"; readonly subject: string };
