/** What a page needs beside what every page has. */
export interface PolicyOptions {
  /** The origins whose pages may embed this one. Default: none may. */
  readonly embeddedBy?: readonly string[];
  /** Where our own forms may lead to, by redirects. */
  readonly formsLeadTo?: readonly string[];
  /** Origins of images beside our own. */
  readonly imagesFrom?: readonly string[];
}

/** The headers of a page. Everything comes from this service: no script and no style is in a page itself. */
export function pageHeaders({
  embeddedBy = [],
  imagesFrom = [],
  formsLeadTo = [],
}: PolicyOptions = {}): Record<string, string> {
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self'`,
    `img-src ${["'self'", 'data:', ...imagesFrom].join(' ')}`,
    `connect-src 'self'`,
    `form-action ${["'self'", ...formsLeadTo].join(' ')}`,
    `base-uri 'none'`,
    `frame-ancestors ${embeddedBy.length === 0 ? `'none'` : embeddedBy.join(' ')}`,
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Cache-Control': 'no-store',
    // With `no-referrer` a browser would send `Origin: null` with our own forms.
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Strict-Transport-Security': 'max-age=15552000',
    'X-Robots-Tag': 'noindex',
    // Older browsers know nothing else, and newer ones follow the policy.
    ...(embeddedBy.length === 0 && { 'X-Frame-Options': 'DENY' }),
  };
}
