// What a page does beside what its forms and links do: local times, questions before what cannot be undone, copying, and news.
// Each page works without it.

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const local = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const minute = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
/** @type {readonly (readonly [number, string])[]} */
const units = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

/** @param {number} seconds */
function inWords(seconds) {
  const away = Math.abs(seconds);
  if (away < 10) return 'just now';
  const unit = units.find(([size]) => away >= size);
  const whole = unit === undefined ? Math.round(away) : Math.floor(away / unit[0]);
  const length = unit === undefined ? `${whole} s` : `${whole} ${unit[1]}${whole === 1 ? '' : 's'}`;
  return seconds > 0 ? `${length} ago` : `in ${length}`;
}

/** To the minute, and without the day if it is today.
 * @param {Date} at */
function toTheMinute(at) {
  const [on, now] = [day.format(at), minute.format(at)];
  return on === day.format(new Date()) ? now : `${on}, ${now}`;
}

/** @type {Readonly<Record<string, (at: Date) => string>>} */
const shownAs = {
  ago: (at) => inWords((Date.now() - at.getTime()) / 1_000),
  moment: (at) => local.format(at),
  minute: toTheMinute,
};

/** The words of `time` elements, and the moment in local time when one points at them. */
function showTimes() {
  for (const element of document.querySelectorAll('time[data-shown]')) {
    const time = /** @type {HTMLTimeElement} */ (element);
    const at = new Date(time.dateTime);
    const full = `${local.format(at)} (${zone})`;
    time.title = full;
    const text = shownAs[time.dataset['shown'] ?? '']?.(at);
    if (text !== undefined && time.textContent !== text) time.textContent = text;
  }
  for (const place of document.querySelectorAll('[data-zone]'))
    place.textContent = `Times are in your time zone, ${zone}.`;
}

/** The tabs of a narrow window are wider than it: the present one has to be seen. */
function showTab() {
  const tab = document.querySelector('.tabs [aria-current]');
  const tabs = tab?.parentElement;
  if (!(tab instanceof HTMLElement) || !tabs) return;
  tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
}

/** @param {string} text */
function announce(text) {
  const region = document.getElementById('announced');
  if (region !== null && text !== '' && region.textContent !== text) region.textContent = text;
}

/** Asks before a form is sent that says so, and marks the button of one that was. */
document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const question = form.dataset['confirm'];
  const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById('confirm'));
  const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (question !== undefined && form.dataset['confirmed'] === undefined && dialog !== null) {
    event.preventDefault();
    const [text, yes] = [dialog.querySelector('p'), dialog.querySelector('button[value=yes]')];
    if (text !== null) text.textContent = question;
    if (yes !== null) yes.textContent = button?.textContent?.trim() ?? 'Yes';
    dialog.returnValue = '';
    dialog.addEventListener(
      'close',
      () => {
        if (dialog.returnValue !== 'yes') return button?.focus();
        // A copy: what is live may have replaced the form while the question was open.
        const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
        copy.hidden = true;
        copy.dataset['confirmed'] = '';
        document.body.append(copy);
        copy.requestSubmit();
      },
      { once: true },
    );
    dialog.showModal();
    return;
  }
  if (form.method !== 'dialog') button?.setAttribute('aria-busy', 'true');
});

/** @param {HTMLElement} button */
async function copy(button) {
  await navigator.clipboard.writeText(button.dataset['copy'] ?? '');
  const done = document.getElementById('copied');
  if (done instanceof HTMLTemplateElement) button.replaceChildren(done.content.cloneNode(true));
  announce('Copied');
}

document.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
  if (button instanceof HTMLElement) void copy(button);
});

/** A page that comes back from the browser's memory may be of somebody who has signed out since, and its buttons are busy. */
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

function toSignIn() {
  location.assign(`/sign-in?ended=1&next=${encodeURIComponent(location.pathname + location.search)}`);
}

/** @param {boolean} lost */
function showLost(lost) {
  for (const place of document.querySelectorAll('[data-lost]'))
    /** @type {HTMLElement} */ (place).hidden = !lost;
}

document.addEventListener('htmx:sse:error', (event) => {
  const { status } = /** @type {CustomEvent} */ (event).detail;
  if (status === 401 || status === 403) return toSignIn();
  showLost(true);
});
/** After a release the stylesheet has another address: the old one is answered, but not for ever. What was typed stays. */
async function showOld() {
  const sheet = document.querySelector('link[rel=stylesheet]');
  if (!(sheet instanceof HTMLLinkElement)) return;
  const answer = await fetch(sheet.href, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  const isOld = answer?.ok === true && !answer.headers.get('cache-control')?.includes('immutable');
  for (const place of document.querySelectorAll('[data-old]'))
    /** @type {HTMLElement} */ (place).hidden = !isOld;
}
let connections = 0;
document.addEventListener('htmx:sse:after:connection', () => {
  showLost(false);
  connections += 1;
  if (connections > 1) void showOld();
});
document.addEventListener('problem', (event) => {
  const { data } = /** @type {CustomEvent} */ (event).detail;
  if (JSON.parse(data).code === 'unauthenticated') return toSignIn();
  showLost(true);
});
document.addEventListener('htmx:sse:after:message', () => {
  showLost(false);
  showTimes();
  announce(document.querySelector('[data-announce]')?.getAttribute('data-announce') ?? '');
});
document.addEventListener('htmx:after:swap', showTimes);

/** A link that signs in has its token where no server sees it; it leaves the address before anything else happens. */
const form = document.getElementById('link');
const token = /^#link=([\w-]+)$/.exec(location.hash)?.[1];
if (form instanceof HTMLFormElement && token !== undefined) {
  history.replaceState(null, '', location.pathname + location.search);
  const field = form.elements.namedItem('token');
  if (field instanceof HTMLInputElement) field.value = token;
  form.requestSubmit();
}

/** What follows the news comes after the first picture, which need not wait for it. */
function thenLoad() {
  const own = document.querySelector('script[data-then]');
  if (!(own instanceof HTMLScriptElement)) return;
  const script = document.createElement('script');
  script.src = own.dataset['then'] ?? '';
  document.head.append(script);
}

showTimes();
showTab();
setInterval(showTimes, 10_000);
requestAnimationFrame(() => setTimeout(thenLoad));
