// What the page of a connect session does beside its forms: it takes the link's token out of the address, and tells the page
// around it how far the merchant is.

const framed = window.parent !== window;

/** A link's token is where no server sees it. In a frame no mail scanner opens it, so nobody need press a button. */
const form = document.getElementById('open');
const token = /^#(wst_[\w-]+)$/.exec(location.hash)?.[1];
if (form instanceof HTMLFormElement) {
  form.hidden = false;
  const field = form.elements.namedItem('token');
  if (field instanceof HTMLInputElement) field.value = token ?? '';
  form.addEventListener('submit', () => history.replaceState(null, '', location.pathname));
  if (framed && token !== undefined) form.requestSubmit();
}

/** @type {string | undefined} */
let told;

/** The page around this one learns how far the merchant is, if it is of an origin that the session names: never a key. */
function tell() {
  const page = document.querySelector('[data-event]');
  if (!framed || !(page instanceof HTMLElement)) return;
  const { event, origins = '', workspace, provider } = page.dataset;
  const message = {
    type: `wps:${event}`,
    workspace_id: workspace,
    provider,
    height: document.body.scrollHeight,
  };
  const text = JSON.stringify(message);
  if (text === told) return;
  told = text;
  for (const origin of origins.split(' ')) if (origin !== '') window.parent.postMessage(message, origin);
}

tell();
document.addEventListener('htmx:after:swap', tell);
new ResizeObserver(tell).observe(document.body);
