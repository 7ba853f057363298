/** For whatever is no page: should a browser show it as one all the same, it loads and runs nothing. */
export const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * For pages. Scripts run by nonce, and what those load (`strict-dynamic`); `'self'` is for browsers that know no nonces.
 * Styles may be inline: bars and overlays of the server's HTML are placed by `style` attributes, which no nonce can allow, and
 * the dialogs' scroll lock adds a style element.
 */
export function pagePolicy(nonce: string, { isDevelopment }: { isDevelopment: boolean }): string {
  // React's development build rebuilds server stacks with eval.
  const development = isDevelopment ? " 'unsafe-eval'" : "";
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
