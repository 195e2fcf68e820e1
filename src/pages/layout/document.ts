import { html } from 'hono/html';
import { asset } from '../assets/assets.ts';
import { icon } from '../components/icon.ts';
import type { Markup, Part } from '../markup.ts';

export interface DocumentParts {
  readonly title: string;
  /** Above the page's content. */
  readonly header?: Part;
  readonly body: Part;
  readonly footer?: Part;
  /** A stylesheet of the page's own, after the common one. */
  readonly stylesheet?: string | undefined;
  /** A module of the page's own, after the common one. */
  readonly module?: 'connect.js' | undefined;
  /** Loads htmx, for pages that follow something live. */
  readonly live?: boolean;
}

/** htmx makes no style of its own, evaluates nothing, and keeps no page in the browser's storage. */
const htmxConfig = '{"includeIndicatorCSS":false,"history":true,"mode":"same-origin","extensions":"sse"}';

/** A whole page: its frame, the stylesheet, the module, and what the module uses. */
export const document = ({
  title,
  header,
  body,
  footer,
  stylesheet,
  module,
  live = false,
}: DocumentParts): Markup =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content="${htmxConfig}" />
        <title>${title}</title>
        <link rel="icon" href="${asset('icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${asset('style.css')}" />
        ${stylesheet === undefined ? '' : html`<link rel="stylesheet" href="${stylesheet}" />`}
        <script
          src="${asset('page.js')}"
          type="module"
          ${live ? html` data-then="${asset('htmx.js')}"` : ''}
        ></script>
        ${module === undefined ? '' : html`<script src="${asset(module)}" type="module"></script>`}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        ${header}
        <main id="content" tabindex="-1">${body}</main>
        ${footer}
        <div id="announced" role="status" class="unseen"></div>
        <dialog id="confirm" aria-labelledby="confirm-question">
          <form method="dialog">
            <p id="confirm-question"></p>
            <div class="actions">
              <button value="no" class="quiet">No, go back</button>
              <button value="yes" class="danger"></button>
            </div>
          </form>
        </dialog>
        <template id="copied">${icon('check')}Copied</template>
      </body>
    </html>`;
