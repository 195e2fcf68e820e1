import { html } from 'hono/html';
import type { Api } from '../../api/route.ts';
import { asset } from '../assets/assets.ts';
import { pageHeaders } from '../layout/policy.ts';
import type { Markup } from '../markup.ts';

/** The OpenAPI document for people, by Swagger UI. It has no part of the dashboard's page: neither its style nor its script. */
const page = (): Markup =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>API reference · Payment sync</title>
        <link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${asset('reference.css')}" />
        <script src="${asset('swagger-ui.js')}" defer></script>
        <script src="${asset('reference.js')}" defer></script>
      </head>
      <body>
        <header class="reference-bar">
          <div>
            <a class="reference-brand" href="/"
              ><img src="${asset('icon.svg')}" alt="" /><span>Payment sync</span></a
            >
            <span>API reference</span>
            <a href="/openapi.json">openapi.json</a>
          </div>
        </header>
        <main id="reference">
          <noscript>
            <p class="reference-note">
              This page needs script. <a href="/openapi.json">openapi.json</a> has the same for programs.
            </p>
          </noscript>
        </main>
      </body>
    </html>`;

/** `/docs`, for everybody who can reach the service: it shows nothing but the API's own description. */
export function referencePage(api: Api): void {
  api.get('/docs', (c) => c.html(page(), 200, pageHeaders()));
}
