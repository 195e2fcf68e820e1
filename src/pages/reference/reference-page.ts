import { html } from 'hono/html';
import type { Api } from '../../api/route.ts';
import { asset } from '../assets/assets.ts';
import { answerCompressed, compressed, type Compressed } from '../../api/document/compressed.ts';
import { withCode } from '../components/marked.ts';
import { pageHeaders } from '../layout/policy.ts';
import type { Markup } from '../markup.ts';
import { summaryOf, type ApiSummary, type OperationGroup } from './operations.ts';

/**
 * The OpenAPI document for people. The page itself has all operations by name, in Swagger UI's own classes and so in its looks;
 * Swagger UI, of more than a megabyte, is loaded after that was painted, and takes its place. It has no part of the dashboard's
 * page: neither its style nor its script.
 */
const page = ({ title, description, groups }: ApiSummary): Markup =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>API reference · Payment sync</title>
        <link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${asset('reference.css')}" />
        <script src="${asset('reference.js')}" defer data-then="${asset('swagger-ui.js')}"></script>
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
        <div class="reference-page">
          <nav class="reference-groups" aria-label="Groups">
            ${groups.map(({ name, place }) => html`<a href="#${place}">${name}</a>`)}
          </nav>
          <main>
            <h1>${title}</h1>
            <p class="reference-about">${withCode(description)}</p>
            <noscript>
              <p class="reference-about">
                Without script this page names the operations; <a href="/openapi.json">openapi.json</a> has
                all of them.
              </p>
            </noscript>
            <div class="reference-places">
              <div id="reference"></div>
              <div id="reference-list" class="swagger-ui">${tools} ${groups.map(groupPart)}</div>
            </div>
          </main>
        </div>
      </body>
    </html>`;

/** What Swagger UI has above the operations, in its place. */
const tools = html`<div class="reference-tools" aria-hidden="true">
  <div class="scheme-container">
    <section class="schemes wrapper">
      <div class="auth-wrapper">
        <button class="btn authorize unlocked" disabled>
          <span>Authorize</span><svg width="20" height="20"></svg>
        </button>
      </div>
    </section>
  </div>
  <div class="filter wrapper">
    <input class="operation-filter-input" placeholder="Filter by tag or path" disabled />
  </div>
</div>`;

const groupPart = ({ name, description, place, operations }: OperationGroup): Markup =>
  html`<section class="wrapper">
    <h2 class="opblock-tag" id="${place}"><span>${name}</span><small>${description}</small></h2>
    ${operations.map(
      ({ method, path, summary, place: own }) =>
        html`<div class="opblock opblock-${method}" id="${own}">
          <a class="opblock-summary" href="#${own}">
            <span class="opblock-summary-method">${method.toUpperCase()}</span>
            <span class="opblock-summary-path-description-wrapper">
              <span class="opblock-summary-path">${path}</span>
              <span class="opblock-summary-description">${summary}</span>
            </span>
          </a>
        </div>`,
    )}
  </section>`;

/** `/docs`, for everybody who can reach the service: it shows nothing but the API's own description. */
export function referencePage(api: Api): void {
  let made: Compressed | undefined;
  api.get('/docs', async (c) => {
    // With the first request, when all routes are there.
    made ??= compressed(Buffer.from(String(await page(summaryOf(api)))));
    return await answerCompressed(c, made, {
      ...pageHeaders(),
      'Content-Type': 'text/html; charset=utf-8',
    });
  });
}
