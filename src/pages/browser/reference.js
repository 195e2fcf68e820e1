// The API reference: Swagger UI over this service's own document, in the place of the page's own list of operations.

/** Of an operation: whether its path, its summary or its description has every word that is looked for. */
const matches = (/** @type {any} */ operation, /** @type {readonly string[]} */ words) => {
  const about = [
    operation.get('method'),
    // Every path has the rest.
    operation.get('path').replace('/api/v1', ''),
    operation.getIn(['operation', 'summary']),
    operation.getIn(['operation', 'description']),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => about.includes(word));
};

/** Swagger UI's own filter looks at the names of groups only. */
const search = () => ({
  fn: {
    opsFilter: (/** @type {any} */ groups, /** @type {string} */ phrase) => {
      const words = phrase.toLowerCase().split(/\s+/).filter(Boolean);
      return groups
        .map((/** @type {any} */ group, /** @type {string} */ name) =>
          words.every((word) => name.toLowerCase().includes(word))
            ? group
            : group.update('operations', (/** @type {any} */ all) =>
                all.filter((/** @type {any} */ each) => matches(each, words)),
              ),
        )
        .filter((/** @type {any} */ group) => group.get('operations').size > 0);
    },
  },
});

const dark = matchMedia('(prefers-color-scheme: dark)');
const colour = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', colour);
colour();

const library = document.currentScript?.dataset['then'] ?? '';

function show() {
  const bundle = /** @type {any} */ (globalThis).SwaggerUIBundle;
  const ui = bundle({
    domNode: document.getElementById('reference'),
    url: '/openapi.json',
    presets: [bundle.presets.apis],
    plugins: [search],
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    filter: true,
    // A key is forgotten with the page: whatever is stored, every script of this origin can read.
    persistAuthorization: false,
    tryItOutEnabled: true,
    // Otherwise another host would be asked whether the document is valid.
    validatorUrl: null,
    onComplete: () => requestAnimationFrame(() => document.getElementById('reference-list')?.remove()),
  });
  // Swagger UI reads the address once only.
  addEventListener('hashchange', () => ui.layoutActions.parseDeepLinkHash(decodeURIComponent(location.hash)));
}

// After the first picture: the library takes half a second.
requestAnimationFrame(() =>
  setTimeout(() => {
    const script = document.createElement('script');
    script.src = library;
    script.addEventListener('load', show);
    document.head.append(script);
  }),
);
